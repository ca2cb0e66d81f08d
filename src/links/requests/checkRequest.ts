import type { OssClient } from '../../oss/client/ossClient.ts';
import { readErrorResponse } from '../../oss/client/errorResponse.ts';
import { discardBody, type HttpResponse, type HttpTransport } from '../../oss/client/transport.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { ACCEPTED_SKEW_MS } from '../../oss/client/serviceClock.ts';
import type { FolderTarget } from '../link.ts';
import type { LinkSources } from '../linkSources.ts';
import { signRefusedForm, type RefusedForm } from './makeRequest.ts';
import type { RequestOptions } from './requestOptions.ts';

/** Result of checking a request, as far as that is possible without writing. */
export interface RequestCheck {
  /** Reason why no upload can succeed; absent if none was found. */
  readonly failure?: OssError | TransportError;
  /** Whether pages on disk see the answers to their uploads; `undefined` if the host does not say. */
  readonly showsProgress: boolean | undefined;
  /** OSS accepts the AccessKey and its signature. Whether it may upload is not known. */
  readonly isSignatureAccepted: boolean;
  /** Time of OSS minus the local time, if it matters for a signature. */
  readonly clockOffsetMs?: number;
}

/** Services of a check. */
export interface RequestCheckSources extends LinkSources {
  readonly clientOf: (profileId: string) => Promise<OssClient>;
  readonly transport: HttpTransport;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/**
 * Checks a request with these options: its host and the CORS rules by a preflight, the signer by a form that no upload
 * can satisfy. Nothing is written. Throws what signing throws, and the reason of an aborted signal.
 */
export async function checkRequest(
  folder: FolderTarget,
  options: RequestOptions,
  sources: RequestCheckSources,
): Promise<RequestCheck> {
  const form = await signRefusedForm(folder, options, sources);
  const client = await sources.clientOf(folder.profileId);
  if (client.observedClockOffsetMs === undefined) await client.measureClock(folder.bucket, sources.signal);
  const offsetMs = client.observedClockOffsetMs ?? client.clockOffsetMs;
  const clock = Math.abs(offsetMs) > ACCEPTED_SKEW_MS / 2 ? { clockOffsetMs: offsetMs } : {};
  const asked = { showsProgress: undefined, isSignatureAccepted: false, ...clock };
  try {
    const showsProgress = await askPreflight(form, sources);
    const refusal = await sendRefusedForm(form, sources);
    if (isPolicyRefusal(refusal)) return { ...asked, showsProgress, isSignatureAccepted: true };
    return { ...asked, showsProgress, ...(refusal && { failure: refusal }) };
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError) return { ...asked, failure: error };
    throw error;
  }
}

/** Whether the host lets pages on disk see answers to forms. Throws an `OssError` for any other refusal. */
async function askPreflight({ url }: RefusedForm, sources: RequestCheckSources): Promise<boolean | undefined> {
  const headers = { origin: 'null', 'access-control-request-method': 'POST' };
  const response = await send('OPTIONS', url, headers, undefined, sources);
  if (response.status < 300) {
    const allowed = (await discardBody(response))['access-control-allow-origin'];
    return allowed === '*' || allowed === 'null';
  }
  const error = await readErrorResponse(response, { operation: 'OptionObject' }, []);
  if (error.code === 'AccessForbidden') return false;
  if (error.code === 'BadErrorResponse') return undefined;
  throw error;
}

/** Answer of OSS to a form that its own policy forbids; `undefined` if it was not refused. */
async function sendRefusedForm(
  { url, fields }: RefusedForm,
  sources: RequestCheckSources,
): Promise<OssError | undefined> {
  const boundary = '----oss-links-check';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="check"\r\n\r\n\r\n--${boundary}--\r\n`;
  const body = Buffer.from(parts.join('') + file);
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': String(body.length),
  };
  const response = await send('POST', url, headers, body, sources);
  if (response.status < 300) {
    await discardBody(response);
    return undefined;
  }
  return readErrorResponse(response, { operation: 'PostObject' }, Object.values(fields));
}

/** True for the refusal that the form provokes: OSS has accepted its signature before. */
function isPolicyRefusal(error: OssError | undefined): boolean {
  if (error?.code === 'EntityTooSmall') return true;
  return error?.code === 'AccessDenied' && error.serverMessage?.startsWith('Invalid according to Policy') === true;
}

function send(
  method: 'OPTIONS' | 'POST',
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
  { transport, signal }: RequestCheckSources,
): Promise<HttpResponse> {
  const { origin, pathname: path } = new URL(url);
  return transport.request({ method, origin, path, headers, signal, timeoutMs: TIMEOUT_MS, ...(body && { body }) });
}
