import assert from 'node:assert/strict';
import {
  defaultAddressing,
  endpointForRegion,
  hostIsLoopback,
  parseEndpoint,
  regionFromHost,
  requestTarget,
  type Addressing,
  type EndpointKind,
  type ParsedEndpoint,
} from '../../../../src/oss/hosts/endpoint.ts';
import { REGIONS } from '../../../../src/oss/hosts/regions.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

describe('endpointForRegion', () => {
  const cases: readonly [string, EndpointKind, string][] = [
    ['cn-hangzhou', 'public', 'https://oss-cn-hangzhou.aliyuncs.com'],
    ['cn-hangzhou', 'internal', 'https://oss-cn-hangzhou-internal.aliyuncs.com'],
    ['cn-hangzhou', 'dualstack', 'https://cn-hangzhou.oss.aliyuncs.com'],
    ['cn-hangzhou', 'accelerate', 'https://oss-accelerate.aliyuncs.com'],
    ['us-west-1', 'accelerate-overseas', 'https://oss-accelerate-overseas.aliyuncs.com'],
    ['cn-hangzhou-finance', 'public', 'https://oss-cn-hzfinance.aliyuncs.com'],
    ['cn-shanghai-finance-1', 'internal', 'https://oss-cn-shanghai-finance-1-pub-internal.aliyuncs.com'],
    ['cn-new-1', 'public', 'https://oss-cn-new-1.aliyuncs.com'],
    ['cn-new-1', 'internal', 'https://oss-cn-new-1-internal.aliyuncs.com'],
    ['cn-new-1', 'dualstack', 'https://cn-new-1.oss.aliyuncs.com'],
  ];
  for (const [region, kind, endpoint] of cases) {
    it(`returns the ${kind} endpoint of ${region}`, () => {
      assert.equal(endpointForRegion(region, kind), endpoint);
    });
  }

  it('reports that a region has no endpoint of the kind', () => {
    assert.throws(
      () => endpointForRegion('ap-southeast-1', 'dualstack'),
      invalidInput('endpoint', /ap-southeast-1 has no dual-stack/),
    );
    assert.throws(
      () => endpointForRegion('rg-china-mainland', 'internal'),
      invalidInput('endpoint', /rg-china-mainland has no internal/),
    );
  });

  it('refuses an invalid region', () => {
    assert.throws(() => endpointForRegion('oss-cn-hangzhou', 'public'), invalidInput('region', /Use cn-hangzhou/));
    assert.throws(() => endpointForRegion('evil.example.com/', 'public'), invalidInput('region'));
  });

  it('is parsed back to its region and kind, for every host in the table', () => {
    for (const row of REGIONS) {
      for (const kind of ['public', 'internal', 'dualstack'] as const) {
        if (row[kind] === null) continue;
        const parsed = parseEndpoint(endpointForRegion(row.region, kind));
        assert.deepEqual([parsed.region, parsed.kind, parsed.host], [row.region, kind, row[kind]]);
      }
    }
  });
});

describe('parseEndpoint', () => {
  const hangzhou: ParsedEndpoint = {
    scheme: 'https',
    host: 'oss-cn-hangzhou.aliyuncs.com',
    isIp: false,
    isLoopback: false,
    kind: 'public',
    region: 'cn-hangzhou',
  };
  const custom: ParsedEndpoint = { scheme: 'https', host: 'static.example.com', isIp: false, isLoopback: false };
  const cases: readonly [string, ParsedEndpoint][] = [
    ['oss-cn-hangzhou.aliyuncs.com', hangzhou],
    ['  https://OSS-cn-hangzhou.aliyuncs.com:443/ ', hangzhou],
    ['https://oss-cn-hangzhou.aliyuncs.com/a/b?c#d', hangzhou],
    ['oss-cn-hangzhou.aliyuncs.com:8443', { ...hangzhou, host: 'oss-cn-hangzhou.aliyuncs.com:8443' }],
    ['https://bucket.oss-cn-hangzhou.aliyuncs.com/key', { ...hangzhou, bucket: 'bucket' }],
    [
      'bucket.cn-hangzhou.oss.aliyuncs.com',
      { ...hangzhou, host: 'cn-hangzhou.oss.aliyuncs.com', kind: 'dualstack', bucket: 'bucket' },
    ],
    ['oss.aliyuncs.com', { ...hangzhou, host: 'oss.aliyuncs.com' }],
    ['bucket.oss.aliyuncs.com', { ...hangzhou, host: 'oss.aliyuncs.com', bucket: 'bucket' }],
    ['oss-internal.aliyuncs.com', { ...hangzhou, host: 'oss-internal.aliyuncs.com', kind: 'internal' }],
    [
      'vpc100-oss-cn-hangzhou.aliyuncs.com',
      { ...hangzhou, host: 'vpc100-oss-cn-hangzhou.aliyuncs.com', kind: 'internal' },
    ],
    [
      'bucket.oss-accelerate.aliyuncs.com',
      {
        scheme: 'https',
        host: 'oss-accelerate.aliyuncs.com',
        isIp: false,
        isLoopback: false,
        kind: 'accelerate',
        bucket: 'bucket',
      },
    ],
    ['static.example.com', custom],
    ['https://static.example.com:8443/x', { ...custom, host: 'static.example.com:8443' }],
    [
      'https://oss-cn-hangzhou.aliyuncs.com.example.com',
      { ...custom, host: 'oss-cn-hangzhou.aliyuncs.com.example.com' },
    ],
    ['10.0.0.8', { ...custom, host: '10.0.0.8', isIp: true }],
    ['https://[2001:DB8::1]:9000', { ...custom, host: '[2001:db8::1]:9000', isIp: true }],
    ['http://127.0.0.1:9000', { scheme: 'http', host: '127.0.0.1:9000', isIp: true, isLoopback: true }],
    ['http://[::1]:9000', { scheme: 'http', host: '[::1]:9000', isIp: true, isLoopback: true }],
    ['http://localhost:8080', { scheme: 'http', host: 'localhost:8080', isIp: false, isLoopback: true }],
    ['localhost:8080', { scheme: 'https', host: 'localhost:8080', isIp: false, isLoopback: true }],
  ];
  for (const [text, parsed] of cases) {
    it(`reads ${text.trim()}`, () => {
      assert.deepEqual(parseEndpoint(text), parsed);
    });
  }

  const refusals: readonly [string, RegExp][] = [
    ['', /host name of an endpoint, such as oss-cn-hangzhou/],
    ['https://', /host name of an endpoint, such as/],
    ['https://a b', /host name of an endpoint, such as/],
    ['ftp://oss-cn-hangzhou.aliyuncs.com', /https:\/\/, not with ftp:/],
    ['https://user@oss-cn-hangzhou.aliyuncs.com', /can't contain a user name/],
    ['https://user:x@oss-cn-hangzhou.aliyuncs.com', /a user name or a password/],
    ['s3.oss-cn-hangzhou.aliyuncs.com', /S3/],
    ['bucket.s3.oss-cn-hangzhou.aliyuncs.com', /S3/],
    ['cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com', /CloudBox/],
    ['http://oss-cn-hangzhou.aliyuncs.com', /Use https:\/\/oss-cn-hangzhou/],
    ['http://localhost.example.com', /Plain HTTP/],
    ['http://127.example.com', /Plain HTTP/],
    ['http://10.0.0.8', /Plain HTTP/],
  ];
  for (const [text, message] of refusals) {
    it(`refuses "${text}"`, () => {
      assert.throws(() => parseEndpoint(text), invalidInput('endpoint', message));
    });
  }

  it('accepts plain http if the user agreed', () => {
    assert.deepEqual(parseEndpoint('http://oss-cn-hangzhou.aliyuncs.com:80', { allowPlainHttp: true }), {
      ...hangzhou,
      scheme: 'http',
    });
  });

  it('refuses a host with an invalid bucket', () => {
    assert.throws(() => parseEndpoint('-a.oss-cn-hangzhou.aliyuncs.com'), invalidInput('bucket'));
  });
});

describe('regionFromHost', () => {
  const cases: readonly [string, string | undefined][] = [
    ['oss-cn-hangzhou.aliyuncs.com', 'cn-hangzhou'],
    ['bucket.OSS-cn-hangzhou-internal.aliyuncs.com:443', 'cn-hangzhou'],
    ['bucket.oss-cn-hzjbp-a-internal.aliyuncs.com', 'cn-hangzhou-finance'],
    ['vpc100-oss-cn-beijing.aliyuncs.com', 'cn-beijing'],
    ['eu-central-1.oss.aliyuncs.com', 'eu-central-1'],
    ['oss.aliyuncs.com', 'cn-hangzhou'],
    ['oss-accelerate.aliyuncs.com', undefined],
    ['bucket.oss-accelerate-overseas.aliyuncs.com', undefined],
    ['cb-1.cn-hangzhou.oss-cloudbox.aliyuncs.com', undefined],
    ['static.example.com', undefined],
    ['oss-cn-hangzhou.aliyuncs.com.example.com', undefined],
    ['127.0.0.1:9000', undefined],
    ['', undefined],
  ];
  for (const [host, region] of cases) {
    it(`of "${host}" is ${region ?? 'unknown'}`, () => {
      assert.equal(regionFromHost(host), region);
    });
  }
});

describe('defaultAddressing', () => {
  it('is path style if a bucket cannot precede the host', () => {
    for (const text of ['10.0.0.8', '127.0.0.1:9000', '[::1]', 'localhost:8080']) {
      assert.equal(defaultAddressing(parseEndpoint(text)), 'path', text);
    }
  });
  it('is virtual-hosted for other hosts', () => {
    for (const text of ['oss-cn-hangzhou.aliyuncs.com', 'oss.example.com']) {
      assert.equal(defaultAddressing(parseEndpoint(text)), 'virtual', text);
    }
  });
});

describe('requestTarget', () => {
  const oss = 'https://oss-cn-hangzhou.aliyuncs.com';
  const cases: readonly [string, Addressing, string | undefined, string | undefined, string, string][] = [
    [oss, 'virtual', undefined, undefined, oss, '/'],
    [oss, 'virtual', 'bucket', undefined, 'https://bucket.oss-cn-hangzhou.aliyuncs.com', '/'],
    [oss, 'virtual', 'bucket', 'a/../报', 'https://bucket.oss-cn-hangzhou.aliyuncs.com', '/a/../%E6%8A%A5'],
    ['http://127.0.0.1:9000', 'path', undefined, undefined, 'http://127.0.0.1:9000', '/'],
    ['http://127.0.0.1:9000', 'path', 'bucket', undefined, 'http://127.0.0.1:9000', '/bucket/'],
    ['http://127.0.0.1:9000', 'path', 'bucket', 'a b', 'http://127.0.0.1:9000', '/bucket/a%20b'],
    ['https://static.example.com', 'cname', 'bucket', undefined, 'https://static.example.com', '/'],
    ['https://static.example.com', 'cname', 'bucket', 'a//b', 'https://static.example.com', '/a//b'],
  ];
  for (const [endpoint, addressing, bucket, key, origin, path] of cases) {
    it(`addresses ${bucket ?? 'the service'} ${key ?? ''} at ${endpoint} by ${addressing}`, () => {
      const target = requestTarget(parseEndpoint(endpoint), addressing, bucket, key);
      assert.deepEqual(target, { origin, host: origin.slice(origin.indexOf('//') + 2), path });
    });
  }

  const refusals: readonly [string, Addressing, string | undefined, string, RegExp][] = [
    ['static.example.com', 'cname', undefined, 'endpoint', /can't list buckets/],
    ['oss-cn-hangzhou.aliyuncs.com', 'cname', 'bucket', 'addressing', /not a custom domain/],
    ['10.0.0.8', 'virtual', 'bucket', 'addressing', /10\.0\.0\.8\. Use path/],
    ['oss-accelerate.aliyuncs.com', 'virtual', undefined, 'endpoint', /acceleration/],
    ['other.oss-cn-hangzhou.aliyuncs.com', 'virtual', 'bucket', 'endpoint', /bucket other, not to bucket/],
  ];
  for (const [endpoint, addressing, bucket, field, message] of refusals) {
    it(`refuses ${bucket ?? 'the service'} at ${endpoint} by ${addressing}`, () => {
      assert.throws(() => requestTarget(parseEndpoint(endpoint), addressing, bucket), invalidInput(field, message));
    });
  }
});

describe('hostIsLoopback', () => {
  it('is true for localhost and the loopback addresses, IPv6 with or without brackets', () => {
    for (const host of ['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]']) assert.ok(hostIsLoopback(host), host);
  });

  it('is false for names and addresses that only look similar', () => {
    for (const host of ['127.evil.test', 'localhost.evil.test', '10.0.0.1', '[::2]', '::1.evil.test', '']) {
      assert.ok(!hostIsLoopback(host), host);
    }
  });
});
