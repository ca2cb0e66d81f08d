import { xmlAnswer } from './answer.ts';
import type { Bucket } from './buckets.ts';
import { limitOf, owner } from './call.ts';
import type { Call, Handler } from './call.ts';
import type { XmlNode } from './xml.ts';
import { compareUtf8 } from './utf8Order.ts';

/** ListBuckets: buckets of all regions, in any region. */
export const listBuckets: Handler = (call) => {
  const { query } = call.request;
  const prefix = query.get('prefix') ?? '';
  const marker = query.get('marker') ?? '';
  const maxKeys = limitOf(call, 'max-keys', 100);
  const matching = [...call.state.buckets.values()]
    .filter(({ name }) => name.startsWith(prefix) && name > marker)
    .sort((a, b) => compareUtf8(a.name, b.name));
  const page = matching.slice(0, maxKeys);
  // OSS omits the paging elements if everything fits into one page.
  const paging: XmlNode[] =
    page.length === matching.length
      ? []
      : [
          ['Prefix', prefix],
          ['Marker', marker],
          ['MaxKeys', maxKeys],
          ['IsTruncated', true],
          ['NextMarker', page.at(-1)?.name ?? ''],
        ];
  const buckets = page.map((bucket): XmlNode => ['Bucket', bucketElements(bucket, call)]);
  return xmlAnswer(['ListAllMyBucketsResult', [...paging, owner, ['Buckets', buckets]]]);
};

/** DescribeRegions: all regions, or the one that is the value of `regions`. */
export const describeRegions: Handler = (call) => {
  const wanted = call.request.query.get('regions') ?? '';
  const regions = call.regions.filter((region) => wanted === '' || wanted === `oss-${region}`);
  return xmlAnswer([
    'RegionInfoList',
    regions.map((region) => [
      'RegionInfo',
      [
        ['Region', `oss-${region}`],
        ['InternetEndpoint', call.authority(region)],
        ['InternalEndpoint', call.authority(region)],
        ['AccelerateEndpoint', 'oss-accelerate.aliyuncs.com'],
      ],
    ]),
  ]);
};

/** Elements of a bucket that ListBuckets and GetBucketInfo share. */
export function bucketElements({ name, settings }: Bucket, call: Call): XmlNode[] {
  return [
    ['CreationDate', settings.creationDate.toISOString()],
    ['ExtranetEndpoint', call.authority(settings.region)],
    ['IntranetEndpoint', call.authority(settings.region)],
    ['Location', `oss-${settings.region}`],
    ['Name', name],
    ['Region', settings.region],
    ['StorageClass', settings.storageClass ?? 'Standard'],
  ];
}
