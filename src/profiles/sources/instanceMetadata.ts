import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Credentials } from '../../oss/credentials.ts';
import { readProcessOutput } from './processOutput.ts';
import type { InstanceRolePlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';

/** The metadata service has one address on every ECS instance, and answers within it at once. */
const METADATA_ORIGIN = 'http://100.100.100.200';
const TIMEOUT_MS = 2000;
const TOKEN_SECONDS = 21_600;
const ROLES_PATH = '/latest/meta-data/ram/security-credentials/';

export interface MetadataOptions {
  /** Where the metadata service is asked instead. */
  readonly origin?: string;
  /** Refuses the first version of the service, which hands out credentials without a token. */
  readonly needsToken?: boolean;
}

/** The temporary credentials of the instance's role. A reader of ours: the library's address is fixed, so nothing could check it. */
export async function instanceRole(
  { roleName }: InstanceRolePlan,
  { origin = METADATA_ORIGIN, needsToken = false }: MetadataOptions = {},
): Promise<Credentials> {
  const tokenAnswer = await ask(origin, 'PUT', '/latest/api/token', {
    'x-aliyun-ecs-metadata-token-ttl-seconds': String(TOKEN_SECONDS),
  });
  const hasToken = tokenAnswer.status === 200;
  if (!hasToken && needsToken) throw new CredentialSourceError('ServiceRefused', tokenAnswer.status);
  const headers = hasToken ? { 'x-aliyun-ecs-metadata-token': tokenAnswer.body } : {};
  const read = async (path: string): Promise<string> => {
    const { status, body } = await ask(origin, 'GET', path, headers);
    if (status === 404) throw new CredentialSourceError('NoInstanceRole');
    if (status !== 200) throw new CredentialSourceError('ServiceRefused', status);
    return body;
  };
  const name = roleName ?? (await read(ROLES_PATH)).trim();
  const answer = await read(ROLES_PATH + encodeURIComponent(name));
  try {
    // The fields are those that a credential process prints.
    return readProcessOutput(answer, 'ossutil');
  } catch {
    throw new CredentialSourceError('ServiceSilent', 'no usable answer');
  }
}

function ask(
  origin: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      const code: unknown = 'code' in error ? error.code : undefined;
      reject(new CredentialSourceError('ServiceSilent', typeof code === 'string' ? code : error.name));
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const sent = request(origin + path, { method, headers, signal, agent: false }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, failed);
    });
    sent.on('error', failed);
    sent.end();
  });
}
