import assert from 'node:assert/strict';
import { readProcessOutput } from '../../../../src/profiles/sources/processOutput.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const expiration = new Date('2030-01-01T01:00:00Z');
const key = { accessKeyId: 'ak', accessKeySecret: 'sk' };

describe('the output of a credential process', () => {
  it('is read with the field names of the OSS SDKs', () => {
    const words = { AccessKeyId: 'ak', AccessKeySecret: 'sk' };
    const dated = { ...words, SecurityToken: 'token', Expiration: '2030-01-01T01:00:00Z' };
    assert.deepEqual(readProcessOutput(JSON.stringify(words), 'ossutil'), key);
    assert.deepEqual(readProcessOutput(JSON.stringify(dated), 'ossutil'), {
      ...key,
      securityToken: 'token',
      expiration,
    });
  });

  it('is read with the field names of the CLI', () => {
    const words = { mode: 'StsToken', access_key_id: 'ak', access_key_secret: 'sk' };
    assert.deepEqual(readProcessOutput(JSON.stringify({ ...words, sts_token: '' }), 'aliyun'), key);
    for (const end of ['2030-01-01T01:00:00Z', expiration.getTime() / 1000]) {
      const dated = { ...words, sts_token: 'token', expiration: end };
      assert.deepEqual(readProcessOutput(JSON.stringify(dated), 'aliyun'), {
        ...key,
        securityToken: 'token',
        expiration,
      });
    }
  });

  it('reads an expiration in seconds or milliseconds, as a number or as text', () => {
    const seconds = expiration.getTime() / 1000;
    for (const end of [seconds, String(seconds), seconds * 1000, String(seconds * 1000)]) {
      const words = { AccessKeyId: 'ak', AccessKeySecret: 'sk', Expiration: end };
      assert.deepEqual(readProcessOutput(JSON.stringify(words), 'ossutil').expiration, expiration, String(end));
      const fields = { access_key_id: 'ak', access_key_secret: 'sk', expiration: end };
      assert.deepEqual(readProcessOutput(JSON.stringify(fields), 'aliyun').expiration, expiration, String(end));
    }
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(readProcessOutput('\uFEFF{"AccessKeyId":"ak","AccessKeySecret":"sk"}\r\n', 'ossutil'), key);
  });

  it('reads an expiration without a time zone as UTC, wherever VS Code runs', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      for (const end of [
        '2030-01-01T01:00:00',
        '2030-01-01 01:00:00',
        '2030-01-01T01:00',
        '2030-01-01T02:00:00+01:00',
      ]) {
        const output = { AccessKeyId: 'ak', AccessKeySecret: 'sk', Expiration: end };
        assert.deepEqual(readProcessOutput(JSON.stringify(output), 'ossutil').expiration, expiration, end);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  for (const [what, text] of [
    ['no JSON', 'secret=sk'],
    ['incomplete', '{"AccessKeyId":"ak"}'],
    ['empty', '{"AccessKeyId":"ak","AccessKeySecret":" "}'],
    ['of the other dialect', '{"access_key_id":"ak","access_key_secret":"sk"}'],
    ['without a date in its end', '{"AccessKeyId":"ak","AccessKeySecret":"sk","Expiration":"soon"}'],
  ] as const) {
    it(`is refused without a quotation if it is ${what}`, async () => {
      assert.deepEqual(await problemOf(() => readProcessOutput(text, 'ossutil')), ['OutputMalformed']);
    });
  }
});
