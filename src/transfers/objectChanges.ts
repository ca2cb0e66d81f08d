import { Emitter } from '../emitter.ts';
import type { Exchange } from '../oss/client/ossClient.ts';

/** Object that was written or deleted. Without a key: any of several objects of the bucket. */
export interface ChangedObject {
  readonly bucket: string;
  readonly key?: string | undefined;
}

/** Operations whose results nobody sees in an object. */
const INVISIBLE: ReadonlySet<string> = new Set([
  'InitiateMultipartUpload',
  'UploadPart',
  'UploadPartCopy',
  'AbortMultipartUpload',
  'PutBucketCors',
]);

/** Objects that the clients of this window have changed, by their exchanges with OSS. */
export class ObjectChanges {
  readonly #changed = new Emitter<ChangedObject>();

  readonly onDidChange = this.#changed.event;

  readonly note = ({ operation, method, status = 0, bucket, key }: Exchange): void => {
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead || status < 200 || status > 299 || bucket === undefined || INVISIBLE.has(operation)) return;
    this.#changed.fire({ bucket, key });
  };
}
