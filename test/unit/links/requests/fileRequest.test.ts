import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import { createFileRequest } from '../../../../src/links/requests/fileRequest.ts';
import { fileRequest, signingOptions } from '../../../support/links/fileRequests.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

interface Policy {
  readonly conditions: readonly unknown[];
}

const policyIn = (fields: Readonly<Record<string, string>>): Policy =>
  JSON.parse(Buffer.from(fields['policy'] ?? '', 'base64').toString()) as Policy;

describe('createFileRequest', () => {
  it('lets senders write below the folder, but replace and publish nothing', () => {
    const { fields, url, expiration, minBytes, maxBytes } = fileRequest();
    const { conditions } = policyIn(fields);
    for (const condition of [
      { bucket: 'examplebucket' },
      ['starts-with', '$key', 'in/'],
      ['content-length-range', 0, 5_368_709_120],
      ['eq', '$success_action_status', '201'],
      ['eq', '$x-oss-forbid-overwrite', 'true'],
      ['eq', '$x-oss-object-acl', 'default'],
    ]) {
      assert.ok(
        conditions.some((one) => JSON.stringify(one) === JSON.stringify(condition)),
        JSON.stringify(condition),
      );
    }
    assert.deepEqual(
      [fields['x-oss-object-acl'], fields['x-oss-forbid-overwrite'], fields['success_action_status']],
      ['default', 'true', '201'],
    );
    assert.equal('key' in fields, false);
    assert.equal(url, 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/');
    assert.deepEqual(expiration, new Date('2026-03-06T08:09:10Z'));
    assert.deepEqual([minBytes, maxBytes], [0, 5_368_709_120]);
  });

  it('limits size and kinds', () => {
    const { fields, types } = fileRequest({
      minBytes: 1,
      maxBytes: 1000,
      kinds: { extensions: ['jpg', 'jpeg', 'pdf'] },
    });
    const { conditions } = policyIn(fields);
    assert.deepEqual(types, { jpg: 'image/jpeg', jpeg: 'image/jpeg', pdf: 'application/pdf' });
    assert.deepEqual(conditions.slice(-2), [
      ['eq', '$x-oss-object-acl', 'default'],
      ['in', '$x-oss-content-type', ['image/jpeg', 'application/pdf']],
    ]);
    assert.ok(conditions.some((one) => JSON.stringify(one) === '["content-length-range",1,1000]'));
  });

  it('signs a second form for pages without CORS, which differs only in how success is reported', () => {
    const { fields, plainFields } = fileRequest();
    assert.deepEqual(Object.keys(plainFields).sort(), ['policy', 'success_action_redirect', 'x-oss-signature']);
    assert.equal(plainFields['success_action_redirect'], 'https://arrived.invalid/');
    const without = ({ conditions }: Policy): string[] =>
      conditions.map((one) => JSON.stringify(one)).filter((one) => !one.includes('success_action'));
    assert.deepEqual(without(policyIn(plainFields)), without(policyIn(fields)));
  });

  it('reads the clock once for both forms', () => {
    const clock = FakeTimers.install({
      now: new Date('2026-03-05T08:09:10.999Z'),
      toFake: ['Date'],
      advanceTimeDelta: 1,
    });
    try {
      const { signedAt: _, ...options } = signingOptions;
      const { plainFields } = createFileRequest(
        { bucket: 'examplebucket', folder: '', kinds: 'any', sameName: 'refuse', language: 'en' },
        options,
      );
      assert.equal('x-oss-date' in plainFields, false);
    } finally {
      clock.uninstall();
    }
  });

  it('expires with temporary credentials', () => {
    const tokenEnd = new Date('2026-03-05T09:00:00Z');
    const credentials = { accessKeyId: 'STS.ak', accessKeySecret: 'sk', securityToken: 'token', expiration: tokenEnd };
    const { expiration, fields } = fileRequest({}, { credentials });
    assert.deepEqual(expiration, tokenEnd);
    assert.equal(fields['x-oss-security-token'], 'token');
  });

  it('trims a note, and drops a blank one', () => {
    assert.equal(fileRequest({ note: ' Hello\nthere \n' }).note, 'Hello\nthere');
    assert.equal('note' in fileRequest({ note: ' \n' }), false);
    assert.throws(() => fileRequest({ note: 'x'.repeat(1001) }), invalidInput('note', /1000/));
  });

  it('refuses folders that forms cannot write to', () => {
    assert.throws(() => fileRequest({ folder: 'in' }), invalidInput('folder', /slash/));
    assert.throws(() => fileRequest({ folder: 'in\n/' }), invalidInput('folder', /control characters/));
    assert.throws(() => fileRequest({ folder: 'a${filename}/' }), invalidInput('folder', /\$\{/));
    assert.throws(() => fileRequest({ folder: `${'图'.repeat(256)}/` }), invalidInput('folder', /769 bytes/));
    assert.throws(() => fileRequest({ folder: '/in/' }), invalidInput('key'));
    assert.equal(fileRequest({ folder: `${'图'.repeat(255)}/` }).folder.length, 256);
  });

  it('refuses sizes that no upload can have', () => {
    assert.throws(() => fileRequest({ maxBytes: 0 }), invalidInput('maxBytes'));
    assert.throws(() => fileRequest({ maxBytes: 5 * 1024 ** 3 + 1 }), invalidInput('maxBytes'));
    assert.throws(() => fileRequest({ maxBytes: 10, minBytes: 11 }), invalidInput('content-length-range'));
    assert.throws(() => fileRequest({ maxBytes: 1.5 }), invalidInput('content-length-range'));
  });
});
