import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { formatMessage, InvalidInputError, OssError } from '../../../../src/oss/errors/errors.ts';

describe('InvalidInputError', () => {
  it('fills its template and keeps the parts', () => {
    const error = new InvalidInputError('key', 'At most {0} bytes, not {1}; {2} stays.', [3, 'four']);
    assert.equal(error.message, 'At most 3 bytes, not four; {2} stays.');
    assert.deepEqual(
      [error.code, error.field, error.template, error.args],
      ['InvalidInput', 'key', 'At most {0} bytes, not {1}; {2} stays.', [3, 'four']],
    );
  });
});

describe('OssError', () => {
  const call = { operation: 'GetObject', bucket: 'b', key: 'k' };

  it('contains operation, status and cause', () => {
    const error = new OssError({ ...call, code: 'NoSuchKey', status: 404, serverMessage: 'No such key.' });
    assert.equal(error.message, 'GetObject failed with NoSuchKey (HTTP 404): No such key.');
    assert.equal(new OssError({ ...call, code: 'Odd', status: 400 }).message, 'GetObject failed with Odd (HTTP 400)');
  });

  it('names the missing RAM action in its remedy', () => {
    const details = new Map([['AccessDeniedDetail/AuthAction', 'oss:GetObject']]);
    const error = new OssError({ ...call, code: 'AccessDenied', status: 403, ec: '0003-00000201', details });
    assert.equal(
      formatMessage(error.remedy ?? '', error.remedyArgs),
      'Ask the owner of the account for the RAM action oss:GetObject.',
    );
  });

  it('has no remedy for an unknown code', () => {
    const error = new OssError({ ...call, code: 'SomethingNew', status: 400 });
    assert.deepEqual([error.remedy, error.remedyArgs], [undefined, []]);
  });

  it("gives OSS's signed texts to a caller that requests them, and to no log", () => {
    const sensitiveDetails = new Map([
      ['StringToSign', 'string to sign'],
      ['CanonicalRequest', 'canonical request'],
    ]);
    const error = new OssError({ ...call, code: 'SignatureDoesNotMatch', status: 403, sensitiveDetails });
    assert.equal(error.serverStringToSign, 'string to sign');
    assert.equal(error.serverCanonicalRequest, 'canonical request');
    for (const text of [
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      JSON.stringify(Object.entries(error)),
    ]) {
      assert.doesNotMatch(text, /string to sign|canonical request/);
    }
  });
});
