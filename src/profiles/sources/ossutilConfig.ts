import { parseEndpoint, type Addressing } from '../../oss/hosts/endpoint.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateRegion } from '../../oss/validate.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { findValue, foldName, parseConfigSections, type ConfigSection } from './configSections.ts';
import { keyPlan, ProfileFields, roleSession, type KeyNames, type SessionNames } from './fields.ts';
import type { CredentialPlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';
import type { SourceBucket, SourceProfile } from './sourceProfile.ts';

/** Time limit of ossutil 2 for a credential process. */
const PROCESS_TIMEOUT_SECONDS = 15;

/** Names of the fields of an AccessKey, each in all its spellings. The second ones are aliases of ossutil 1. */
const KEY: KeyNames = {
  id: ['access-key-id', 'access-id'],
  secret: ['access-key-secret', 'access-key'],
  token: ['sts-token'],
};
const SESSION_V1: SessionNames = {
  roleArn: 'ram-role-arn',
  sessionName: 'role-session-name',
  durationSeconds: 'token-timeout',
  stsRegion: 'sts-region',
  stsEndpoint: 'sts-endpoint',
};
const SESSION_V2: SessionNames = { ...SESSION_V1, roleArn: 'role-arn', durationSeconds: 'duration-seconds' };

/** Profiles of `~/.ossutilconfig`, of version 1 (`[Credentials]`, named "default") or 2 (`[default]`, `[profile …]`). */
export function readOssutilConfig(text: string, file: string): readonly SourceProfile[] {
  const sections = parseConfigSections(text);
  const credentials = sections.find(({ name }) => foldName(name) === 'credentials');
  return credentials ? [profileOfV1(credentials, sections, file)] : profilesOfV2(sections, file);
}

function profileOfV1(credentials: ConfigSection, sections: readonly ConfigSection[], file: string): SourceProfile {
  const name = 'default';
  const fields = fieldsOf(credentials, file, name);
  const bucketsIn = (wanted: string): ReadonlyMap<string, string> =>
    sections.find((section) => foldName(section.name) === wanted)?.values ?? new Map<string, string>();
  const customDomains = bucketsIn('bucketcname');
  const endpoints = bucketsIn('bucketendpoint');
  const buckets = new Set([...endpoints.keys(), ...customDomains.keys()]);
  return omitUndefined({
    name,
    region: fields.region('region'),
    endpoint: fields.optional('endpoint', 'host'),
    buckets: [...buckets].map((bucket) =>
      omitUndefined({
        name: bucket,
        region: regionOf({ endpoint: endpoints.get(bucket) }),
        customDomain: customDomains.get(bucket),
      }),
    ),
    plan: () => metadataRole(fields, sections) ?? planOfV1(fields),
  });
}

/** Role in `[AkService]`, which ossutil 1 asks the metadata service for where `[Credentials]` has no AccessKey. */
function metadataRole(fields: ProfileFields, sections: readonly ConfigSection[]): CredentialPlan | undefined {
  if (fields.optional('mode', ...KEY.id) !== undefined) return undefined;
  const service = sections.find(({ name }) => foldName(name) === 'akservice');
  const url = service && findValue(service.values, 'ecsAk');
  const [, roleName] = /^http:\/\/100\.100\.100\.200\/.*\/security-credentials\/([\w.-]+)\/?$/i.exec(url ?? '') ?? [];
  return roleName === undefined ? undefined : { kind: 'instanceRole', roleName };
}

function planOfV1(fields: ProfileFields): CredentialPlan {
  const mode = fields.optional('mode') ?? 'AK';
  switch (mode.toLowerCase()) {
    case 'ak':
      return keyPlan(fields, KEY, 'optional');
    case 'ststoken':
      return keyPlan(fields, KEY, 'required');
    case 'ramrolearn':
      return { kind: 'role', base: keyPlan(fields, KEY, 'optional'), ...roleSession(fields, SESSION_V1) };
    case 'ecsramrole':
      return instanceRole(fields);
    default:
      throw fields.unsupported(mode);
  }
}

function profilesOfV2(sections: readonly ConfigSection[], file: string): readonly SourceProfile[] {
  const named = new Map(
    sections.flatMap((section) => {
      const name = profileName(section.name);
      return name === undefined ? [] : [[name, section] as const];
    }),
  );
  return [...named].map(([name, section]): SourceProfile => {
    const fields = fieldsOf(section, file, name);
    return omitUndefined({
      name,
      region: fields.region('region'),
      endpoint: fields.optional('endpoint'),
      addressing: addressingOf(fields.optional('addressing-style')),
      signatureVersion: /^v?1$/i.test(fields.optional('sign-version') ?? '') ? ('v1' as const) : undefined,
      buckets: bucketsOfV2(sections, fields.optional('buckets')),
      plan: () => planOfV2(name, named, file, new Set()),
    });
  });
}

function planOfV2(
  name: string,
  sections: ReadonlyMap<string, ConfigSection>,
  file: string,
  onTheWay: ReadonlySet<string>,
): CredentialPlan {
  const section = sections.get(name);
  if (!section) throw new CredentialSourceError('ProfileMissing', file, name);
  if (onTheWay.has(name)) throw new CredentialSourceError('ProfilesInCircle', file, name);
  const fields = fieldsOf(section, file, name);
  const command = fields.optional('credential-process');
  const uri = fields.optional('credential-uri');
  const implied = command !== undefined ? 'Process' : uri !== undefined ? 'URI' : 'AK';
  const mode = fields.optional('mode') ?? implied;
  switch (foldName(mode)) {
    case 'ak':
      return keyPlan(fields, KEY, 'optional');
    case 'ststoken':
      return keyPlan(fields, KEY, 'required');
    case 'ramrolearn': {
      const source = fields.optional('source-profile');
      const base =
        source === undefined
          ? keyPlan(fields, KEY, 'optional')
          : planOfV2(source, sections, file, new Set([...onTheWay, name]));
      const externalId = fields.optional('external-id');
      return omitUndefined({ kind: 'role' as const, base, externalId, ...roleSession(fields, SESSION_V2) });
    }
    case 'ecsramrole':
    case 'aliecsramrole':
      return instanceRole(fields);
    case 'oidcrolearn':
      return {
        kind: 'oidc',
        providerArn: fields.required('oidc-provider-arn'),
        tokenFile: fields.required('oidc-token-file-path'),
        ...roleSession(fields, SESSION_V2),
      };
    case 'process': {
      const timeoutSeconds = fields.optionalSeconds('credential-process-timeout') ?? PROCESS_TIMEOUT_SECONDS;
      return {
        kind: 'process',
        command: fields.required('credential-process'),
        dialect: 'ossutil',
        timeoutMs: timeoutSeconds * 1000,
      };
    }
    case 'uri':
      return { kind: 'uri', uri: fields.required('credential-uri') };
    default:
      throw fields.unsupported(mode);
  }
}

function instanceRole(fields: ProfileFields): CredentialPlan {
  return omitUndefined({ kind: 'instanceRole' as const, roleName: fields.optional('ecs-role-name') });
}

function bucketsOfV2(sections: readonly ConfigSection[], wanted: string | undefined): readonly SourceBucket[] {
  const blocks = sections.find(({ name }) => wanted !== undefined && sectionWords(name, 'buckets') === wanted)?.blocks;
  return [...(blocks ?? [])].map(([name, values]) => {
    const isCname = addressingOf(findValue(values, 'addressing-style')) === 'cname';
    const endpoint = findValue(values, 'endpoint');
    return omitUndefined({
      name,
      region: regionOf({ region: findValue(values, 'region'), endpoint }),
      customDomain: isCname ? endpoint : undefined,
    });
  });
}

/** Region of a bucket in the file; `undefined` if it names none or an invalid one, so that OSS is asked for it. */
function regionOf({
  region,
  endpoint,
}: {
  readonly region?: string | undefined;
  readonly endpoint: string | undefined;
}) {
  try {
    if (region !== undefined) validateRegion(region);
    return region ?? (endpoint === undefined ? undefined : parseEndpoint(endpoint, { allowPlainHttp: true }).region);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}

/** Profile name of a section; `[default]` and `[profile default]` are the same. */
function profileName(section: string): string | undefined {
  return foldName(section) === 'default' ? 'default' : sectionWords(section, 'profile');
}

/** Name after the kind of a section, for example `work` in `[profile work]`. */
function sectionWords(section: string, kind: string): string | undefined {
  const [first = '', ...rest] = section.split(/\s+/);
  if (foldName(first) !== kind || rest.length === 0) return undefined;
  return rest.join(' ').replace(/^(["'])(.*)\1$/, '$2');
}

function addressingOf(style: string | undefined): Addressing | undefined {
  const styles: readonly Addressing[] = ['virtual', 'path', 'cname'];
  return styles.find((known) => known === style?.toLowerCase());
}

function fieldsOf({ values }: ConfigSection, file: string, profile: string): ProfileFields {
  return new ProfileFields(file, profile, (name) => findValue(values, name));
}
