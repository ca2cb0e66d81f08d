import assert from 'node:assert/strict';
import { callbackParameters } from '../../../../src/oss/requests/callback.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const decoded = (base64 = ''): unknown => JSON.parse(Buffer.from(base64, 'base64').toString());
const plain = { urls: ['https://example.com/done'], body: 'object=${object}' };

describe('callbackParameters', () => {
  it('is empty without a callback', () => {
    assert.deepEqual(callbackParameters(undefined), {});
  });

  it('writes the callback as JSON in base64', () => {
    const parameters = callbackParameters(plain);
    assert.deepEqual(Object.keys(parameters), ['callback']);
    assert.deepEqual(decoded(parameters['callback']), {
      callbackUrl: 'https://example.com/done',
      callbackBody: 'object=${object}',
    });
  });

  it('writes all fields of a callback, and its variables', () => {
    const parameters = callbackParameters({
      urls: ['https://a.example.com/报告', 'http://b.example.com'],
      host: 'c.example.com',
      body: '{"by":${x:user}}',
      bodyType: 'application/json',
      sendsSni: true,
      variables: { 'x:user': '张三' },
    });
    assert.deepEqual(decoded(parameters['callback']), {
      callbackUrl: 'https://a.example.com/报告;http://b.example.com',
      callbackHost: 'c.example.com',
      callbackBody: '{"by":${x:user}}',
      callbackBodyType: 'application/json',
      callbackSNI: true,
    });
    assert.deepEqual(decoded(parameters['callback-var']), { 'x:user': '张三' });
  });

  for (const [what, urls] of [
    ['no address', []],
    ['six addresses', Array.from({ length: 6 }, () => 'https://example.com')],
    ['another scheme', ['ftp://example.com']],
    ['a list in one address', ['https://example.com;https://example.org']],
    ['no host', ['https://']],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(() => callbackParameters({ ...plain, urls }), invalidInput('callback', /1 to 5 callback URLs/));
    });
  }

  it('refuses an empty body', () => {
    assert.throws(() => callbackParameters({ ...plain, body: '' }), invalidInput('callback', /needs a body/));
  });

  it('refuses variables without the prefix x:', () => {
    assert.throws(
      () => callbackParameters({ ...plain, variables: { user: 'a' } }),
      invalidInput('callback-var', /^callback-var must be a JSON object whose keys begin with x:/),
    );
  });
});
