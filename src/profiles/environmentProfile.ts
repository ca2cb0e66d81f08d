import { readRegion, unquoted } from '../oss/hosts/readRegion.ts';
import type { EndpointChoice, Profile, ProfileSecret } from './profile.ts';

export const ENVIRONMENT_PROFILE_ID = 'environment';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Names of AccessKey ID, secret and token: of the OSS SDKs and ossutil 2, and of all SDKs of Alibaba Cloud. */
const KEY_NAMES = [
  ['OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_SESSION_TOKEN'],
  ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
] as const;

/** Credentials in the environment. The names of OSS have priority. */
export function environmentSecret(env: Environment): ProfileSecret | undefined {
  for (const [idName, secretName, tokenName] of KEY_NAMES) {
    const [accessKeyId, accessKeySecret] = [valueOf(env, idName), valueOf(env, secretName)];
    if (!accessKeyId || !accessKeySecret) continue;
    const securityToken = valueOf(env, tokenName);
    return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
  }
  return undefined;
}

/**
 * Profile of the environment; `undefined` unless the environment contains an AccessKey. `OSS_ENDPOINT` may name the
 * region; `OSS_REGION` may have any spelling of consoles and tools (`oss-cn-hangzhou`, `cn-beijing-internal`).
 */
export function environmentProfile(env: Environment, name: string): Profile | undefined {
  if (!environmentSecret(env)) return undefined;
  const url = valueOf(env, 'OSS_ENDPOINT');
  const written = valueOf(env, 'OSS_REGION') ?? valueOf(env, 'ALIBABA_CLOUD_REGION_ID');
  const read = written ? readRegion(written) : undefined;
  // A text that names no region is kept: the error at its first use quotes it.
  const region = read?.region ?? written ?? (url && readRegion(url)?.region) ?? 'cn-hangzhou';
  const endpoint: EndpointChoice = url ? { kind: 'custom', url } : { kind: read?.kind ?? 'public' };
  return { id: ENVIRONMENT_PROFILE_ID, name, region, endpoint, buckets: [], source: 'environment' };
}

/** Value of a variable without surrounding blanks and quotes; `undefined` if it is empty. */
function valueOf(env: Environment, name: string): string | undefined {
  return unquoted(env[name] ?? '') || undefined;
}
