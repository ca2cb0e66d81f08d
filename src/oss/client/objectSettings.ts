import { discardBody } from './transport.ts';
import type { BucketCall, BucketRouter } from './bucketRouter.ts';
import { readBucketAcl } from './bucketSettings.ts';
import type { ReadObjectOptions } from './objectCalls.ts';
import { xmlBody } from './uploadBody.ts';
import { readXml } from '../xml/xml.ts';
import { escapeXmlText, requiredText } from '../xml/xmlFields.ts';

/** Version of the object, and the signal that ends the call. */
export type ObjectSettingsOptions = Pick<ReadObjectOptions, 'versionId' | 'signal'>;

/** ACL of an object; `default` follows the bucket. */
export type ObjectAcl = 'default' | 'private' | 'public-read' | 'public-read-write';

/** Tags of an object, by their keys. */
export type ObjectTags = Readonly<Record<string, string>>;

/** Speed of restoring an object of ColdArchive or DeepColdArchive. */
export type RestoreTier = 'Expedited' | 'Standard' | 'Bulk';

/** Duration and speed of a restoration. */
export interface RestoreRequest {
  /** Days for which the restored copy can be read: up to 7 for Archive, up to 365 for the others. */
  readonly days: number;
  /** Absent for Archive, which has one speed. */
  readonly tier?: RestoreTier;
}

/** ACL of an object (GetObjectAcl). */
export async function getObjectAcl(
  router: BucketRouter,
  bucket: string,
  key: string,
  options: ObjectSettingsOptions = {},
): Promise<string> {
  const call = settingsCall('GetObjectAcl', 'GET', bucket, key, 'acl', options);
  return (await router.callBucket(call, ({ body }) => readBucketAcl(body))).grant;
}

/** Sets the ACL of an object (PutObjectAcl). */
export function putObjectAcl(
  router: BucketRouter,
  bucket: string,
  key: string,
  acl: ObjectAcl,
  options: ObjectSettingsOptions = {},
): Promise<void> {
  const call = settingsCall('PutObjectAcl', 'PUT', bucket, key, 'acl', options);
  return callDiscardingBody(router, { ...call, headers: { 'x-oss-object-acl': acl } });
}

/** Tags of an object (GetObjectTagging). */
export function getObjectTagging(
  router: BucketRouter,
  bucket: string,
  key: string,
  options: ObjectSettingsOptions = {},
): Promise<ObjectTags> {
  const call = settingsCall('GetObjectTagging', 'GET', bucket, key, 'tagging', options);
  return router.callBucket(call, async ({ body }) => {
    const tags: [string, string][] = [];
    await readXml(body, 'Tagging', {
      'TagSet/Tag': (tag) => tags.push([requiredText(tag, 'Key'), tag.get('Value') ?? '']),
    });
    return Object.fromEntries(tags);
  });
}

/** Replaces the tags of an object (PutObjectTagging); without any they are removed (DeleteObjectTagging). */
export function putObjectTagging(
  router: BucketRouter,
  bucket: string,
  key: string,
  tags: ObjectTags,
  options: ObjectSettingsOptions = {},
): Promise<void> {
  const entries = Object.entries(tags);
  if (entries.length === 0) {
    return callDiscardingBody(router, settingsCall('DeleteObjectTagging', 'DELETE', bucket, key, 'tagging', options));
  }
  const elements = entries.map(
    ([name, value]) => `<Tag><Key>${escapeXmlText(name)}</Key><Value>${escapeXmlText(value)}</Value></Tag>`,
  );
  const document = xmlBody(`<Tagging><TagSet>${elements.join('')}</TagSet></Tagging>`);
  const call = settingsCall('PutObjectTagging', 'PUT', bucket, key, 'tagging', options);
  return callDiscardingBody(router, { ...call, ...document });
}

/** Begins to restore an archived object, or prolongs its restoration (RestoreObject). */
export function restoreObject(
  router: BucketRouter,
  bucket: string,
  key: string,
  { days, tier }: RestoreRequest,
  options: ObjectSettingsOptions = {},
): Promise<void> {
  const speed = tier === undefined ? '' : `<JobParameters><Tier>${tier}</Tier></JobParameters>`;
  const document = xmlBody(`<RestoreRequest><Days>${days}</Days>${speed}</RestoreRequest>`);
  const call = settingsCall('RestoreObject', 'POST', bucket, key, 'restore', options);
  return callDiscardingBody(router, { ...call, ...document });
}

async function callDiscardingBody(router: BucketRouter, call: BucketCall): Promise<void> {
  await router.callBucket(call, discardBody);
}

function settingsCall(
  operation: string,
  method: BucketCall['method'],
  bucket: string,
  key: string,
  subResource: string,
  { versionId, signal }: ObjectSettingsOptions,
): BucketCall {
  return {
    operation,
    method,
    bucket,
    key,
    query: { [subResource]: '', ...(versionId !== undefined && { versionId }) },
    signal,
  };
}
