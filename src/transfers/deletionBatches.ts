import type { ObjectTarget } from '../links/link.ts';
import { MAX_DELETED_PER_CALL } from '../oss/client/deleteCalls.ts';
import { isXmlText } from '../oss/xml/xmlFields.ts';

/** Objects of one bucket that one call deletes. */
export interface DeletionBatch<T> {
  readonly profileId: string;
  readonly bucket: string;
  readonly objects: readonly T[];
  /** True for one object whose key cannot be written in XML. DeleteObject deletes it. */
  readonly needsOwnCall: boolean;
}

/** Groups objects into as few delete calls as OSS accepts. */
export function* deletionBatches<T extends ObjectTarget>(objects: readonly T[]): Generator<DeletionBatch<T>> {
  const buckets = Map.groupBy(objects, ({ profileId, bucket }) => JSON.stringify([profileId, bucket]));
  for (const all of buckets.values()) {
    const [{ profileId, bucket } = { profileId: '', bucket: '' }] = all;
    const batchable = all.filter(({ key }) => isXmlText(key));
    for (let start = 0; start < batchable.length; start += MAX_DELETED_PER_CALL) {
      yield { profileId, bucket, objects: batchable.slice(start, start + MAX_DELETED_PER_CALL), needsOwnCall: false };
    }
    for (const object of all) {
      if (!isXmlText(object.key)) yield { profileId, bucket, objects: [object], needsOwnCall: true };
    }
  }
}
