import * as v from 'valibot';
import { omitUndefined } from '../../oss/optional.ts';
import { keyPlan, ProfileFields, roleSession, type KeyNames, type SessionNames } from './fields.ts';
import type { KeyPlan, CredentialPlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';
import type { SourceProfile } from './sourceProfile.ts';

/** Time limit of the CLI for an external program. */
const PROCESS_TIMEOUT_MS = 60_000;

const KEY: KeyNames = { id: ['access_key_id'], secret: ['access_key_secret'], token: ['sts_token'] };
const SESSION: SessionNames = {
  roleArn: 'ram_role_arn',
  sessionName: 'ram_session_name',
  durationSeconds: 'expired_seconds',
  stsRegion: 'sts_region',
  stsEndpoint: 'sts_endpoint',
};

const fieldsSchema = v.record(v.string(), v.unknown());
// The CLI writes `null` for an empty list.
const configSchema = v.object({ profiles: v.nullish(v.array(v.unknown())) });

/** Profiles of `~/.aliyun/config.json`, without broken entries. Throws a `CredentialSourceError` if the file has another format. */
export function readAliyunConfig(text: string, file: string): readonly SourceProfile[] {
  const profiles = parseProfiles(text, file).flatMap((values) => {
    const { name } = values;
    return typeof name === 'string' && name !== '' ? [fieldsOf(values, file, name)] : [];
  });
  const byName = new Map(profiles.map((fields) => [fields.profile, fields]));
  return profiles.map((fields) =>
    omitUndefined({
      name: fields.profile,
      region: fields.region('region_id'),
      buckets: [],
      plan: (now: Date) => planOf(fields.profile, byName, file, now, new Set()),
    }),
  );
}

function parseProfiles(text: string, file: string): readonly Record<string, unknown>[] {
  try {
    const config: unknown = JSON.parse(text);
    if (Array.isArray(config)) throw new TypeError('not an object');
    const { profiles } = v.parse(configSchema, config);
    return (profiles ?? []).filter((profile) => v.is(fieldsSchema, profile));
  } catch {
    // The parser's message quotes the file, which holds secrets.
    throw new CredentialSourceError('FileMalformed', file);
  }
}

function planOf(
  name: string,
  profiles: ReadonlyMap<string, ProfileFields>,
  file: string,
  now: Date,
  onTheWay: ReadonlySet<string>,
): CredentialPlan {
  const fields = profiles.get(name);
  if (!fields) throw new CredentialSourceError('ProfileMissing', file, name);
  if (onTheWay.has(name)) throw new CredentialSourceError('ProfilesInCircle', file, name);
  const mode = fields.optional('mode') ?? 'AK';
  switch (mode) {
    case 'AK':
      return keyPlan(fields, KEY, 'none');
    case 'StsToken':
      return keyPlan(fields, KEY, 'required');
    case 'RamRoleArn':
      return rolePlan(fields, keyPlan(fields, KEY, 'optional'));
    case 'ChainableRamRoleArn': {
      const further = new Set([...onTheWay, name]);
      return rolePlan(fields, planOf(fields.required('source_profile'), profiles, file, now, further));
    }
    case 'EcsRamRole':
      return omitUndefined({ kind: 'instanceRole' as const, roleName: fields.optional('ram_role_name') });
    case 'OIDC':
      return {
        kind: 'oidc',
        providerArn: fields.required('oidc_provider_arn'),
        tokenFile: fields.required('oidc_token_file'),
        ...roleSession(fields, SESSION),
      };
    case 'External':
      return {
        kind: 'process',
        command: fields.required('process_command'),
        dialect: 'aliyun',
        timeoutMs: PROCESS_TIMEOUT_MS,
      };
    case 'CredentialsURI':
      return { kind: 'uri', uri: fields.required('credentials_uri') };
    case 'CloudSSO':
    case 'OAuth':
      return signedInPlan(fields, now);
    default:
      throw fields.unsupported(mode);
  }
}

function rolePlan(fields: ProfileFields, base: CredentialPlan): CredentialPlan {
  const externalId = fields.optional('external_id');
  return omitUndefined({ kind: 'role' as const, base, externalId, ...roleSession(fields, SESSION) });
}

/** Token that the CLI got by signing in through a browser. Only the CLI can renew it. */
function signedInPlan(fields: ProfileFields, now: Date): KeyPlan {
  const { kind, credentials } = keyPlan(fields, KEY, 'required');
  const endSeconds = fields.optionalSeconds('sts_expiration');
  if (endSeconds === undefined) return { kind, credentials };
  const expiration = new Date(endSeconds * 1000);
  if (expiration <= now) throw new CredentialSourceError('TokenEnded', fields.file, fields.profile);
  return { kind, credentials: { ...credentials, expiration } };
}

function fieldsOf(values: Readonly<Record<string, unknown>>, file: string, name: string): ProfileFields {
  return new ProfileFields(file, name, (field) => {
    const value = values[field];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  });
}
