import assert from 'node:assert/strict';
import { environmentProfile, environmentSecret } from '../../../src/profiles/environmentProfile.ts';

const key = { OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk' };

describe('environmentSecret', () => {
  it('reads key, secret and token, without surrounding spaces', () => {
    assert.deepEqual(
      environmentSecret({ OSS_ACCESS_KEY_ID: ' ak', OSS_ACCESS_KEY_SECRET: 'sk\n', OSS_SESSION_TOKEN: ' token ' }),
      { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' },
    );
  });

  it('reads values without the quotes that an env file puts around them', () => {
    assert.deepEqual(environmentSecret({ OSS_ACCESS_KEY_ID: '"ak"', OSS_ACCESS_KEY_SECRET: "'sk'" }), {
      accessKeyId: 'ak',
      accessKeySecret: 'sk',
    });
  });

  it('reads values with what else container tools pass on of an env file', () => {
    assert.deepEqual(
      environmentSecret({
        OSS_ACCESS_KEY_ID: 'ak # of the CI',
        OSS_ACCESS_KEY_SECRET: '"sk" # "secret"',
        OSS_SESSION_TOKEN: '“token”',
      }),
      { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'token' },
    );
  });

  it('is a permanent key if the token is missing or empty', () => {
    for (const token of [{}, { OSS_SESSION_TOKEN: '' }, { OSS_SESSION_TOKEN: '  ' }]) {
      assert.deepEqual(environmentSecret({ ...key, ...token }), { accessKeyId: 'ak', accessKeySecret: 'sk' });
    }
  });

  for (const name of ['OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET']) {
    it(`is undefined without ${name}`, () => {
      for (const value of [undefined, '', ' ']) assert.equal(environmentSecret({ ...key, [name]: value }), undefined);
    });
  }
});

describe('environmentProfile', () => {
  it('is undefined without a key', () => {
    assert.equal(environmentProfile({ OSS_REGION: 'cn-shanghai' }, 'Environment'), undefined);
  });

  it('has the public endpoint of the region, by default Hangzhou', () => {
    assert.deepEqual(environmentProfile({ ...key, OSS_REGION: ' cn-beijing ' }, 'Env'), {
      id: 'environment',
      name: 'Env',
      region: 'cn-beijing',
      endpoint: { kind: 'public' },
      buckets: [],
      source: 'environment',
    });
    assert.equal(environmentProfile(key, 'Env')?.region, 'cn-hangzhou');
  });

  const regions: readonly (readonly [endpoint: string, region: string | undefined, expected: string])[] = [
    ['https://oss-cn-shanghai.aliyuncs.com', undefined, 'cn-shanghai'],
    ['oss-cn-shanghai-internal.aliyuncs.com', undefined, 'cn-shanghai'],
    ['https://oss-cn-shanghai.aliyuncs.com', 'cn-beijing', 'cn-beijing'],
    ['https://files.example.com', undefined, 'cn-hangzhou'],
    ['not an endpoint', undefined, 'cn-hangzhou'],
  ];
  for (const [url, region, expected] of regions) {
    it(`has ${expected} with the endpoint ${url} and the region ${region ?? 'omitted'}`, () => {
      const environment = { ...key, OSS_ENDPOINT: url, OSS_REGION: region };
      const profile = environmentProfile(environment, 'Env');
      assert.equal(profile?.region, expected);
      assert.deepEqual(profile.endpoint, { kind: 'custom', url });
    });
  }

  it('has the endpoint without a bucket that the variable names', () => {
    const profile = environmentProfile({ ...key, OSS_ENDPOINT: 'https://docs.oss-cn-beijing.aliyuncs.com/' }, 'Env');
    assert.deepEqual(
      [profile?.region, profile?.endpoint],
      ['cn-beijing', { kind: 'custom', url: 'https://oss-cn-beijing.aliyuncs.com' }],
    );
  });

  for (const [written, region, kind] of [
    ['cn-shanghai # here', 'cn-shanghai', 'public'],
    ['cn-shanghai,', 'cn-shanghai', 'public'],
    ['oss-cn-hangzhou', 'cn-hangzhou', 'public'],
    ['cn-beijing-internal', 'cn-beijing', 'internal'],
    ['"cn-shanghai"', 'cn-shanghai', 'public'],
    ['oss-cn-shenzhen.aliyuncs.com', 'cn-shenzhen', 'public'],
    ['not a region', 'not a region', 'public'],
  ] as const) {
    it(`reads OSS_REGION=${written}`, () => {
      const profile = environmentProfile({ ...key, OSS_REGION: written }, 'Env');
      assert.deepEqual([profile?.region, profile?.endpoint], [region, { kind }]);
    });
  }
});
