import type { OssClient } from '../../oss/client/ossClient.ts';
import type { CopySource, WrittenObject } from '../../oss/client/objectCalls.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { UploadControl } from '../uploadObject.ts';
import { SentContent, verifiedBody } from '../verifiedContent.ts';
import type { ObjectState } from './objectState.ts';

/** Copy whose bytes pass through this computer. */
export interface Relay {
  readonly from: CopySource;
  readonly to: { readonly bucket: string; readonly key: string };
  /** State of the source. If the source changes, the relay fails. */
  readonly state: ObjectState;
  readonly headers: Readonly<Record<string, string>>;
}

/** Downloads an object and uploads it to its target, in parts if it is large. A complete download is verified by its checksum. */
export async function relayObject(
  source: Pick<OssClient, 'getObject'>,
  target: Pick<OssClient, 'uploadInParts'>,
  { from, to, state, headers }: Relay,
  { signal, onProgress, onLeftBehind }: UploadControl,
): Promise<WrittenObject> {
  const { sizeBytes, etag } = state;
  const read = async function* (start: number, end: number): AsyncGenerator<Uint8Array> {
    const isWhole = start === 0 && end === sizeBytes;
    const options = {
      headers: { 'if-match': etag },
      signal,
      ...(from.versionId !== undefined && { versionId: from.versionId }),
      ...(!isWhole && { range: { first: start, last: end - 1 } }),
    };
    const content = await source.getObject(from.bucket, from.key, options);
    yield* isWhole ? verifiedBody(content, from.key) : content.body;
  };
  const content = { sizeBytes, open: read, isUnchanged: () => Promise.resolve(true) };
  const sent = new SentContent(content, from.key);
  const { 'content-type': contentType, ...others } = headers;
  const options = omitUndefined({ contentType, headers: others, signal, onProgress, onLeftBehind });
  return target.uploadInParts(to.bucket, to.key, sent, options);
}
