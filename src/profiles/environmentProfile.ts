import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import { readRegion, unquoted } from '../oss/hosts/readRegion.ts';
import type { EndpointChoice, Profile, ProfileSecret } from './profile.ts';

export const ENVIRONMENT_PROFILE_ID = 'environment';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Credentials in the environment, with the names of the OSS SDKs and ossutil 2. */
export function environmentSecret(env: Environment): ProfileSecret | undefined {
  const accessKeyId = valueOf(env, 'OSS_ACCESS_KEY_ID');
  const accessKeySecret = valueOf(env, 'OSS_ACCESS_KEY_SECRET');
  if (!accessKeyId || !accessKeySecret) return undefined;
  const securityToken = valueOf(env, 'OSS_SESSION_TOKEN');
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
}

/**
 * Profile of the environment; `undefined` unless the environment contains an AccessKey. `OSS_ENDPOINT` may name the
 * region; `OSS_REGION` may have any spelling of consoles and tools (`oss-cn-hangzhou`, `cn-beijing-internal`).
 */
export function environmentProfile(env: Environment, name: string): Profile | undefined {
  if (!environmentSecret(env)) return undefined;
  const url = serviceUrl(valueOf(env, 'OSS_ENDPOINT'));
  const written = valueOf(env, 'OSS_REGION');
  const read = written ? readRegion(written) : undefined;
  // A text that names no region is kept: the error at its first use quotes it.
  const region = read?.region ?? written ?? (url && readRegion(url)?.region) ?? 'cn-hangzhou';
  const endpoint: EndpointChoice = url ? { kind: 'custom', url } : { kind: read?.kind ?? 'public' };
  return { id: ENVIRONMENT_PROFILE_ID, name, region, endpoint, buckets: [], source: 'environment' };
}

/** Endpoint without a bucket before it, so that other buckets are reached too. */
function serviceUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const { scheme, host, bucket } = parseEndpoint(text, { allowPlainHttp: true });
    return bucket === undefined ? text : `${scheme}://${host}`;
  } catch {
    // It is kept: the error at its first use names it.
    return text;
  }
}

/** Value of a variable without surrounding blanks and quotes, and without a comment; `undefined` if it is empty. */
function valueOf(env: Environment, name: string): string | undefined {
  return unquoted(env[name] ?? '') || undefined;
}
