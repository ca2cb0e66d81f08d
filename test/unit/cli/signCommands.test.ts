import assert from 'node:assert/strict';
import { createPostForm } from '../../../src/oss/signing/postPolicy.ts';
import { presign, type PresignRequest } from '../../../src/oss/signing/presign.ts';
import { keyInEnvironment, runCli, signedAt, type CliSetting } from '../../support/cli/cliBench.ts';

const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const hangzhou = { credentials, region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com', signedAt };
const inEnvironment: CliSetting = { env: keyInEnvironment };
const object = { bucket: 'examplebucket', key: '报告/a b.pdf' };
const address = `oss://${object.bucket}/${object.key}`;
const urlOf = (request: PresignRequest, options: Partial<Parameters<typeof presign>[1]> = {}): string =>
  presign(request, { ...hangzhou, ...options }).url;

describe('presign get', () => {
  it('prints only the link on standard output, and its expiry on standard error', async () => {
    const expected = urlOf({ method: 'GET', ...object });
    assert.deepEqual(await runCli(['get', address], inEnvironment), {
      code: 0,
      printed: [expected],
      notes: ['expires 2024-11-12T09:42:56.000Z'],
    });
  });

  it('accepts bucket/key and the URL of an object, whose region it keeps', async () => {
    assert.deepEqual((await runCli(['get', 'examplebucket/报告/a b.pdf'], inEnvironment)).printed, [
      urlOf({ method: 'GET', ...object }),
    ]);
    const { printed } = await runCli(['get', 'https://examplebucket.oss-cn-beijing.aliyuncs.com/a'], inEnvironment);
    const beijing = { region: 'cn-beijing', endpoint: 'https://oss-cn-beijing.aliyuncs.com' };
    assert.deepEqual(printed, [urlOf({ method: 'GET', bucket: 'examplebucket', key: 'a' }, beijing)]);
  });

  it('signs validity, name, version and processing', async () => {
    const { printed, notes } = await runCli(
      ['get', address, '--expires', '2d', '--save-as', 'b.pdf', '--version-id', 'v1', '--process', 'image/info'],
      inEnvironment,
    );
    const query = {
      versionId: 'v1',
      'response-content-disposition': 'attachment; filename="b.pdf"',
      'x-oss-process': 'image/info',
    };
    assert.deepEqual(printed, [urlOf({ method: 'GET', ...object, query }, { expires: 172_800 })]);
    assert.deepEqual(notes, ['expires 2024-11-14T09:27:56.000Z']);
  });

  it('signs with V1 on request', async () => {
    const { printed } = await runCli(['get', address, '--v1'], inEnvironment);
    assert.deepEqual(printed, [urlOf({ method: 'GET', ...object }, { signatureVersion: 'v1' })]);
  });

  for (const [what, args, message] of [
    ['a bucket without an object', ['get', 'oss://examplebucket'], /Name an object, for example oss:/],
    ['no object', ['get'], /Name an object, and only one/],
    ['two objects', ['get', 'examplebucket/a', 'examplebucket/b'], /Name an object, and only one/],
    ['an unknown option', ['get', 'examplebucket/a', '--nope'], /Unknown option '--nope'/],
    ['an invalid validity', ['get', 'examplebucket/a', '--expires', 'soon'], /Enter a /],
    ['a validity that is too long', ['get', 'examplebucket/a', '--expires', '8d'], /604800|7 days/],
    ['an invalid bucket', ['get', 'oss://A/b'], /A bucket name has 3 to 63/],
    ['invalid processing', ['get', 'examplebucket/a', '--process', 'x y'], /x-oss-process must be an action/],
  ] as const) {
    it(`refuses ${what} and prints nothing`, async () => {
      const { code, printed, notes } = await runCli(args, inEnvironment);
      assert.deepEqual([code, printed, notes.length], [2, [], 1]);
      assert.match(notes[0] ?? '', message);
      assert.match(notes[0] ?? '', /^presign: /);
    });
  }
});

describe('presign put', () => {
  it('prints the link, and the headers to send', async () => {
    const { code, printed, notes } = await runCli(
      [
        'put',
        address,
        '--content-type',
        'text/plain',
        '--header',
        'X-Oss-Meta-A: b: c',
        '--no-overwrite',
        '--header',
        'X-Oss-Meta-B: d',
      ],
      inEnvironment,
    );
    const headers = {
      'content-type': 'text/plain',
      'x-oss-forbid-overwrite': 'true',
      'x-oss-meta-a': 'b: c',
      'x-oss-meta-b': 'd',
    };
    assert.equal(code, 0);
    assert.deepEqual(printed, [urlOf({ method: 'PUT', ...object, headers })]);
    assert.deepEqual(notes, [
      'send content-type: text/plain',
      'send x-oss-forbid-overwrite: true',
      'send x-oss-meta-a: b: c',
      'send x-oss-meta-b: d',
      'expires 2024-11-12T09:42:56.000Z',
    ]);
  });

  it('refuses a header without a colon, and one that links cannot contain', async () => {
    for (const [header, message] of [
      ['x-oss-meta-a', 'A header is written as "Name: value".'],
      ['Authorization: x', 'Authorization is part of the signature: the link carries it already.'],
    ] as const) {
      const { code, notes } = await runCli(['put', address, '--header', header], inEnvironment);
      assert.deepEqual([code, notes], [2, [`presign: ${message}`]]);
    }
  });
});

describe('presign post', () => {
  it('prints a form for one name', async () => {
    const { code, printed } = await runCli(
      ['post', address, '--max-size', '1.5MB', '--content-type', 'text/plain', '--expires', '1h', '--no-overwrite'],
      inEnvironment,
    );
    const { url, fields, expiration } = createPostForm(
      {
        bucket: 'examplebucket',
        key: { exact: object.key },
        contentLengthRange: [0, 1_572_864],
        contentTypes: { eq: 'text/plain' },
        forbidOverwrite: true,
      },
      { ...hangzhou, expires: 3600 },
    );
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(printed.join('\n')), { url, fields, expires: expiration.toISOString() });
  });

  it('prints a form for any name in a folder, and for types with the same prefix', async () => {
    const { printed } = await runCli(
      ['post', 'oss://examplebucket/in/', '--max-size', '500', '--content-type', 'image/*'],
      inEnvironment,
    );
    const { fields } = createPostForm(
      {
        bucket: 'examplebucket',
        key: { prefix: 'in/' },
        contentLengthRange: [0, 500],
        contentTypes: { startsWith: 'image/' },
      },
      hangzhou,
    );
    assert.deepEqual((JSON.parse(printed.join('\n')) as { fields: unknown }).fields, fields);
  });

  for (const [written, bytes] of [
    ['500', 500],
    ['500KB', 512_000],
    ['1.5 kib', 1536],
    ['2M', 2_097_152],
    ['1GB', 1_073_741_824],
  ] as const) {
    it(`limits a file to ${bytes} bytes for --max-size ${JSON.stringify(written)}`, async () => {
      const { printed } = await runCli(['post', 'oss://examplebucket/in/', '--max-size', written], inEnvironment);
      const { fields } = JSON.parse(printed.join('\n')) as { fields: { policy: string } };
      const policy = Buffer.from(fields.policy, 'base64').toString();
      assert.ok(policy.includes(`["content-length-range",0,${bytes}]`), policy);
    });
  }

  for (const [args, message] of [
    [[], /post needs --max-size/],
    [['--max-size', 'large'], /A size is a number of bytes/],
    [['--max-size', '1MB', '--v1'], /Upload forms have V4 signatures only/],
  ] as const) {
    it(`refuses ${args.join(' ') || 'no limit of the size'}`, async () => {
      const { code, printed, notes } = await runCli(['post', 'oss://examplebucket/in/', ...args], inEnvironment);
      assert.deepEqual([code, printed], [2, []]);
      assert.match(notes.join('\n'), message);
    });
  }
});

describe('presign', () => {
  for (const args of [[], ['--help'], ['-h'], ['help'], ['get', '--help']]) {
    it(`prints its help for ${args.join(' ') || 'no command'}`, async () => {
      const { code, printed } = await runCli(args);
      assert.equal(code, 0);
      for (const command of ['get', 'put', 'post', 'inspect', 'find']) {
        assert.match(printed.join('\n'), new RegExp(`^ {2}presign ${command} `, 'm'));
      }
    });
  }

  it('refuses an unknown command', async () => {
    for (const command of ['sign', 'constructor']) {
      assert.deepEqual(await runCli([command]), {
        code: 2,
        printed: [],
        notes: [`presign: There is no command "${command}". presign --help lists them.`],
      });
    }
  });
});
