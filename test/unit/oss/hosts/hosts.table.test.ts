import assert from 'node:assert/strict';
import { defaultAddressing, parseEndpoint, regionFromHost } from '../../../../src/oss/hosts/endpoint.ts';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';

type Row = readonly [host: string, kind: string, bucket: string, region: string, addressing: 'virtual' | 'path'];

/** Hosts that people use; `-` for a fact that the host does not contain. */
const hosts: readonly Row[] = [
  ['oss-cn-hangzhou.aliyuncs.com', 'public', '-', 'cn-hangzhou', 'virtual'],
  ['docs.oss-cn-hangzhou.aliyuncs.com', 'public', 'docs', 'cn-hangzhou', 'virtual'],
  ['DOCS.OSS-CN-HANGZHOU.ALIYUNCS.COM', 'public', 'docs', 'cn-hangzhou', 'virtual'],
  ['docs.oss-cn-hangzhou.aliyuncs.com.', 'public', 'docs', 'cn-hangzhou', 'virtual'],
  ['oss-cn-hangzhou.aliyuncs.com.:443', 'public', '-', 'cn-hangzhou', 'virtual'],
  ['old_bucket.oss-cn-hangzhou.aliyuncs.com', 'public', 'old_bucket', 'cn-hangzhou', 'virtual'],
  ['oss-cn-shanghai.aliyuncs.com', 'public', '-', 'cn-shanghai', 'virtual'],
  ['oss-cn-wuhan-lr.aliyuncs.com', 'public', '-', 'cn-wuhan-lr', 'virtual'],
  ['oss-cn-hongkong.aliyuncs.com', 'public', '-', 'cn-hongkong', 'virtual'],
  ['oss-ap-southeast-1.aliyuncs.com', 'public', '-', 'ap-southeast-1', 'virtual'],
  ['oss-us-west-1.aliyuncs.com', 'public', '-', 'us-west-1', 'virtual'],
  ['oss-me-central-1.aliyuncs.com', 'public', '-', 'me-central-1', 'virtual'],
  ['oss-rg-china-mainland.aliyuncs.com', 'public', '-', 'rg-china-mainland', 'virtual'],
  ['docs.oss-xx-new-9.aliyuncs.com', 'public', 'docs', 'xx-new-9', 'virtual'],
  ['oss-cn-hangzhou-internal.aliyuncs.com', 'internal', '-', 'cn-hangzhou', 'virtual'],
  ['docs.oss-cn-hangzhou-internal.aliyuncs.com', 'internal', 'docs', 'cn-hangzhou', 'virtual'],
  ['docs.oss-ap-northeast-1-internal.aliyuncs.com.', 'internal', 'docs', 'ap-northeast-1', 'virtual'],
  ['vpc100-oss-cn-beijing.aliyuncs.com', 'internal', '-', 'cn-beijing', 'virtual'],
  ['docs.vpc100-oss-cn-beijing.aliyuncs.com', 'internal', 'docs', 'cn-beijing', 'virtual'],
  ['cn-hangzhou.oss.aliyuncs.com', 'dualstack', '-', 'cn-hangzhou', 'virtual'],
  ['docs.cn-hangzhou.oss.aliyuncs.com', 'dualstack', 'docs', 'cn-hangzhou', 'virtual'],
  ['docs.eu-central-1.oss.aliyuncs.com', 'dualstack', 'docs', 'eu-central-1', 'virtual'],
  ['oss.aliyuncs.com', 'public', '-', 'cn-hangzhou', 'virtual'],
  ['docs.oss.aliyuncs.com', 'public', 'docs', 'cn-hangzhou', 'virtual'],
  ['oss-internal.aliyuncs.com', 'internal', '-', 'cn-hangzhou', 'virtual'],
  ['docs.oss-internal.aliyuncs.com', 'internal', 'docs', 'cn-hangzhou', 'virtual'],
  ['oss-accelerate.aliyuncs.com', 'accelerate', '-', '-', 'virtual'],
  ['docs.oss-accelerate.aliyuncs.com', 'accelerate', 'docs', '-', 'virtual'],
  ['docs.oss-accelerate-overseas.aliyuncs.com', 'accelerate-overseas', 'docs', '-', 'virtual'],
  ['oss-cn-hzfinance.aliyuncs.com', 'public', '-', 'cn-hangzhou-finance', 'virtual'],
  ['docs.oss-cn-hzfinance.aliyuncs.com', 'public', 'docs', 'cn-hangzhou-finance', 'virtual'],
  ['oss-cn-hzfinance-internal.aliyuncs.com', 'internal', '-', 'cn-hangzhou-finance', 'virtual'],
  ['oss-cn-hzjbp-a-internal.aliyuncs.com', 'internal', '-', 'cn-hangzhou-finance', 'virtual'],
  ['oss-cn-szfinance.aliyuncs.com', 'public', '-', 'cn-shenzhen-finance-1', 'virtual'],
  ['oss-cn-shenzhen-finance-1-internal.aliyuncs.com', 'internal', '-', 'cn-shenzhen-finance-1', 'virtual'],
  ['oss-cn-shanghai-finance-1-pub.aliyuncs.com', 'public', '-', 'cn-shanghai-finance-1', 'virtual'],
  ['oss-cn-shanghai-finance-1-pub-internal.aliyuncs.com', 'internal', '-', 'cn-shanghai-finance-1', 'virtual'],
  ['oss-cn-shanghai-finance-1-internal.aliyuncs.com', 'internal', '-', 'cn-shanghai-finance-1', 'virtual'],
  ['oss-cn-beijing-finance-1-pub.aliyuncs.com', 'public', '-', 'cn-beijing-finance-1', 'virtual'],
  ['oss-cn-beijing-finance-1-internal.aliyuncs.com', 'internal', '-', 'cn-beijing-finance-1', 'virtual'],
  ['oss-cn-north-2-gov-1.aliyuncs.com', 'public', '-', 'cn-north-2-gov-1', 'virtual'],
  ['docs.oss-cn-north-2-gov-1-internal.aliyuncs.com', 'internal', 'docs', 'cn-north-2-gov-1', 'virtual'],
  ['ep-bp1abc.oss.cn-beijing.privatelink.aliyuncs.com', '-', '-', 'cn-beijing', 'path'],
  ['https://ep-bp1abc-cn-hangzhou-i.oss.cn-hangzhou.privatelink.aliyuncs.com/', '-', '-', 'cn-hangzhou', 'path'],
  ['ep-bp1abc.oss.ap-southeast-1.privatelink.aliyuncs.com.', '-', '-', 'ap-southeast-1', 'path'],
  ['cn-hangzhou-internal.oss-data-acc.aliyuncs.com', '-', '-', 'cn-hangzhou', 'virtual'],
  ['docs.cn-hangzhou-internal.oss-data-acc.aliyuncs.com', '-', 'docs', 'cn-hangzhou', 'virtual'],
  ['cn-beijing-internal.oss-data-acc.aliyuncs.com', '-', '-', 'cn-beijing', 'virtual'],
  // The accelerator's hosts name zones.
  ['cn-beijing-h-internal.oss-data-acc.aliyuncs.com', '-', '-', 'cn-beijing', 'virtual'],
  ['docs.cn-wulanchabu-b-internal.oss-data-acc.aliyuncs.com', '-', 'docs', 'cn-wulanchabu', 'virtual'],
  ['ap-southeast-1c-internal.oss-data-acc.aliyuncs.com', '-', '-', 'ap-southeast-1', 'virtual'],
  ['cn-wuhan-lr-internal.oss-data-acc.aliyuncs.com', '-', '-', 'cn-wuhan-lr', 'virtual'],
  // Access points have a bucket's place in their hosts; their aliases are bucket names.
  ['oss-cn-hangzhou.oss-accesspoint.aliyuncs.com', '-', '-', 'cn-hangzhou', 'virtual'],
  [
    'ap-01-1234567890123456.oss-cn-hangzhou.oss-accesspoint.aliyuncs.com',
    '-',
    'ap-01-1234567890123456',
    'cn-hangzhou',
    'virtual',
  ],
  [
    'ap-01-1234567890123456.oss-cn-hzfinance-internal.oss-accesspoint.aliyuncs.com',
    '-',
    'ap-01-1234567890123456',
    'cn-hangzhou-finance',
    'virtual',
  ],
  [
    'fc-ap-01-1234567890123456.oss-cn-qingdao.oss-object-process.aliyuncs.com',
    '-',
    'fc-ap-01-1234567890123456',
    'cn-qingdao',
    'virtual',
  ],
  [
    'ap-01-3b00521f653d2b3223680ec39dbbe2-ossalias.oss-cn-hangzhou.aliyuncs.com',
    'public',
    'ap-01-3b00521f653d2b3223680ec39dbbe2-ossalias',
    'cn-hangzhou',
    'virtual',
  ],
  ['docs.oss-cn-heyuan-acdr-1-internal.aliyuncs.com', 'internal', 'docs', 'cn-heyuan-acdr-1', 'virtual'],
  ['static.example.com', '-', '-', '-', 'virtual'],
  ['static.example.com.', '-', '-', '-', 'virtual'],
  ['docs.oss-cn-hangzhou.aliyuncs.com.example.com', '-', '-', '-', 'virtual'],
  ['docs.oss-cn-hangzhou.aliyuncs.com.kunlunca.com', '-', '-', '-', 'virtual'],
  ['oss.example.gov.cn:8443', '-', '-', '-', 'virtual'],
  ['notaliyuncs.com', '-', '-', '-', 'virtual'],
  ['xoss-cn-hangzhou.aliyuncs.com', '-', '-', '-', 'virtual'],
  ['10.0.0.8', '-', '-', '-', 'path'],
  ['10.0.0.8:9000', '-', '-', '-', 'path'],
  ['[2001:db8::1]', '-', '-', '-', 'path'],
  ['localhost:9000', '-', '-', '-', 'path'],
  ['http://127.0.0.1:9000', '-', '-', '-', 'path'],
  ['http://[::1]:9000', '-', '-', '-', 'path'],
];

/** Hosts of Alibaba Cloud that accept other signatures, and the message of each refusal. */
const refused: readonly (readonly [host: string, says: RegExp])[] = [
  ['s3.oss-cn-hangzhou.aliyuncs.com', /S3 endpoint/],
  ['docs.s3.oss-cn-hangzhou-internal.aliyuncs.com.', /S3 endpoint/],
  ['cn-hangzhou.oss-dls.aliyuncs.com', /HDFS endpoint/],
  ['docs.cn-hangzhou.oss-dls.aliyuncs.com', /HDFS endpoint/],
  ['cb-f8z7yvzgwfkl9q0h.cn-hangzhou.oss-cloudbox.aliyuncs.com', /CloudBox/],
  ['docs.cb-f8z7yvzgwfkl9q0h.cn-hangzhou.oss-cloudbox.aliyuncs.com', /CloudBox/],
  ['cb-f8z7yvzgwfkl9q0h.cn-hangzhou.oss-cloudbox-control.aliyuncs.com', /CloudBox/],
  ['cn-hangzhou.oss-vectors.aliyuncs.com', /vector or table buckets/],
  ['docs-1234567890123456.cn-hangzhou-internal.oss-vectors.aliyuncs.com', /vector or table buckets/],
  ['cn-hangzhou.oss-tables.aliyuncs.com', /vector or table buckets/],
];

/** Endpoints as people type and paste them, and the hosts that they mean. */
const typed: readonly (readonly [text: string, host: string])[] = [
  ['oss-cn-hangzhou', 'oss-cn-hangzhou.aliyuncs.com'],
  ['cn-hangzhou', 'oss-cn-hangzhou.aliyuncs.com'],
  ['oss-cn-hangzhou-internal', 'oss-cn-hangzhou-internal.aliyuncs.com'],
  ['cn-hangzhou-finance', 'oss-cn-hzfinance.aliyuncs.com'],
  ['oss-cn-hzfinance-internal', 'oss-cn-hzfinance-internal.aliyuncs.com'],
  ['"oss-cn-hangzhou.aliyuncs.com"', 'oss-cn-hangzhou.aliyuncs.com'],
  ["'https://oss-cn-hangzhou.aliyuncs.com'", 'oss-cn-hangzhou.aliyuncs.com'],
  ['“oss-cn-hangzhou.aliyuncs.com”，', 'oss-cn-hangzhou.aliyuncs.com'],
  ['<https://oss-cn-hangzhou.aliyuncs.com>', 'oss-cn-hangzhou.aliyuncs.com'],
  ['oss-cn-hangzhou.aliyuncs.com；', 'oss-cn-hangzhou.aliyuncs.com'],
  ['oss-cn-hangzhou.aliyuncs.com,', 'oss-cn-hangzhou.aliyuncs.com'],
  ['oss-cn-hangzhou。aliyuncs。com', 'oss-cn-hangzhou.aliyuncs.com'],
  ['ｏｓｓ－ｃｎ－ｈａｎｇｚｈｏｕ．ａｌｉｙｕｎｃｓ．ｃｏｍ', 'oss-cn-hangzhou.aliyuncs.com'],
  ['https：//oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou.aliyuncs.com'],
  ['https:/oss-cn-hangzhou.aliyuncs.com/', 'oss-cn-hangzhou.aliyuncs.com'],
  ['https:oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou.aliyuncs.com'],
  ['//oss-cn-hangzhou.aliyuncs.com', 'oss-cn-hangzhou.aliyuncs.com'],
  ['oss-cn-hangzhou.aliyuncs.com\u200b', 'oss-cn-hangzhou.aliyuncs.com'],
  ['下载.example.com', 'xn--ghq880n.example.com'],
  ['::1', '[::1]'],
  ['2001:db8::1', '[2001:db8::1]'],
  ['https://2001:db8::1/', '[2001:db8::1]'],
  // Names of a private network.
  ['minio', 'minio'],
  ['minio:9000', 'minio:9000'],
  ['cn-office', 'cn-office'],
];

describe('hosts', () => {
  for (const [host, kind, bucket, region, addressing] of hosts) {
    it(`${host} is ${kind}, bucket ${bucket}, region ${region}, addressing ${addressing}`, () => {
      const endpoint = parseEndpoint(host);
      const { kind: foundKind = '-', bucket: foundBucket = '-', region: foundRegion = '-' } = endpoint;
      assert.deepEqual([foundKind, foundBucket, foundRegion], [kind, bucket, region]);
      assert.equal(defaultAddressing(endpoint), addressing);
      assert.ok(!/\.(?::|$)/.test(endpoint.host), endpoint.host);
      assert.equal(regionFromHost(host.replace(/^https?:\/\/|\/$/g, '')) ?? '-', region);
    });
  }

  for (const [host, says] of refused) {
    it(`${host} is refused with a message`, () => {
      assert.throws(
        () => parseEndpoint(host),
        (error) => error instanceof InvalidInputError && says.test(error.message),
      );
    });
  }

  for (const [text, host] of typed) {
    it(`typed as ${text} are ${host}`, () => {
      assert.equal(parseEndpoint(text).host, host);
    });
  }

  for (const text of ['{bucket}.oss-cn-hangzhou.aliyuncs.com', '*.example.com', 'a,b.example.com', '""', '1::2::3']) {
    it(`are not read from ${text}`, () => {
      assert.throws(() => parseEndpoint(text), { field: 'endpoint', message: /^Enter the host name of an endpoint/ });
    });
  }

  it('are at least 60', () => {
    assert.ok(hosts.length + refused.length >= 60 && hosts.length >= 60);
  });
});
