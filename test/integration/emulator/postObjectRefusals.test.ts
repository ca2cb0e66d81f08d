import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon } from '../../support/emulator/handMade.ts';
import type { HttpAnswer, HttpQuestion } from '../../support/emulator/handMade.ts';
import { BOUNDARY, postedForm, signedForm } from '../../support/emulator/handMadeForms.ts';
import type { FormOptions, FormPart } from '../../support/emulator/handMadeForms.ts';

const dayMs = 86_400_000;
const tooLongValue = 'x'.repeat(2 * 1024 ** 2 + 1);

type Edit = (parts: readonly FormPart[]) => readonly FormPart[];
const unchanged: Edit = (parts) => parts;
const without =
  (name: string): Edit =>
  (parts) =>
    parts.filter((part) => part.name !== name);
const changed =
  (name: string, value: string): Edit =>
  (parts) =>
    parts.map((part) => (part.name === name ? { ...part, value } : part));
const afterFile =
  (name: string): Edit =>
  (parts) => [...without(name)(parts), ...parts.filter((part) => part.name === name)];
const underIn = (...condition: readonly unknown[]): readonly unknown[] => [['starts-with', '$key', 'in/'], condition];

type Refused = readonly [status: number, code: string, ec?: string];
const againstPolicy: Refused = [403, 'AccessDenied', '0006-00000227'];
const malformed: Refused = [400, 'MalformedPOSTRequest', '0006-00000103'];
const badSignature: Refused = [403, 'SignatureDoesNotMatch', '0002-00000705'];
const unknownKey: Refused = [403, 'InvalidAccessKeyId', '0002-00000902'];
const invalid = (ec?: string): Refused => (ec === undefined ? [400, 'InvalidArgument'] : [400, 'InvalidArgument', ec]);

/** Errors in a form that would otherwise be accepted. */
const rows: readonly (readonly [name: string, refused: Refused, options: FormOptions, edit?: Edit])[] = [
  ['a key outside of the prefix', againstPolicy, { key: 'out/a.txt' }],
  ['${filename} as a key outside of the prefix', againstPolicy, { key: '${filename}', file: { fileName: 'in/a.txt' } }],
  ['the policy of another bucket', againstPolicy, { bucket: 'other' }],
  [
    'a type that is not in the list',
    againstPolicy,
    { conditions: underIn('in', '$content-type', ['image/png']), fields: { 'Content-Type': 'text/html' } },
  ],
  [
    'an excluded value',
    againstPolicy,
    { conditions: underIn('not-in', '$cache-control', ['no-cache']), fields: { 'Cache-Control': 'no-cache' } },
  ],
  [
    'an ACL that is not the pinned one',
    againstPolicy,
    { conditions: underIn('eq', '$x-oss-object-acl', 'default'), fields: { 'x-oss-object-acl': 'public-read' } },
  ],
  [
    'a field that a condition names and the form lacks',
    [403, 'AccessDenied', '0006-00000226'],
    { conditions: underIn('starts-with', '$x-oss-meta-a', '') },
  ],
  [
    'a token that the policy does not name',
    [403, 'AccessDenied', '0006-00000228'],
    {
      accessKeyId: 'sts',
      securityToken: 'token',
      policy: policyOf([
        { 'x-oss-signature-version': 'OSS4-HMAC-SHA256' },
        { 'x-oss-credential': 'sts/20310506/cn-hangzhou/oss/aliyun_v4_request' },
        { 'x-oss-date': '20310506T120000Z' },
      ]),
    },
  ],
  [
    'a file over the largest size',
    [400, 'EntityTooLarge', '0006-00000003'],
    { conditions: underIn('content-length-range', 1, 4) },
  ],
  [
    'a file under the smallest size',
    [400, 'EntityTooSmall', '0006-00000004'],
    { conditions: underIn('content-length-range', 6, 10) },
  ],
  ['a changed policy', badSignature, {}, changed('policy', 'e30=')],
  ['a policy that is not in base64', badSignature, {}, changed('policy', 'not base64!')],
  ['a wrong secret', badSignature, { accessKeySecret: 'wrong' }],
  ['no version', invalid('0002-00000701'), {}, without('x-oss-signature-version')],
  ['another version', invalid('0002-00000701'), {}, changed('x-oss-signature-version', 'OSS2')],
  ['no policy', invalid('0002-00000702'), {}, without('policy')],
  ['no signature', invalid('0002-00000703'), {}, without('x-oss-signature')],
  ['an empty signature', invalid('0002-00000704'), {}, changed('x-oss-signature', '')],
  [
    'a credential of another day',
    invalid('0002-00000709'),
    {},
    changed('x-oss-credential', 'ak/20310507/cn-hangzhou/oss/aliyun_v4_request'),
  ],
  ['a credential of one word', invalid('0002-00000710'), {}, changed('x-oss-credential', 'ak')],
  ['another region', invalid('0002-00000715'), { region: 'cn-shanghai' }],
  ['an unknown key', unknownKey, { accessKeyId: 'nobody' }],
  ['temporary credentials without their token', unknownKey, { accessKeyId: 'sts' }],
  ['another token', [403, 'InvalidSecurityToken', '0002-00000008'], { accessKeyId: 'sts', securityToken: 'another' }],
  ['a signer without the permission', [403, 'AccessDenied', '0003-00000201'], { accessKeyId: 'limited' }],
  ['no key', invalid(), {}, without('key')],
  ['a key after the file', invalid(), {}, afterFile('key')],
  ['a field of the signature after the file', malformed, {}, afterFile('policy')],
  ['no file', [400, 'IncorrectNumberOfFilesInPOSTRequest', '0006-00000107'], {}, without('file')],
  [
    'two files',
    [400, 'IncorrectNumberOfFilesInPOSTRequest', '0006-00000108'],
    {},
    (parts) => [...parts, { name: 'file', value: 'b', fileName: 'b.txt' }],
  ],
  ['a name of over 8 KB', [400, 'FieldItemTooLong', '0006-00000110'], { fields: { ['n'.repeat(8193)]: 'x' } }],
  ['a value of over 2 MB', [400, 'FieldItemTooLong', '0006-00000111'], { fields: { 'x-oss-meta-a': tooLongValue } }],
  [
    'fields of over 8 MB',
    [400, 'FieldItemTooLong', '0006-00000112'],
    { fields: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, tooLongValue.slice(1)])) },
  ],
  [
    'an unknown encryption',
    [400, 'InvalidEncryptionAlgorithmError'],
    { fields: { 'x-oss-server-side-encryption': 'ROT13' } },
  ],
  ['an unknown storage class', invalid(), { fields: { 'x-oss-storage-class': 'Cold' } }],
  ['a callback, which the emulator does not make', [501, 'NotImplemented'], { fields: { callback: 'e30=' } }],
  [
    'a name that is taken',
    [409, 'FileAlreadyExists'],
    { key: 'in/taken.txt', fields: { 'x-oss-forbid-overwrite': 'true' } },
  ],
  ['an invalid key', [400, 'InvalidObjectName'], { key: '/a.txt', conditions: [] }],
  ['an empty key', [400, 'InvalidObjectName'], { key: '', conditions: [] }],
];

/** Errors in a policy. */
const policies: readonly (readonly [name: string, policy: string, ec: string])[] = [
  ['no JSON', '{', '0006-00000201'],
  ['a list in place of an object', '[]', '0006-00000201'],
  ['a third member', '{"expiration":"2031-05-06T13:00:00.000Z","conditions":[],"x":1}', '0006-00000206'],
  ['no expiration', '{"conditions":[["starts-with","$key","in/"]]}', '0006-00000208'],
  ['no conditions', '{"expiration":"2031-05-06T13:00:00.000Z"}', '0006-00000209'],
  ['an empty expiration', policyOf([['eq', '$key', 'in/a.txt']], ''), '0006-00000211'],
  ['no entry', policyOf([]), '0006-00000215'],
  ['an unknown operator', policyOf([['like', '$key', 'in/']]), '0006-00000216'],
  ['an entry of two values', policyOf([['eq', '$key']]), '0006-00000216'],
  ['an object of two members', policyOf([{ key: 'in/a.txt', bucket: 'demo' }]), '0006-00000218'],
  ['a range upside down', policyOf([['content-length-range', 9, 1]]), '0006-00000219'],
  ['a range in parts of a byte', policyOf([['content-length-range', 1, 1.5]]), '0006-00000221'],
  ['an entry that is a number', policyOf([123]), '0006-00000222'],
  ['a value that is a number', policyOf([['eq', '$success_action_status', 201]]), '0006-00000223'],
  ['a list where a text belongs', policyOf([['eq', '$key', ['in/a.txt']]]), '0006-00000224'],
];

function policyOf(conditions: readonly unknown[], expiration = '2031-05-06T13:00:00.000Z'): string {
  return JSON.stringify({ expiration, conditions });
}

describe('PostObject of the emulator, refused', () => {
  let emulator: Emulator;
  let clock = noon;

  before(async () => {
    emulator = await startEmulator({
      now: () => clock,
      accounts: [
        { accessKeyId: 'ak', accessKeySecret: 'sk' },
        {
          accessKeyId: 'sts',
          accessKeySecret: 'sk',
          securityToken: 'token',
          tokenExpiration: new Date(+noon + 60_000),
        },
        { accessKeyId: 'limited', accessKeySecret: 'sk', policy: { deny: ['oss:PutObject'] } },
      ],
    });
    emulator.createBucket('demo');
    emulator.createBucket('far', { region: 'cn-shanghai' });
    await emulator.putObject('demo', 'in/taken.txt', 'first');
  });
  beforeEach(() => {
    clock = noon;
  });
  afterEach('nothing is stored', () => {
    assert.deepEqual(emulator.bucket('demo').keys, ['in/taken.txt']);
  });
  after(() => emulator.close());

  const send = (question: HttpQuestion): Promise<HttpAnswer> => ask(emulator.endpoint('cn-hangzhou'), question);
  const post = (options: FormOptions, path?: string): Promise<HttpAnswer> =>
    send(postedForm(signedForm(options), path === undefined ? {} : { path }));
  const assertRefused = (answer: HttpAnswer, [status, code, ec]: Refused): void => {
    assert.deepEqual([answer.status, answer.element('Code'), answer.element('EC')], [status, code, ec], answer.text);
  };

  for (const [name, refused, options, edit = unchanged] of rows) {
    it(`for ${name}`, async () => {
      assertRefused(await send(postedForm(edit(signedForm(options)))), refused);
    });
  }

  for (const [name, policy, ec] of policies) {
    it(`for a policy with ${name}`, async () => {
      assertRefused(await post({ policy }), [400, 'InvalidPolicyDocument', ec]);
    });
  }

  it('for an expired policy, whatever else is wrong', async () => {
    clock = new Date(+noon + 3_600_001);
    const answer = await post({ key: 'out/a.txt' });
    assertRefused(answer, [403, 'AccessDenied', '0006-00000213']);
    assert.equal(answer.element('Message'), 'Invalid according to Policy: Policy expired.');
  });

  it('for a signature of more than 7 days, and one from the future', async () => {
    const expiration = new Date(+noon + 30 * dayMs).toISOString();
    clock = new Date(+noon + 7 * dayMs + 1000);
    assertRefused(await post({ expiration }), invalid('0002-00000709'));
    clock = new Date(+noon - 16 * 60_000);
    assertRefused(await post({ expiration }), invalid('0002-00000709'));
  });

  it('for expired temporary credentials', async () => {
    clock = new Date(+noon + 60_000);
    assertRefused(await post({ accessKeyId: 'sts', securityToken: 'token' }), [403, 'SecurityTokenExpired']);
  });

  it('with the condition that failed, as OSS prints it', async () => {
    const conditions = underIn('in', '$content-type', ['image/jpg', 'image/png']);
    const answer = await post({ conditions, fields: { 'Content-Type': 'text/plain' } });
    assert.equal(
      answer.element('Message'),
      'Invalid according to Policy: Policy Condition failed: ["in", "$content-type", ["image/jpg", "image/png"]]',
    );
  });

  for (const contentType of [
    'multipart/form-data',
    `multipart/form-data, boundary=${BOUNDARY}`,
    'application/x-www-form-urlencoded',
  ]) {
    it(`for the Content-Type ${contentType}`, async () => {
      const question = postedForm(signedForm(), { headers: { 'content-type': contentType } });
      assertRefused(await send(question), [405, 'MethodNotAllowed']);
    });
  }

  it('for a form that is sent to an object', async () => {
    assertRefused(await post({}, '/demo/in/a.txt'), [405, 'MethodNotAllowed']);
  });

  it('for a bucket of another region, and for one that does not exist', async () => {
    assertRefused(await post({ bucket: 'far' }, '/far/'), [403, 'AccessDenied', '0003-00001403']);
    assertRefused(await post({ bucket: 'none' }, '/none/'), [404, 'NoSuchBucket', '0015-00000101']);
  });

  it('for an unsigned form if the bucket is not public-read-write', async () => {
    const unsigned = signedForm().filter(({ name }) => name === 'key' || name === 'file');
    assertRefused(await send(postedForm(unsigned)), [403, 'AccessDenied', '0003-00000001']);
  });

  it('for an MD5 of another body', async () => {
    const question = postedForm(signedForm(), { headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' } });
    assertRefused(await send(question), [400, 'InvalidDigest']);
  });

  it('for a body that is cut off, and one that is not a form', async () => {
    const whole = postedForm(signedForm());
    const body = whole.body ?? '';
    assertRefused(await send({ ...whole, body: body.slice(0, -20) }), [400, 'MalformedPOSTRequest', '0006-00000104']);
    assertRefused(await send({ ...whole, body: 'hello' }), malformed);
    assertRefused(await send({ ...whole, body: body.replace('name="key"', 'key') }), malformed);
  });
});
