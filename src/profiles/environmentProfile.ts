import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import type { EndpointChoice, Profile, ProfileSecret } from './profile.ts';

export const ENVIRONMENT_PROFILE_ID = 'environment';

/** The variables that the OSS SDKs and ossutil 2 read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The credentials that the environment holds: the names are those of the OSS SDKs. */
export function environmentSecret(env: Environment): ProfileSecret | undefined {
  const accessKeyId = env['OSS_ACCESS_KEY_ID']?.trim();
  const accessKeySecret = env['OSS_ACCESS_KEY_SECRET']?.trim();
  if (!accessKeyId || !accessKeySecret) return undefined;
  const securityToken = env['OSS_SESSION_TOKEN']?.trim();
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
}

/** The profile that appears by itself where the environment holds an AccessKey; its endpoint may name the region. */
export function environmentProfile(env: Environment, name: string): Profile | undefined {
  if (!environmentSecret(env)) return undefined;
  const url = env['OSS_ENDPOINT']?.trim();
  const region = env['OSS_REGION']?.trim() || (url && regionOf(url)) || 'cn-hangzhou';
  const endpoint: EndpointChoice = url ? { kind: 'custom', url } : { kind: 'public' };
  return { id: ENVIRONMENT_PROFILE_ID, name, region, endpoint, buckets: [], source: 'environment' };
}

/** A wrong endpoint is reported where it is used, with the variable's name; here it only gives no region. */
function regionOf(url: string): string | undefined {
  try {
    return parseEndpoint(url).region;
  } catch {
    return undefined;
  }
}
