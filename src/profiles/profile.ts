import * as v from 'valibot';
import type { Credentials } from '../oss/credentials.ts';

export const endpointChoiceSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['public', 'internal', 'dualstack', 'accelerate', 'accelerate-overseas']) }),
  v.object({
    kind: v.literal('custom'),
    /** Scheme and host, e.g. `https://oss.example.com`. */
    url: v.string(),
    /** Left out: by what the host is (an IP address or localhost takes the bucket in the path). */
    addressing: v.exactOptional(v.picklist(['virtual', 'path', 'cname'])),
    /** The user agreed that keys and data cross the network in the clear. */
    allowPlainHttp: v.exactOptional(v.boolean()),
  }),
]);

/** SHA-256 of the command that the user let run. */
const agreedCommand = v.exactOptional(v.string());

/**
 * A profile of another tool's configuration in the user's home: of ossutil, the CLI or the SDKs of Alibaba Cloud.
 * Credentials are read from there at each use.
 */
const importedSourceSchema = v.object({
  tool: v.picklist(['ossutil', 'aliyun', 'sdk']),
  /** The name of the profile in that file. */
  profile: v.string(),
  agreedCommand,
});

const roleSession = {
  roleArn: v.string(),
  sessionName: v.exactOptional(v.string()),
  /** Left out: 3,600, which every role allows. */
  durationSeconds: v.exactOptional(v.number()),
};

/** Where temporary credentials come from, as the user entered it. A command and a URI may hold secrets: SecretStorage has them. */
const enteredSourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('role'),
    /** The profile that signs the request for the role. */
    baseProfileId: v.string(),
    ...roleSession,
    /** Agreed on with who owns the role, and no secret. */
    externalId: v.exactOptional(v.string()),
    /** Narrows the session; JSON. */
    policy: v.exactOptional(v.string()),
  }),
  v.object({ kind: v.literal('oidc'), providerArn: v.string(), tokenFile: v.string(), ...roleSession }),
  v.object({ kind: v.literal('instanceRole'), roleName: v.exactOptional(v.string()) }),
  v.object({ kind: v.literal('process'), agreedCommand }),
  v.object({ kind: v.literal('uri') }),
]);

const credentialSourceSchema = v.union([importedSourceSchema, enteredSourceSchema]);

/** A role whose sessions sign scoped links. */
const linkRoleSchema = v.object({
  roleArn: v.string(),
  /** The longest session that is asked for. */
  maxSessionSeconds: v.number(),
  externalId: v.exactOptional(v.string()),
  /** Every link is scoped unless it is told otherwise; else those alone that are told so. */
  forEveryLink: v.boolean(),
});

/** A stored profile: everything but its secret. The format carries its version, so that it can be migrated. */
export const profileRecordSchema = v.object({
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  region: v.string(),
  endpoint: endpointChoiceSchema,
  /** Left out: the secret is in SecretStorage. */
  credentialSource: v.exactOptional(credentialSourceSchema),
  linkRole: v.exactOptional(linkRoleSchema),
});

export const secretSchema = v.object({
  accessKeyId: v.string(),
  accessKeySecret: v.string(),
  securityToken: v.exactOptional(v.string()),
});

/** What SecretStorage keeps of a source that the user entered. */
export const sourceSecretSchema = v.union([v.object({ command: v.string() }), v.object({ uri: v.string() })]);

export type EndpointChoice = v.InferOutput<typeof endpointChoiceSchema>;
export type ImportedSource = v.InferOutput<typeof importedSourceSchema>;
export type EnteredSource = v.InferOutput<typeof enteredSourceSchema>;
export type CredentialSource = v.InferOutput<typeof credentialSourceSchema>;
export type SourceSecret = v.InferOutput<typeof sourceSecretSchema>;
export type LinkRole = v.InferOutput<typeof linkRoleSchema>;
export type ProfileRecord = v.InferOutput<typeof profileRecordSchema>;

/** Where a profile is kept: among the extension's own, or in the environment of the extension host. */
export type ProfileSource = 'stored' | 'environment';

/** A set of credentials with the place they are used at. */
export interface Profile extends Omit<ProfileRecord, 'version'> {
  readonly source: ProfileSource;
  /** What the user added, for keys that may not list buckets: a bucket, or `bucket/prefix/` for one folder of it. */
  readonly buckets: readonly string[];
  /** The regions of buckets that were added with a URL that tells it. */
  readonly regions?: ReadonlyMap<string, string>;
  /** The account's buckets are wanted beside those that were added. */
  readonly showsAll?: boolean;
}

/** A custom domain stands for one bucket: there is no service behind it that could list buckets. */
export function servesOneBucket({ endpoint }: Pick<Profile, 'endpoint'>): boolean {
  return endpoint.kind === 'custom' && endpoint.addressing === 'cname';
}

/** Says whether to ask for the account's buckets: where some were added, they are all that is wanted, until more is asked for. */
export function listsBuckets(profile: Pick<Profile, 'endpoint' | 'buckets' | 'showsAll'>): boolean {
  return !servesOneBucket(profile) && (profile.buckets.length === 0 || profile.showsAll === true);
}

/** Says whether the source is a profile of another tool. */
export function isImported(source: CredentialSource | undefined): source is ImportedSource {
  return source !== undefined && 'tool' in source;
}

/** What SecretStorage keeps of a profile with a key of its own, as one JSON value. */
export type ProfileSecret = Pick<Credentials, 'accessKeyId' | 'accessKeySecret' | 'securityToken'>;

/** The profile is known, but its secret is not in SecretStorage: it may lose values, and Settings Sync never brings them. */
export class SecretMissingError extends Error {
  readonly code = 'SecretMissing';
  readonly profileId: string;

  constructor(profile: Profile) {
    super(`The secret of profile ${profile.name} is not on this machine`);
    this.name = 'SecretMissingError';
    this.profileId = profile.id;
  }
}

/** SecretStorage refused to read or keep a value, e.g. for want of a keyring. */
export class SecretStorageError extends Error {
  readonly code = 'SecretStorage';

  constructor(options: ErrorOptions) {
    super('SecretStorage failed', options);
    this.name = 'SecretStorageError';
  }
}

/** The profile that a command named is gone. */
export class ProfileGoneError extends Error {
  readonly code = 'ProfileGone';

  constructor() {
    super('The profile no longer exists');
    this.name = 'ProfileGoneError';
  }
}
