import { xmlAnswer } from './answer.ts';
import { bucketOf, owner } from './call.ts';
import type { Handler } from './call.ts';
import { bucketElements } from './serviceCalls.ts';
import type { XmlNode } from './xml.ts';

export const getBucketInfo: Handler = (call) => {
  const bucket = bucketOf(call);
  const { acl = 'private', versioning } = bucket.settings;
  return xmlAnswer([
    'BucketInfo',
    [
      [
        'Bucket',
        [
          ...bucketElements(bucket, call),
          ['DataRedundancyType', 'LRS'],
          ['AccessControlList', [['Grant', acl]]],
          owner,
          ...versioningElements('Versioning', versioning),
          ['TransferAcceleration', 'Disabled'],
          ['CrossRegionReplication', 'Disabled'],
        ],
      ],
    ],
  ]);
};

export const getBucketLocation: Handler = (call) =>
  xmlAnswer(['LocationConstraint', `oss-${bucketOf(call).settings.region}`]);

export const getBucketVersioning: Handler = (call) =>
  xmlAnswer(['VersioningConfiguration', versioningElements('Status', bucketOf(call).settings.versioning)]);

export const getBucketAcl: Handler = (call) =>
  xmlAnswer([
    'AccessControlPolicy',
    [owner, ['AccessControlList', [['Grant', bucketOf(call).settings.acl ?? 'private']]]],
  ]);

/** ListCname: the custom domains that are bound to the bucket, without certificates. */
export const listCname: Handler = (call) => {
  const { name, settings } = bucketOf(call);
  const domains = Object.entries(call.customDomains).filter(([, bucket]) => bucket === name);
  return xmlAnswer([
    'ListCnameResult',
    [
      ['Bucket', name],
      ['Owner', '1'],
      ...domains.map(([domain]): XmlNode => [
        'Cname',
        [
          ['Domain', domain],
          ['LastModified', settings.creationDate.toISOString()],
          ['Status', 'Enabled'],
        ],
      ]),
    ],
  ]);
};

/** Versioning element, which OSS omits for a bucket that was never versioned. */
function versioningElements(name: string, versioning: string | undefined): XmlNode[] {
  return versioning === undefined ? [] : [[name, versioning]];
}
