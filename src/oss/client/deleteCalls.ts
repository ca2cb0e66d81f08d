import { InvalidInputError } from '../errors/errors.ts';
import type { Abortable, BucketRouter } from './bucketRouter.ts';
import { xmlBody } from './uploadBody.ts';
import { readXml } from '../xml/xml.ts';
import { optionalText, requiredText, urlDecoder, escapeXmlText, isXmlText } from '../xml/xmlFields.ts';

/**
 * Maximum number of objects in one DeleteMultipleObjects call.
 * https://help.aliyun.com/zh/oss/developer-reference/deletemultipleobjects
 */
export const MAX_DELETED_PER_CALL = 1000;

/**
 * Deletes up to 1,000 objects and returns the keys that OSS confirms, including those that did not exist, each with the
 * version ID of the delete marker that hides the object in a bucket with versions. Throws an `InvalidInputError` for more keys, or for a key that XML cannot contain (DeleteMultipleObjects).
 */
export async function deleteObjects(
  router: BucketRouter,
  bucket: string,
  keys: readonly string[],
  { signal }: Abortable = {},
): Promise<ReadonlyMap<string, string | undefined>> {
  if (keys.length === 0) return new Map();
  if (keys.length > MAX_DELETED_PER_CALL) {
    throw new InvalidInputError('keys', 'You can delete at most {0} objects at once.', [MAX_DELETED_PER_CALL]);
  }
  if (!keys.every(isXmlText)) {
    throw new InvalidInputError('keys', 'A key with control characters must be deleted on its own.');
  }
  const objects = keys.map((key) => `<Object><Key>${escapeXmlText(key)}</Key></Object>`);
  // OSS reports no failure by key: a key that is missing in the full response has failed.
  const { headers, body } = xmlBody(`<Delete><Quiet>false</Quiet>${objects.join('')}</Delete>`);
  const query = { delete: '', 'encoding-type': 'url' };
  const call = { operation: 'DeleteMultipleObjects', method: 'POST', bucket, query, headers, body, signal } as const;
  return router.callBucket(call, async (response) => {
    const deleted: (readonly [key: string, markerId: string | undefined])[] = [];
    const fields = await readXml(response.body, 'DeleteResult', {
      Deleted: (entry) => deleted.push([requiredText(entry, 'Key'), optionalText(entry, 'DeleteMarkerVersionId')]),
    });
    const decode = urlDecoder(fields);
    return new Map(deleted.map(([key, markerId]) => [decode(key), markerId]));
  });
}
