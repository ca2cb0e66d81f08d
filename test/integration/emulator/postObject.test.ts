import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon, v4Headers } from '../../support/emulator/handMade.ts';
import type { HttpAnswer, HttpQuestion } from '../../support/emulator/handMade.ts';
import { officialClient } from '../../support/emulator/officialClient.ts';
import { postedForm, signedForm } from '../../support/emulator/handMadeForms.ts';
import type { FormOptions } from '../../support/emulator/handMadeForms.ts';

describe('PostObject of the emulator', () => {
  let emulator: Emulator;
  let clock = noon;

  before(async () => {
    emulator = await startEmulator({
      now: () => clock,
      accounts: [
        { accessKeyId: 'ak', accessKeySecret: 'sk' },
        { accessKeyId: 'sts', accessKeySecret: 'sk', securityToken: 'token' },
      ],
      customDomains: { 'files.example.com': 'demo' },
    });
    emulator.createBucket('demo');
    emulator.createBucket('open', { acl: 'public-read-write' });
    emulator.createBucket('kept', { versioning: 'Enabled' });
    await emulator.putObject('kept', 'in/taken.txt', 'first');
  });
  beforeEach(() => {
    clock = noon;
  });
  after(() => emulator.close());

  const send = (question: HttpQuestion): Promise<HttpAnswer> => ask(emulator.endpoint('cn-hangzhou'), question);
  const post = (options: FormOptions, path?: string): Promise<HttpAnswer> =>
    send(postedForm(signedForm(options), path === undefined ? {} : { path }));
  it('responds 204 without a body, and stores the file with the type of its part', async () => {
    const answer = await post({ key: 'in/plain.txt' });
    assert.deepEqual([answer.status, answer.text], [204, '']);
    const object = emulator.object('demo', 'in/plain.txt') ?? assert.fail('nothing is stored');
    assert.equal(object.headers['content-type'], 'text/plain');
    assert.equal(object.acl, 'default');
    assert.equal(answer.headers.etag, object.etag);
    // Documented not to be the MD5 of the content.
    const md5 = createHash('md5').update('hello').digest('hex').toUpperCase();
    assert.notEqual(object.etag, `"${md5}"`);
    assert.equal((await emulator.readObject('demo', 'in/plain.txt')).toString(), 'hello');
  });

  for (const [status, expected] of [
    ['200', 200],
    ['201', 201],
    ['204', 204],
    ['302', 204],
  ] as const) {
    it(`responds ${expected} if success_action_status is ${status}`, async () => {
      const answer = await post({ key: `in/${status}.txt`, fields: { success_action_status: status } });
      assert.equal(answer.status, expected);
      assert.equal(answer.element('Key'), expected === 201 ? `in/${status}.txt` : undefined);
    });
  }

  it('redirects to success_action_redirect, whatever the status field says', async () => {
    const fields = { success_action_redirect: 'https://example.com/done?x=1', success_action_status: '201' };
    const answer = await post({ key: 'in/报告.txt', fields });
    assert.equal(answer.status, 303);
    const { origin, searchParams } = new URL(answer.headers.location ?? '');
    assert.deepEqual(
      [origin, searchParams.get('x'), searchParams.get('key')],
      ['https://example.com', '1', 'in/报告.txt'],
    );
  });

  it('stores the properties in the fields, and prefers x-oss-content-type', async () => {
    const fields = {
      'Content-Type': 'image/png',
      'x-oss-content-type': 'image/gif',
      'Cache-Control': 'no-store',
      'x-oss-object-acl': 'private',
      'x-oss-storage-class': 'IA',
      'x-oss-meta-owner': 'eric',
    };
    await post({ key: 'in/described', fields });
    const object = emulator.object('demo', 'in/described') ?? assert.fail('nothing is stored');
    assert.deepEqual([object.acl, object.storageClass], ['private', 'IA']);
    assert.deepEqual(object.headers, {
      'content-type': 'image/gif',
      'cache-control': 'no-store',
      'x-oss-meta-owner': 'eric',
    });
  });

  it('replaces ${filename} by the file name after the conditions are checked', async () => {
    await post({ key: 'in/${filename}', file: { fileName: '报告 "终".txt'.replaceAll('"', '%22') } });
    assert.ok(emulator.object('demo', 'in/报告 %22终%22.txt'));
  });

  it('accepts a signature for 7 days, even if its policy expires later', async () => {
    const expiration = new Date(+noon + 30 * 86_400_000).toISOString();
    clock = new Date(+noon + 7 * 86_400_000);
    assert.equal((await post({ expiration, key: 'in/week.txt' })).status, 204);
  });

  it('ignores a submit button after the file', async () => {
    const parts = [...signedForm({ key: 'in/button.txt' }), { name: 'submit', value: 'Upload' }];
    assert.equal((await send(postedForm(parts))).status, 204);
  });

  it('accepts every kind of condition, and field names in any case', async () => {
    const conditions = [
      ['eq', '$KEY', 'in/all.txt'],
      ['in', '$Content-Type', ['image/png', 'text/plain']],
      ['not-in', '$cache-control', ['no-cache']],
      ['content-length-range', 5, 5],
      { 'X-Oss-Object-Acl': 'default' },
    ];
    const fields = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', 'x-oss-object-acl': 'default' };
    assert.equal((await post({ key: 'in/all.txt', conditions, fields })).status, 204);
  });

  it('accepts temporary credentials with their token', async () => {
    assert.equal((await post({ accessKeyId: 'sts', securityToken: 'token', key: 'in/sts.txt' })).status, 204);
  });

  it('accepts a custom domain, and ignores a signature in the headers', async () => {
    const headers = { ...v4Headers({ accessKeySecret: 'wrong' }), host: 'files.example.com' };
    const question = postedForm(signedForm({ key: 'in/cname.txt' }), { path: '/', headers });
    assert.equal((await send(question)).status, 204);
  });

  it('accepts an unsigned form if the bucket is public-read-write', async () => {
    const parts = [
      { name: 'key', value: 'a.txt' },
      { name: 'file', value: 'hello', fileName: 'a.txt' },
    ];
    assert.equal((await send(postedForm(parts, { path: '/open/' }))).status, 204);
    assert.equal(emulator.object('open', 'a.txt')?.headers['content-type'], 'application/octet-stream');
  });

  it('ignores x-oss-forbid-overwrite if the bucket keeps versions', async () => {
    const answer = await post(
      { bucket: 'kept', key: 'in/taken.txt', fields: { 'x-oss-forbid-overwrite': 'true' } },
      '/kept/',
    );
    assert.equal(answer.status, 204);
    assert.match(String(answer.headers['x-oss-version-id']), /^CAEQ/);
  });

  it('stores what the official client then reads, with size and type', async () => {
    const key = 'in/数据 汇总.csv';
    await post({ key, file: { value: 'a,b\n1,2\n', fileName: '数据 汇总.csv', contentType: 'text/csv' } });
    clock = new Date();
    const client = officialClient(emulator, { bucket: 'demo', authorizationV4: true });
    const { objects } = (await client.listV2({ prefix: 'in/数据', 'max-keys': '10' })) as {
      readonly objects: readonly { readonly name: string; readonly size: number }[];
    };
    assert.deepEqual(
      objects.map(({ name, size }) => [name, size]),
      [[key, 8]],
    );
    const { res, content } = (await client.get(key)) as {
      readonly res: { readonly headers: Readonly<Record<string, string>> };
      readonly content: Buffer;
    };
    assert.deepEqual([res.headers['content-type'], content.toString()], ['text/csv', 'a,b\n1,2\n']);
  });
});
