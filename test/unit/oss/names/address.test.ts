import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import {
  readAddress,
  readBucketPath,
  type AddressOptions,
  type ProfileEndpoint,
} from '../../../../src/oss/names/address.ts';
import { bucketPathText, splitBucketPath } from '../../../../src/oss/names/bucketPath.ts';

type Row = readonly [text: string, bucket: string, prefix: string, region?: string];

const rows: readonly Row[] = [
  ['docs', 'docs', ''],
  ['  docs  ', 'docs', ''],
  ['docs/', 'docs', ''],
  ['docs/reports', 'docs', 'reports/'],
  ['docs/reports/2026/', 'docs', 'reports/2026/'],
  ['docs//reports', 'docs', '/reports/'],
  ['old_bucket/reports', 'old_bucket', 'reports/'],
  ['oss://docs', 'docs', ''],
  ['oss://docs/', 'docs', ''],
  ['oss://docs/报告/a b%20', 'docs', '报告/a b%20/'],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com', 'docs', '', 'cn-hangzhou'],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com/', 'docs', '', 'cn-hangzhou'],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com/readme.txt', 'docs', '', 'cn-hangzhou'],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com/reports/', 'docs', 'reports/', 'cn-hangzhou'],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A/a%2Fb/c.pdf', 'docs', '报告/a/b/', 'cn-hangzhou'],
  ['https://docs.oss-cn-shanghai-internal.aliyuncs.com/a/b.txt', 'docs', 'a/', 'cn-shanghai'],
  ['https://docs.cn-beijing.oss.aliyuncs.com/a/b.txt', 'docs', 'a/', 'cn-beijing'],
  ['https://oss.console.aliyun.com/bucket/oss-cn-hzfinance/docs/object', 'docs', '', 'cn-hangzhou-finance'],
  ['https://docs.oss-accelerate.aliyuncs.com/a/../b.txt', 'docs', 'a/../'],
  ['https://oss-cn-hangzhou.aliyuncs.com/docs/reports/x.pdf', 'docs', 'reports/', 'cn-hangzhou'],
  ['http://127.0.0.1:9000/docs/reports/x.pdf', 'docs', 'reports/'],
  [
    'https://docs.oss-cn-hangzhou.aliyuncs.com/a/x.txt?x-oss-signature=fake&x-oss-credential=fake/b/',
    'docs',
    'a/',
    'cn-hangzhou',
  ],
  ['https://docs.oss-cn-hangzhou.aliyuncs.com/a/x.txt#/b/c', 'docs', 'a/', 'cn-hangzhou'],
  ['https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/docs/object', 'docs', '', 'cn-hangzhou'],
  [
    'https://oss.console.aliyun.com/bucket/oss-cn-hangzhou/docs/object?path=reports%2F2026%2F',
    'docs',
    'reports/2026/',
    'cn-hangzhou',
  ],
  [
    'https://oss.console.alibabacloud.com/bucket/oss-eu-central-1/docs/object?path=%E6%8A%A5',
    'docs',
    '报/',
    'eu-central-1',
  ],
];

describe('readBucketPath', () => {
  for (const [text, bucket, prefix, region] of rows) {
    it(`reads ${text}`, () => {
      assert.deepEqual(readBucketPath(text), region === undefined ? { bucket, prefix } : { bucket, prefix, region });
    });
  }

  it("finds the buckets of the profile's endpoint, in its host and in its path", () => {
    const own: ProfileEndpoint = { url: 'https://oss.example.com' };
    assert.deepEqual(readBucketPath('https://docs.oss.example.com/a/b.txt', own), { bucket: 'docs', prefix: 'a/' });
    assert.deepEqual(readBucketPath('https://oss.example.com/docs/a/b.txt', own), { bucket: 'docs', prefix: 'a/' });
  });

  const refused: readonly (readonly [what: string, text: string, own?: ProfileEndpoint])[] = [
    ['nothing', ''],
    ['an invalid name', 'My_Bucket'],
    ['another scheme', 's3://docs/reports/'],
    ['another scheme with a full-width colon', 's3：//docs/reports/'],
    ['a resource of all buckets', 'acs:oss:*:*:*'],
    ['a host without a bucket', 'https://oss-cn-hangzhou.aliyuncs.com/'],
    ['a custom domain', 'https://files.example.com/reports/x.pdf'],
    [
      'its own custom domain',
      'https://files.example.com/reports/x.pdf',
      { url: 'https://files.example.com', addressing: 'cname' },
    ],
    ['a console page without a bucket', 'https://oss.console.aliyun.com/overview'],
    ['a URL that was cut within a character', 'https://docs.oss-cn-hangzhou.aliyuncs.com/%E6%8A/x'],
  ];
  for (const [what, text, own] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readBucketPath(text, own), InvalidInputError);
    });
  }

  it('repeats nothing of a URL but its host', () => {
    assert.throws(
      () => readBucketPath('https://files.example.com/secret/x?x-oss-signature=fake'),
      (error: Error) => !error.message.includes('secret') && !error.message.includes('fake'),
    );
  });
});

describe('readAddress', () => {
  const addresses: readonly (readonly [text: string, bucket: string, key: string])[] = [
    ['docs', 'docs', ''],
    ['docs/reports', 'docs', 'reports'],
    // As Hadoop's tools write addresses: the host after the bucket, the key unencoded, optionally with credentials.
    ['oss://docs.oss-cn-hangzhou.aliyuncs.com/a b%20.txt', 'docs', 'a b%20.txt'],
    ['oss://docs.oss-cn-hangzhou-internal.aliyuncs.com/logs/', 'docs', 'logs/'],
    ['oss://fakeid:fakesecret@docs.oss-cn-hangzhou.aliyuncs.com/a.txt', 'docs', 'a.txt'],
    ['oss://docs.oss.example.com/a.txt', 'docs', 'a.txt'],
    // As the console shows them, and as pages embed them: a URL without its scheme.
    ['docs.oss-cn-hangzhou.aliyuncs.com', 'docs', ''],
    ['docs.oss-cn-hangzhou.aliyuncs.com/a%20b.txt?x-oss-signature=0', 'docs', 'a b.txt'],
    ['//docs.oss-cn-hangzhou.aliyuncs.com/a%20b.txt#top', 'docs', 'a b.txt'],
    ['"oss://docs/a.txt"', 'docs', 'a.txt'],
    ["'docs/a b.txt'", 'docs', 'a b.txt'],
    ['`oss://docs/a.txt`', 'docs', 'a.txt'],
    ['<oss://docs/a.txt>', 'docs', 'a.txt'],
    ['“oss://docs/报告.txt”，', 'docs', '报告.txt'],
    ['oss：//docs/a.txt', 'docs', 'a.txt'],
    ['oss:/docs/a.txt', 'docs', 'a.txt'],
    ['/docs/a.txt', 'docs', 'a.txt'],
    ['acs:oss:*:*:docs/reports/*', 'docs', 'reports/'],
    ['acs:oss:oss-cn-hangzhou:1234567890123456:docs', 'docs', ''],
    ['https://ep-1.oss.cn-beijing.privatelink.aliyuncs.com/docs/a%20b.txt', 'docs', 'a b.txt'],
    ['https://cn-beijing-h-internal.oss-data-acc.aliyuncs.com/docs/a.txt', 'docs', 'a.txt'],
    [
      'https://ap-01-1234567890123456.oss-cn-hangzhou.oss-accesspoint.aliyuncs.com/a.txt',
      'ap-01-1234567890123456',
      'a.txt',
    ],
    ['docs//a.txt', 'docs', '/a.txt'],
    ['OSS://old_bucket/a.txt', 'old_bucket', 'a.txt'],
    ['oss://docs/a b%20.txt', 'docs', 'a b%20.txt'],
    ['https://docs.oss-accelerate.aliyuncs.com/a%20b/../c.txt?x-oss-signature=0', 'docs', 'a b/../c.txt'],
    ['https://oss.console.aliyun.com/bucket/oss-fake/docs/object?path=reports', 'docs', 'reports/'],
    ['https://docs.oss.example.com/a/b.txt', 'docs', 'a/b.txt'],
    ['https://files.example.com/a/b.txt', 'bound', 'a/b.txt'],
  ];
  const options: AddressOptions = {
    hosts: [{ url: 'https://oss.example.com' }, { url: 'https://files.example.com', addressing: 'cname' }],
    bucketAt: (host) => (host === 'files.example.com' ? 'bound' : undefined),
  };
  for (const [text, bucket, key] of addresses) {
    it(`reads ${text}`, () => {
      const { bucket: foundBucket, key: foundKey } = readAddress(text, options);
      assert.deepEqual([foundBucket, foundKey], [bucket, key]);
    });
  }
});

describe('bucketPathText', () => {
  for (const text of ['docs', 'docs/reports/', 'docs/a//b/']) {
    it(`is undone by splitBucketPath for ${text}`, () => {
      assert.equal(bucketPathText(splitBucketPath(text)), text);
    });
  }
});
