import type { Credentials } from '../../oss/credentials.ts';
import { TransportError } from '../../oss/errors/errors.ts';
import type { HttpTransport } from '../../oss/client/transport.ts';
import { readProcessOutput } from './processOutput.ts';
import type { InstanceRolePlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';

/**
 * Link-local address of the metadata service, the same on every ECS instance:
 * https://help.aliyun.com/en/ecs/user-guide/view-instance-metadata
 */
const METADATA_ORIGIN = 'http://100.100.100.200';
const TIMEOUT_MS = 2000;
const TOKEN_SECONDS = 21_600;
const MAX_BODY_BYTES = 64 * 1024;
const ROLES_PATH = '/latest/meta-data/ram/security-credentials/';

export interface MetadataOptions {
  /** Transport without a proxy: VS Code's own HTTP would send the metadata token to the configured proxy. */
  readonly transport: HttpTransport;
  /** Origin to use instead of the service's own address. */
  readonly origin?: string;
  /** Refuses the first version of the service, which returns credentials without a token. */
  readonly needsToken?: boolean;
}

/**
 * Temporary credentials of the instance's role. If no token is available (in a container whose PUT gets no response, or
 * on an instance with the first version of the service), it requests them without one, like the official library,
 * unless `needsToken`. Our own reader, because the library's address is fixed and could not be tested.
 */
export async function instanceRole({ roleName }: InstanceRolePlan, options: MetadataOptions): Promise<Credentials> {
  const token = await requestToken(options);
  const headers = token === undefined ? {} : { 'x-aliyun-ecs-metadata-token': token };
  const read = async (path: string): Promise<string> => {
    const { status, body } = await ask(options, 'GET', path, headers);
    if (status === 404) throw new CredentialSourceError('NoInstanceRole');
    if (status !== 200) throw new CredentialSourceError('ServiceRefused', status);
    return body;
  };
  const name = roleName ?? (await read(ROLES_PATH)).trim();
  const answer = await read(ROLES_PATH + encodeURIComponent(name));
  try {
    // The fields are those of a credential process.
    return readProcessOutput(answer, 'ossutil');
  } catch {
    throw new CredentialSourceError('ServiceSilent', 'no usable answer');
  }
}

/** Token of the second version of the service; `undefined` if there is none and the first version is allowed. */
async function requestToken(options: MetadataOptions): Promise<string | undefined> {
  const headers = { 'x-aliyun-ecs-metadata-token-ttl-seconds': String(TOKEN_SECONDS) };
  try {
    const { status, body } = await ask(options, 'PUT', '/latest/api/token', headers);
    if (status === 200) return body;
    throw new CredentialSourceError('ServiceRefused', status);
  } catch (error) {
    if (options.needsToken) throw error;
    return undefined;
  }
}

async function ask(
  { transport, origin = METADATA_ORIGIN }: MetadataOptions,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { status, body } = await transport.request({ origin, method, path, headers, signal, timeoutMs: TIMEOUT_MS });
    return { status, body: await readText(body) };
  } catch (error) {
    const code = error instanceof TransportError ? error.code : error instanceof Error ? error.name : 'unknown';
    throw new CredentialSourceError('ServiceSilent', code);
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) throw new RangeError('The answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
