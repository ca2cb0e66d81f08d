import assert from 'node:assert/strict';
import { keptSignatureVersion, sortRecords, type Migration } from '../../../src/profiles/storedRecords.ts';

const record = { version: 1, id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' } } as const;

describe('sortRecords', () => {
  it('separates valid records from those of later versions and from invalid ones', () => {
    const later = { ...record, version: 2, endpoint: 'unlike' };
    const wrong = [null, 'text', {}, { ...record, region: 1 }, { ...record, version: '1' }];
    assert.deepEqual(sortRecords([record, later, ...wrong]), { records: [record], later: [later], unreadable: wrong });
  });

  it('finds nothing if nothing is stored', () => {
    assert.deepEqual(sortRecords(undefined), { records: [], later: [], unreadable: [] });
    assert.deepEqual(sortRecords([]), { records: [], later: [], unreadable: [] });
  });

  it('returns a value that is not a list as a whole', () => {
    assert.deepEqual(sortRecords({ not: 'a list' }).unreadable, [{ not: 'a list' }]);
  });

  const roleArn = 'acs:ram::1:role/r';
  for (const credentialSource of [
    { tool: 'ossutil', profile: 'work' },
    { tool: 'aliyun', profile: 'work', agreedCommand: 'digest' },
    { tool: 'sdk', profile: 'work' },
    {
      ...{ kind: 'role', baseProfileId: 'p2', roleArn, sessionName: 'me', durationSeconds: 900 },
      ...{ externalId: 'e', policy: '{}' },
    },
    { kind: 'oidc', providerArn: 'arn', tokenFile: '/token', roleArn },
    { kind: 'instanceRole', roleName: 'app' },
    { kind: 'process', agreedCommand: 'digest' },
    { kind: 'uri' },
  ] as const) {
    const name = 'tool' in credentialSource ? credentialSource.tool : credentialSource.kind;
    it(`reads a profile with its credential source: ${name}`, () => {
      const linkRole = { roleArn, maxSessionSeconds: 3600, externalId: 'e', forEveryLink: true };
      const stored = { ...record, credentialSource, linkRole };
      assert.deepEqual(sortRecords([stored]).records, [stored]);
    });
  }

  describe('with records of earlier versions', () => {
    const old = { version: -1, id: 'p1', title: 'Work', host: 'oss-cn-hangzhou.aliyuncs.com' };
    const migrations: Readonly<Record<number, Migration>> = {
      [-1]: (entry) => {
        const { id, title } = entry as typeof old;
        return { version: 0, id, name: title, region: 'hangzhou' };
      },
      0: (entry) => ({ ...(entry as object), version: 1, region: 'cn-hangzhou', endpoint: { kind: 'public' } }),
    };

    it('upgrades them to the current version, step by step', () => {
      assert.deepEqual(sortRecords([old], migrations).records, [record]);
    });

    it('keeps current ones unchanged', () => {
      assert.deepEqual(sortRecords([record], migrations).records, [record]);
    });

    it('keeps those unchanged that cannot be upgraded', () => {
      const broken = { version: 0, id: 1 };
      assert.deepEqual(sortRecords([broken], migrations).unreadable, [broken]);
    });
  });
});

describe('the signature version of a service', () => {
  const present = {
    ...record,
    endpoint: { kind: 'custom', url: 'https://oss.example.com' },
    signatureVersion: 'v1',
  } as const;

  it('is kept with the endpoint that it was found for, and with no other', () => {
    assert.deepEqual(keptSignatureVersion(present, { endpoint: { ...present.endpoint } }), { signatureVersion: 'v1' });
    for (const endpoint of [{ kind: 'public' }, { kind: 'custom', url: 'https://other.example.com' }] as const) {
      assert.deepEqual(keptSignatureVersion(present, { endpoint }), {});
    }
    assert.deepEqual(keptSignatureVersion(record, { endpoint: record.endpoint }), {});
    assert.deepEqual(keptSignatureVersion(undefined, present), {});
  });

  for (const kind of ['public', 'internal', 'dualstack', 'accelerate', 'accelerate-overseas'] as const) {
    it(`is absent from a record with the ${kind} endpoint, which can be read`, () => {
      assert.deepEqual(sortRecords([{ ...record, endpoint: { kind } }]).records, [{ ...record, endpoint: { kind } }]);
    });
  }
});
