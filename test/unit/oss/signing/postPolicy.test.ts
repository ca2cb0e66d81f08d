import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import {
  createPostForm,
  signPostPolicy,
  type PostFormOptions,
  type PostFormRequest,
} from '../../../../src/oss/signing/postPolicy.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const request: PostFormRequest = { bucket: 'examplebucket', key: { prefix: 'in/' } };
const options: PostFormOptions = { credentials, region: 'cn-hangzhou', signedAt: new Date('2023-12-03T12:12:12.900Z') };

const formOf = (change: Partial<PostFormRequest>) => createPostForm({ ...request, ...change }, options);
const formWith = (change: Partial<PostFormOptions>) => createPostForm(request, { ...options, ...change });
const refuses = (change: Partial<PostFormRequest>, field: string, message?: RegExp): void => {
  assert.throws(() => formOf(change), invalidInput(field, message));
};

describe('the bucket of createPostForm', () => {
  it('can have a name from before the current rule', () => {
    assert.match(formOf({ bucket: 'old_bucket' }).policyText, /"bucket":"old_bucket"/);
    refuses({ bucket: 'Old Bucket' }, 'bucket');
  });
});

describe('validity of createPostForm', () => {
  it('is 15 minutes from the second of signing by default', () => {
    const { fields, expiration } = formWith({});
    assert.equal(fields['x-oss-date'], '20231203T121212Z');
    assert.deepEqual(expiration, new Date('2023-12-03T12:27:12Z'));
  });

  it('is shortened by temporary credentials, without a change of the policy', () => {
    const tokenEnd = new Date('2023-12-03T12:20:00Z');
    const temporary = { ...credentials, securityToken: 'token', expiration: tokenEnd };
    const { expiration, policyText } = formWith({ credentials: temporary });
    assert.deepEqual(expiration, tokenEnd);
    assert.match(policyText, /"expiration":"2023-12-03T12:27:12.000Z"/);
  });

  it('is not extended by credentials that expire later', () => {
    const temporary = { ...credentials, securityToken: 'token', expiration: new Date('2023-12-04T00:00:00Z') };
    assert.deepEqual(formWith({ credentials: temporary }).expiration, new Date('2023-12-03T12:27:12Z'));
  });

  it('refuses expired credentials', () => {
    const expired = { ...credentials, securityToken: 'token', expiration: new Date('2023-12-03T12:12:12Z') };
    assert.throws(
      () => formWith({ credentials: expired }),
      invalidInput('credentials', /expired at 2023-12-03T12:12:12/),
    );
  });

  it('refuses parts of a second, no time at all, and an expiry within a second of signing', () => {
    for (const expires of [1.5, NaN, Infinity, 0.5])
      assert.throws(() => formWith({ expires }), invalidInput('expires'));
    assert.throws(() => formWith({ signedAt: new Date(NaN) }), invalidInput('signedAt'));
    assert.throws(() => formWith({ expiration: new Date(NaN) }), invalidInput('expiration'));
    assert.throws(() => formWith({ expiration: new Date('2023-12-03T12:12:12.950Z') }), invalidInput('expiration'));
  });

  it("starts at the clock's time if no signing time is given", () => {
    const clock = FakeTimers.install({ now: new Date('2030-01-02T03:04:05Z'), toFake: ['Date'] });
    try {
      const { fields } = createPostForm(request, { credentials, region: 'cn-hangzhou' });
      assert.equal(fields['x-oss-date'], '20300102T030405Z');
    } finally {
      clock.uninstall();
    }
  });
});

describe('address of createPostForm', () => {
  const urls: readonly (readonly [endpoint: string, addressing: PostFormOptions['addressing'], url: string])[] = [
    ['oss-cn-hangzhou.aliyuncs.com', undefined, 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/'],
    ['http://127.0.0.1:9000', undefined, 'http://127.0.0.1:9000/examplebucket/'],
    ['https://files.example.com', 'cname', 'https://files.example.com/'],
  ];
  for (const [endpoint, addressing, url] of urls) {
    it(`is ${url}`, () => {
      assert.equal(formWith({ endpoint, ...(addressing && { addressing }) }).url, url);
    });
  }

  it('is absent without an endpoint', () => {
    assert.equal('url' in formWith({}), false);
  });

  it('refuses an endpoint that cannot address the bucket', () => {
    assert.throws(() => formWith({ endpoint: 'other.oss-cn-hangzhou.aliyuncs.com' }), invalidInput('endpoint'));
  });
});

describe('fields of createPostForm', () => {
  it('contain only what was requested', () => {
    const { fields } = formOf({ forbidOverwrite: false });
    assert.deepEqual(Object.keys(fields).sort(), [
      'policy',
      'x-oss-credential',
      'x-oss-date',
      'x-oss-signature',
      'x-oss-signature-version',
    ]);
  });

  it('have header names as documented, and keep the names of callback variables', () => {
    const { fields, policyText } = formOf({
      contentTypes: { eq: 'image/png' },
      extra: [
        { op: 'eq', field: 'CACHE-CONTROL', value: 'no-store' },
        { op: 'eq', field: 'X-OSS-Content-Type', value: 'image/png' },
        { op: 'eq', field: 'x:Sender', value: 'eric' },
      ],
    });
    assert.equal(fields['Content-Type'], 'image/png');
    assert.equal(fields['Cache-Control'], 'no-store');
    assert.equal(fields['x-oss-content-type'], 'image/png');
    assert.equal(fields['x:Sender'], 'eric');
    assert.match(policyText, /\["eq","\$cache-control","no-store"\]/);
    assert.match(policyText, /\["eq","\$x:Sender","eric"\]/);
  });

  it('can allow any key in a bucket', () => {
    assert.match(formOf({ key: { prefix: '' } }).policyText, /\["starts-with","\$key",""\]/);
  });

  it('combine several rules for a field', () => {
    const extra = [{ op: 'not-in', field: 'key', value: ['in/index.html'] }] as const;
    assert.match(formOf({ extra }).policyText, /\["not-in","\$key",\["in\/index.html"\]\]/);
  });

  it('refuse an exact name that OSS would replace', () => {
    refuses({ key: { exact: 'in/${filename}' } }, 'key', /OSS replaces \$\{filename\}/);
  });

  it('refuse contradictory rules', () => {
    const eq = { contentTypes: { eq: 'image/png' } };
    refuses(
      { ...eq, extra: [{ op: 'starts-with', field: 'Content-Type', value: 'text/' }] },
      'content-type',
      /satisfy/,
    );
    refuses(
      { ...eq, extra: [{ op: 'not-in', field: 'content-type', value: ['image/png'] }] },
      'content-type',
      /satisfy/,
    );
    refuses(
      { contentTypes: { in: ['image/png'] }, extra: [{ op: 'in', field: 'content-type', value: ['image/gif'] }] },
      'content-type',
      /satisfy/,
    );
    refuses({ key: { exact: 'in/a' }, extra: [{ op: 'eq', field: 'key', value: 'in/b' }] }, 'key', /twice/);
  });

  for (const field of ['policy', 'x-oss-signature', 'X-Oss-Date', 'file', 'bucket', 'content-length-range']) {
    it(`refuse a custom condition on ${field}`, () => {
      refuses({ extra: [{ op: 'eq', field, value: 'x' }] }, field, /set by the signature itself/);
    });
  }

  it('refuse values of the wrong shape', () => {
    refuses({ extra: [{ op: 'in', field: 'cache-control', value: 'no-store' }] }, 'cache-control', /takes a list/);
    refuses({ extra: [{ op: 'eq', field: 'cache-control', value: ['no-store'] }] }, 'cache-control', /takes one value/);
    refuses({ extra: [{ op: 'not-in', field: 'cache-control', value: [] }] }, 'cache-control', /is empty/);
    refuses({ contentTypes: { eq: 'png' } }, 'content-type', /type\/subtype/);
    refuses({ contentTypes: { eq: 'image/png', in: ['image/png'] } }, 'content-type', /one type/);
    refuses({ contentTypes: {} as never }, 'content-type', /one type/);
    refuses({ key: {} as never }, 'key', /either/);
    refuses({ contentLengthRange: [1] as never }, 'content-length-range');
  });

  it('refuse names and values that a form cannot contain', () => {
    refuses({ extra: [{ op: 'eq', field: '$key', value: 'x' }] }, '$key', /letters, digits/);
    refuses({ extra: [{ op: 'eq', field: 'cache-control', value: '\ud800' }] }, 'cache-control', /surrogate/);
    refuses({ extra: [{ op: 'starts-with', field: 'cache-control', value: 'a\nb' }] }, 'cache-control', /line break/);
    refuses({ extra: [{ op: 'eq', field: 'x:big', value: 'x'.repeat(2 * 1024 ** 2 + 1) }] }, 'x:big', /longer/);
    refuses({ meta: { a_b: 'x' } }, 'x-oss-meta-a_b', /can contain only letters, digits, and hyphens/);
    refuses({ meta: { owner: 'a', Owner: 'b' } }, 'x-oss-meta-owner', /twice/);
    refuses({ successActionRedirect: 'javascript:alert(1)' }, 'success_action_redirect', /http/);
    refuses({ key: { prefix: 'in/\ud800' } }, 'key', /surrogate/);
  });

  it('keep secrets out of error messages', () => {
    const secret = { accessKeyId: 'ak', accessKeySecret: 'SEKRET VALUE', securityToken: 'token' };
    assert.throws(
      () => formWith({ credentials: secret }),
      (error) => error instanceof Error && !error.message.includes('SEKRET'),
    );
  });
});

describe('signPostPolicy', () => {
  it('refuses credentials that cannot sign', () => {
    const signedAt = new Date('2023-12-03T12:12:12Z');
    assert.throws(
      () => signPostPolicy('{}', { credentials, region: 'oss-cn-hangzhou', signedAt }),
      invalidInput('region'),
    );
    assert.throws(
      () => signPostPolicy('{}', { credentials, region: 'cn-hangzhou', signedAt: new Date(NaN) }),
      invalidInput('signedAt'),
    );
    assert.throws(
      () =>
        signPostPolicy('{}', { credentials: { ...credentials, accessKeySecret: '' }, region: 'cn-hangzhou', signedAt }),
      invalidInput('accessKeySecret'),
    );
  });
});
