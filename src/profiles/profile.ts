import * as v from 'valibot';
import type { Credentials } from '../oss/credentials.ts';

export const endpointChoiceSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['public', 'internal', 'dualstack', 'accelerate', 'accelerate-overseas']) }),
  v.object({
    kind: v.literal('custom'),
    /** Scheme and host, e.g. `https://oss.example.com`. */
    url: v.string(),
    /** Absent: derived from the host. An IP address or localhost takes the bucket in the path. */
    addressing: v.exactOptional(v.picklist(['virtual', 'path', 'cname'])),
    /** Whether the user agreed to plain http for this host. */
    allowPlainHttp: v.exactOptional(v.boolean()),
  }),
]);

/** SHA-256 of the command that the user approved. */
const agreedCommand = v.exactOptional(v.string());

/**
 * Profile in another tool's configuration in the user's home folder: of ossutil, or of the Alibaba Cloud CLI or SDKs.
 * Credentials are read from that file at each use.
 */
const importedSourceSchema = v.object({
  tool: v.picklist(['ossutil', 'aliyun', 'sdk']),
  /** Name of the profile in that file. */
  profile: v.string(),
  agreedCommand,
});

const roleSession = {
  roleArn: v.string(),
  sessionName: v.exactOptional(v.string()),
  /** Absent: 3,600, which every role allows. */
  durationSeconds: v.exactOptional(v.number()),
};

/**
 * Source of temporary credentials, as the user entered it. A command and a URI may contain secrets, so SecretStorage
 * stores them.
 */
const enteredSourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('role'),
    /** Profile that signs the request for the role. */
    baseProfileId: v.string(),
    ...roleSession,
    /** Shared with the owner of the role; not a secret. */
    externalId: v.exactOptional(v.string()),
    /** Policy in JSON that narrows the session. */
    policy: v.exactOptional(v.string()),
  }),
  v.object({ kind: v.literal('oidc'), providerArn: v.string(), tokenFile: v.string(), ...roleSession }),
  v.object({ kind: v.literal('instanceRole'), roleName: v.exactOptional(v.string()) }),
  v.object({ kind: v.literal('process'), agreedCommand }),
  v.object({ kind: v.literal('uri') }),
]);

const credentialSourceSchema = v.union([importedSourceSchema, enteredSourceSchema]);

/** Role whose sessions sign scoped links. */
const linkRoleSchema = v.object({
  roleArn: v.string(),
  /** Longest session that is requested. */
  maxSessionSeconds: v.number(),
  externalId: v.exactOptional(v.string()),
  /** True: every link is scoped unless its options say otherwise. False: only links whose options say so. */
  forEveryLink: v.boolean(),
});

/** Stored profile without its secret. The version allows migrations. */
export const profileRecordSchema = v.object({
  version: v.literal(1),
  id: v.string(),
  name: v.string(),
  region: v.string(),
  endpoint: endpointChoiceSchema,
  /** Absent: an AccessKey in SecretStorage. */
  credentialSource: v.exactOptional(credentialSourceSchema),
  linkRole: v.exactOptional(linkRoleSchema),
  /** Signature version of requests and links; V4 if absent. Private clouds may support only V1. */
  signatureVersion: v.exactOptional(v.literal('v1')),
});

export const secretSchema = v.object({
  accessKeyId: v.string(),
  accessKeySecret: v.string(),
  securityToken: v.exactOptional(v.string()),
});

/** Secret of an entered source, as SecretStorage keeps it. */
export const sourceSecretSchema = v.union([v.object({ command: v.string() }), v.object({ uri: v.string() })]);

export type EndpointChoice = v.InferOutput<typeof endpointChoiceSchema>;
export type ImportedSource = v.InferOutput<typeof importedSourceSchema>;
export type EnteredSource = v.InferOutput<typeof enteredSourceSchema>;
export type CredentialSource = v.InferOutput<typeof credentialSourceSchema>;
export type SourceSecret = v.InferOutput<typeof sourceSecretSchema>;
export type LinkRole = v.InferOutput<typeof linkRoleSchema>;
export type ProfileRecord = v.InferOutput<typeof profileRecordSchema>;

/** Origin of a profile: stored by the extension, or from the environment of the extension host. */
export type ProfileSource = 'stored' | 'environment';

/** Credentials with the region and endpoint that they are used at. */
export interface Profile extends Omit<ProfileRecord, 'version'> {
  readonly source: ProfileSource;
  /** Buckets, or folders as `bucket/prefix/`, that the user added because the credentials may not list buckets. */
  readonly buckets: readonly string[];
  /** Regions of added buckets, if the URL that they were added with contained them. */
  readonly regions?: ReadonlyMap<string, string>;
  /** Whether the account's buckets are shown beside the added ones. */
  readonly showsAll?: boolean;
}

/** Whether the endpoint is a custom domain, which serves one bucket and cannot list buckets. */
export function servesOneBucket({ endpoint }: Pick<Profile, 'endpoint'>): boolean {
  return endpoint.kind === 'custom' && endpoint.addressing === 'cname';
}

/**
 * Whether the account's buckets are listed. Once buckets are added, only those are shown until the user requests all.
 */
export function listsBuckets(profile: Pick<Profile, 'endpoint' | 'buckets' | 'showsAll'>): boolean {
  return !servesOneBucket(profile) && (profile.buckets.length === 0 || profile.showsAll === true);
}

/** Whether the source is a profile of another tool. */
export function isImported(source: CredentialSource | undefined): source is ImportedSource {
  return source !== undefined && 'tool' in source;
}

/** Secret of a profile with its own AccessKey; SecretStorage keeps it as one JSON value. */
export type ProfileSecret = Pick<Credentials, 'accessKeyId' | 'accessKeySecret' | 'securityToken'>;

/**
 * The profile exists, but its secret is not in SecretStorage. SecretStorage may lose values, and Settings Sync never
 * transfers them.
 */
export class SecretMissingError extends Error {
  readonly code = 'SecretMissing';
  readonly profileId: string;
  readonly profileName: string;

  constructor(profile: Profile) {
    super(`The secret of profile ${profile.name} is not on this machine`);
    this.name = 'SecretMissingError';
    this.profileId = profile.id;
    this.profileName = profile.name;
  }
}

/** SecretStorage could not read or store a value, for example without a keyring. */
export class SecretStorageError extends Error {
  readonly code = 'SecretStorage';

  constructor(options: ErrorOptions) {
    super('SecretStorage failed', options);
    this.name = 'SecretStorageError';
  }
}

/** The profile was removed. */
export class ProfileGoneError extends Error {
  readonly code = 'ProfileGone';

  constructor() {
    super('The profile no longer exists');
    this.name = 'ProfileGoneError';
  }
}
