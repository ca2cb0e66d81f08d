import type { ObjectTarget } from '../links/link.ts';
import { MAX_DELETED_AT_ONCE } from '../oss/client/deleteCalls.ts';
import { isXmlText } from '../oss/xml/xmlText.ts';

/** Objects of one bucket that one call deletes. */
export interface DeletionPage<T> {
  readonly profileId: string;
  readonly bucket: string;
  readonly objects: readonly T[];
  /** Its only key cannot be written into a list. */
  readonly isUnlistable: boolean;
}

/** Sorts objects into as few calls as OSS takes them in. */
export function* deletionPages<T extends ObjectTarget>(objects: readonly T[]): Generator<DeletionPage<T>> {
  const places = Map.groupBy(objects, ({ profileId, bucket }) => JSON.stringify([profileId, bucket]));
  for (const all of places.values()) {
    const [{ profileId, bucket } = { profileId: '', bucket: '' }] = all;
    const listable = all.filter(({ key }) => isXmlText(key));
    for (let start = 0; start < listable.length; start += MAX_DELETED_AT_ONCE) {
      yield { profileId, bucket, objects: listable.slice(start, start + MAX_DELETED_AT_ONCE), isUnlistable: false };
    }
    for (const object of all) {
      if (!isXmlText(object.key)) yield { profileId, bucket, objects: [object], isUnlistable: true };
    }
  }
}
