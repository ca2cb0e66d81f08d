import assert from 'node:assert/strict';
import { anyOrigin } from '../../emulator/cors.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon, v4Headers, v4Link } from '../../support/emulator/handMade.ts';
import type { HttpAnswer } from '../../support/emulator/handMade.ts';
import { officialClient } from '../../support/emulator/officialClient.ts';

const origin = 'https://page.example';

describe('CORS of the emulator', () => {
  let emulator: Emulator;
  let clock: Date;

  const byName = { allowedOrigins: [origin] };

  beforeEach(async () => {
    clock = noon;
    emulator = await startEmulator({ now: () => clock });
    emulator.createBucket('demo');
    await emulator.putObject('demo', 'a.txt', 'hello');
  });
  afterEach(() => emulator.close());

  const allow = (rule: Partial<typeof anyOrigin>): void => {
    emulator.bucket('demo').corsRules = [{ ...anyOrigin, ...rule }];
  };
  const preflight = (headers: Record<string, string>): Promise<HttpAnswer> =>
    ask(emulator.endpoint('cn-hangzhou'), {
      method: 'OPTIONS',
      path: '/demo/',
      headers: { origin, 'access-control-request-method': 'POST', ...headers },
    });
  const get = (headers: Record<string, string>): Promise<HttpAnswer> =>
    ask(emulator.endpoint('cn-hangzhou'), { path: v4Link({}), headers });
  const cors = (method: string, body = '', more: Record<string, string> = {}): Promise<HttpAnswer> =>
    ask(emulator.endpoint('cn-hangzhou'), {
      method,
      path: '/demo/?cors',
      headers: v4Headers({ method, key: '', query: { cors: '' }, headers: more }),
      body,
    });
  const allowanceOf = ({ headers }: HttpAnswer): unknown => headers['access-control-allow-origin'];

  it('allows no page if the bucket has no rule, like a new bucket', async () => {
    const answer = await preflight({});
    assert.deepEqual([answer.status, answer.element('Code'), allowanceOf(answer)], [403, 'AccessForbidden', undefined]);
    assert.equal(allowanceOf(await get({ origin })), undefined);
  });

  it('allows pages of any origin by a rule for all', async () => {
    allow({});
    const answer = await preflight({ 'access-control-request-headers': 'content-type, x-oss-a' });
    assert.deepEqual([answer.status, allowanceOf(answer)], [200, '*']);
    assert.equal(answer.headers['access-control-allow-headers'], 'content-type, x-oss-a');
    assert.equal(answer.headers['access-control-max-age'], '600');
    const read = await get({ origin: 'null' });
    assert.equal(allowanceOf(read), '*');
    assert.match(String(read.headers['access-control-expose-headers']), /x-oss-request-id/);
  });

  it('sends no CORS headers to a client without an origin', async () => {
    allow({});
    assert.equal(allowanceOf(await get({})), undefined);
  });

  it('lets a page read a refusal too', async () => {
    allow({});
    const path = v4Link({ key: 'none' });
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path, headers: { origin } });
    assert.deepEqual([answer.status, allowanceOf(answer)], [404, '*']);
  });

  const rows: readonly (readonly [
    name: string,
    rule: Partial<typeof anyOrigin>,
    headers: Record<string, string>,
    status: number,
  ])[] = [
    ['an origin by its name', byName, {}, 200],
    ['an origin by a star', { allowedOrigins: ['https://*.example'] }, {}, 200],
    ['another origin', { allowedOrigins: ['https://other.example'] }, {}, 403],
    ['another method', { allowedMethods: ['GET', 'PUT'] }, {}, 403],
    [
      'a header by a star',
      { ...byName, allowedHeaders: ['x-oss-*'] },
      { 'access-control-request-headers': 'X-Oss-A' },
      200,
    ],
    ['another header', { allowedHeaders: ['x-oss-*'] }, { 'access-control-request-headers': 'content-type' }, 403],
    ['no header', { ...byName, allowedHeaders: [] }, {}, 200],
  ];
  for (const [name, rule, headers, status] of rows) {
    it(`answers ${status} to a preflight with ${name}`, async () => {
      allow(rule);
      const answer = await preflight(headers);
      assert.equal(answer.status, status);
      assert.equal(allowanceOf(answer), status === 200 ? origin : undefined, answer.text);
    });
  }

  it('refuses a preflight without a requested method', async () => {
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { method: 'OPTIONS', path: '/demo/' });
    assert.equal(answer.status, 400);
  });

  it('stores, returns and deletes the rules of the official client', async () => {
    clock = new Date();
    const client = officialClient(emulator, { authorizationV4: true });
    await assert.rejects(client.getBucketCORS('demo'), { code: 'NoSuchCORSConfiguration', status: 404 });
    const rule = { allowedOrigin: ['https://a.example', 'https://b.example'], allowedMethod: ['POST'] };
    const other = { allowedOrigin: '*', allowedMethod: 'GET', exposeHeader: 'ETag', maxAgeSeconds: '60' };
    await client.putBucketCORS('demo', [rule, other]);
    assert.deepEqual(emulator.bucket('demo').corsRules, [
      {
        allowedOrigins: ['https://a.example', 'https://b.example'],
        allowedMethods: ['POST'],
        allowedHeaders: [],
        exposeHeaders: [],
      },
      {
        allowedOrigins: ['*'],
        allowedMethods: ['GET'],
        allowedHeaders: [],
        exposeHeaders: ['ETag'],
        maxAgeSeconds: 60,
      },
    ]);
    const { rules } = await client.getBucketCORS('demo');
    assert.deepEqual(
      rules.map(({ allowedOrigin }) => allowedOrigin),
      [rule.allowedOrigin, '*'],
    );
    await client.deleteBucketCORS('demo');
    assert.deepEqual(emulator.bucket('demo').corsRules, []);
  });

  it('refuses rules that OSS would refuse, and keeps the old ones', async () => {
    allow({});
    const document = (rule: string): string => `<CORSConfiguration><CORSRule>${rule}</CORSRule></CORSConfiguration>`;
    const rule = '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>';
    for (const [body, code] of [
      ['hello', 'MalformedXML'],
      ['<CORSConfiguration></CORSConfiguration>', 'MalformedXML'],
      [`<CORSConfiguration>${`<CORSRule>${rule}</CORSRule>`.repeat(21)}</CORSConfiguration>`, 'MalformedXML'],
      [document('<AllowedOrigin>*</AllowedOrigin>'), 'MalformedXML'],
      [document(rule.replace('GET', 'PATCH')), 'InvalidArgument'],
      [document(rule.replace('*', 'https://*.*')), 'InvalidArgument'],
      [document(`${rule}<ExposeHeader>*</ExposeHeader>`), 'InvalidArgument'],
    ] as const) {
      assert.equal((await cors('PUT', body)).element('Code'), code, body);
    }
    assert.equal(
      (await cors('PUT', document(rule), { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' })).element('Code'),
      'InvalidDigest',
    );
    assert.deepEqual(emulator.bucket('demo').corsRules, [anyOrigin]);
  });
});
