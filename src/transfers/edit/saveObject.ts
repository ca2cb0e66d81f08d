import type { OssClient } from '../../oss/client/ossClient.ts';
import type { WrittenObject } from '../../oss/client/objectCalls.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { isUnchanged } from '../copy/objectState.ts';
import { findObject } from '../copy/copyVerified.ts';
import { ContentMismatchError, UploadUncertainError } from '../transferErrors.ts';
import { SentContent } from '../verifiedContent.ts';
import { contentState, isSameState, stateOfBytes, type ContentState } from './contentState.ts';
import { ObjectChangedError, ObjectGoneError, validateEditable } from './editErrors.ts';
import { keptHeaders, type ObjectKey, type PropertiesClient } from './keptProperties.ts';

export type SaveClient = PropertiesClient & Pick<OssClient, 'putObject' | 'listObjectVersions'>;

/** New content of an object. */
export interface Save extends ObjectKey {
  readonly bytes: Uint8Array;
  /** Content that the new one replaces; `undefined` if it is not known any more. */
  readonly base: ContentState | undefined;
  /** Called if a bucket with versions shows that a change of the last moment was replaced. It is kept as a version. */
  readonly onReplaced?: () => void;
}

/** What a PutObject has stored. */
interface Stored {
  readonly state: ContentState;
  readonly versionId?: string | undefined;
}

const ATTEMPTS = 3;
/** Time limit for looking up a save whose response was lost. */
const LOOKUP_TIMEOUT_MS = 10_000;

/**
 * Replaces the content of an object and keeps all of its properties. Throws an `ObjectChangedError` or an
 * `ObjectGoneError`, and writes nothing, unless the object has the content of `base`.
 *
 * OSS has no conditional PutObject. So the object is looked at once more while its new content is being sent, before
 * the last chunk, without which OSS stores nothing. Only a change within that last moment is replaced. A bucket with
 * versions keeps it, and tells.
 */
export async function saveObject(client: SaveClient, save: Save, signal: AbortSignal): Promise<ContentState> {
  const { bucket, key, bytes } = save;
  const wanted = stateOfBytes(bytes);
  let { base } = save;
  for (let attempt = 1; ; attempt++) {
    const found = (await findObject(client, { bucket, key }, signal)) ?? gone(key);
    const present = contentState(found);
    // An earlier attempt may have been stored, although its response was lost.
    if (present && isSameState(present, wanted)) return present;
    if (!base || !isSameState(present, base)) throw new ObjectChangedError(key, present);
    validateEditable(found, key);
    try {
      const headers = await keptHeaders(client, { bucket, key }, found, signal);
      const stored = await send(client, save, wanted, { found, headers }, signal);
      if (isSameState(stored.state, wanted)) {
        if (await hasReplaced(client, save, found.versionId, stored.versionId, signal)) save.onReplaced?.();
        return stored.state;
      }
      if (attempt >= ATTEMPTS) throw new ContentMismatchError(key, 'upload', { bucket, key });
      // A damaged object must not stay in place of the right one.
      base = stored.state;
    } catch (error) {
      if (attempt >= ATTEMPTS || !isTemporary(error)) throw error;
    }
  }
}

/** Writes an object that does not exist. Throws an `ObjectChangedError`, and writes nothing, if there is another one. */
export async function createWithHeaders(
  client: SaveClient,
  { bucket, key, bytes }: Omit<Save, 'base'>,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ContentState> {
  const wanted = stateOfBytes(bytes);
  const accept = (present: ObjectMetadata): ContentState => {
    const state = contentState(present);
    if (state && isSameState(state, wanted)) return state;
    throw new ObjectChangedError(key, state);
  };
  // A bucket with versions does not refuse to overwrite.
  const present = await findObject(client, { bucket, key }, signal);
  if (present) return accept(present);
  try {
    const options = putOptions({ ...headers, 'x-oss-forbid-overwrite': 'true' }, wanted, signal);
    const stored = storedState(await client.putObject(bucket, key, bytes, options), wanted);
    if (!isSameState(stored, wanted)) throw new ContentMismatchError(key, 'upload', { bucket, key });
    return stored;
  } catch (error) {
    if (!(error instanceof OssError) || error.code !== 'FileAlreadyExists') throw error;
    return accept((await findObject(client, { bucket, key }, signal)) ?? gone(key));
  }
}

/** Error for properties that others changed while the new content was being sent: they are read again. */
class PropertiesChangedError extends Error {}

/** True for failures after which another attempt may succeed: a damaged body that OSS refused, or changed properties. */
function isTemporary(error: unknown): boolean {
  return error instanceof PropertiesChangedError || (error instanceof OssError && error.code === 'InvalidDigest');
}

/** Sends the new content unless the object changes meanwhile. If the response is lost, OSS is asked for what it stored. */
async function send(
  client: SaveClient,
  { bucket, key, bytes }: Save,
  wanted: ContentState,
  { found, headers }: { readonly found: ObjectMetadata; readonly headers: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Stored> {
  const isReplaceable = async (): Promise<boolean> => {
    const now = (await findObject(client, { bucket, key }, signal)) ?? gone(key);
    const state = contentState(now);
    if (isUnchanged(found, now) || isSameState(state, wanted)) return true;
    if (isSameState(state, contentState(found))) throw new PropertiesChangedError();
    throw new ObjectChangedError(key, state);
  };
  const open = async function* (start: number, end: number): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    for (let at = start; at < end; at += CHUNK_BYTES) yield bytes.subarray(at, Math.min(at + CHUNK_BYTES, end));
  };
  const sent = new SentContent({ sizeBytes: bytes.length, open, isUnchanged: isReplaceable }, key);
  try {
    const options = { ...putOptions(headers, wanted, signal), sizeBytes: bytes.length };
    const written = await client.putObject(bucket, key, () => sent.open(0, bytes.length), options);
    return { state: storedState(written, wanted), versionId: written.versionId };
  } catch (error) {
    const isServerFailure = error instanceof OssError && (error.status >= 500 || error.status < 400);
    const isResponseLost = signal.aborted || error instanceof TransportError || isServerFailure;
    if (!isResponseLost || sent.crc64 === undefined) throw error;
    return { state: await lookUp(client, { bucket, key }, wanted, error) };
  }
}

/** True if the version below the written one is not the one that was looked at. */
async function hasReplaced(
  client: SaveClient,
  { bucket, key }: Save,
  before: string | undefined,
  written: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  if (written === undefined || written === 'null') return false;
  try {
    const { entries } = await client.listObjectVersions(bucket, { prefix: key, maxKeys: 10, signal });
    const versions = entries.filter((entry) => entry.key === key);
    const index = versions.findIndex(({ versionId }) => versionId === written);
    return index >= 0 && index + 1 < versions.length && versions[index + 1]?.versionId !== (before ?? 'null');
  } catch (error) {
    // The content is saved, whether the versions can be listed or not.
    if (error instanceof OssError || error instanceof TransportError || signal.aborted) return false;
    throw error;
  }
}

/** Size of the last chunk, which is sent after the last look at the object. */
const CHUNK_BYTES = 64 * 1024;

/** State of a save whose response was lost. Throws `failure` if OSS has stored something else. */
async function lookUp(
  client: SaveClient,
  target: ObjectKey,
  wanted: ContentState,
  failure: unknown,
): Promise<ContentState> {
  const signal = AbortSignal.timeout(LOOKUP_TIMEOUT_MS);
  let found: ObjectMetadata | undefined;
  try {
    found = await findObject(client, target, signal);
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError || signal.aborted) {
      throw new UploadUncertainError(target.key, { cause: failure });
    }
    throw error;
  }
  const state = found && contentState(found);
  if (state && isSameState(state, wanted)) return state;
  throw failure;
}

function putOptions(
  headers: Readonly<Record<string, string>>,
  { etag }: ContentState,
  signal: AbortSignal,
): { readonly contentType?: string; readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal } {
  const { 'content-type': contentType, ...others } = headers;
  // OSS refuses a body that was damaged on the way, so that the old content stays.
  const digest = Buffer.from(etag, 'hex').toString('base64');
  return { ...(contentType !== undefined && { contentType }), headers: { ...others, 'content-md5': digest }, signal };
}

/** State of the written object as OSS reports it. Hosts that report nothing about it have stored what was sent. */
function storedState({ etag, crc64 }: WrittenObject, wanted: ContentState): ContentState {
  if (crc64 === undefined) return { ...wanted, etag: etag ?? wanted.etag };
  return { etag: etag ?? wanted.etag, sizeBytes: wanted.sizeBytes, crc64 };
}

function gone(key: string): never {
  throw new ObjectGoneError(key);
}
