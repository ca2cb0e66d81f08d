import assert from 'node:assert/strict';
import { presign } from '../../../src/oss/signing/presign.ts';
import { runCli, signedAt } from '../../support/cli/cliBench.ts';

const linkUrl = (changes: Partial<Parameters<typeof presign>[1]> = {}): string =>
  presign(
    {
      method: 'PUT',
      bucket: 'examplebucket',
      key: '报告/a\u202e.pdf',
      query: { versionId: 'v1', 'x-oss-process': 'image/info' },
      headers: { 'content-language': 'de' },
      additionalHeaders: ['content-language'],
    },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'secret-token' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt,
      expires: 5430,
      ...changes,
    },
  ).url;

const rows = [
  'object:      oss://examplebucket/报告/a\\u202e.pdf',
  'version:     v1',
  'method:      GET',
  'host:        https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
  'region:      cn-hangzhou',
  'signed by:   ak (temporary credentials)',
  'signed at:   2024-11-12T09:27:56.000Z',
  'expires:     2024-11-12T10:58:26.000Z (in 1 hour 30 minutes)',
  'signature:   V4',
  'send:        content-language',
  'parameter:   x-oss-process=image/info',
];

describe('presign inspect', () => {
  it('prints the content of a URL, but neither its signature nor its token', async () => {
    const { code, printed, notes } = await runCli(['inspect', linkUrl()]);
    assert.deepEqual([code, printed], [0, rows]);
    assert.doesNotMatch([...printed, ...notes].join('\n'), /[0-9a-f]{64}|secret-token/);
    assert.match(notes.join('\n'), /^warning: Signed with temporary credentials/);
  });

  it('prints the content of a V1 link, which has neither a time of signing nor a region', async () => {
    const { url } = presign(
      { method: 'GET', bucket: 'examplebucket', key: 'a.pdf' },
      {
        credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
        region: 'cn-hangzhou',
        endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
        signatureVersion: 'v1',
        signedAt,
      },
    );
    assert.deepEqual((await runCli(['inspect', url])).printed, [
      'object:      oss://examplebucket/a.pdf',
      'host:        https://examplebucket.oss-cn-hangzhou.aliyuncs.com',
      'region:      cn-hangzhou',
      'signed by:   ak',
      'expires:     2024-11-12T09:42:56.000Z (in 15 minutes)',
      'signature:   V1',
    ]);
  });

  it('prints the region of the signature, and warns that the host has another one', async () => {
    const { printed, notes } = await runCli(['inspect', linkUrl({ region: 'cn-beijing' })]);
    assert.ok(printed.includes('region:      cn-beijing'), printed.join('\n'));
    assert.match(notes.join('\n'), /^warning: OSS refuses the link: it is signed for the region cn-beijing, but/m);
  });

  it('finds the URL in a text on standard input', async () => {
    assert.deepEqual((await runCli(['inspect'], { input: `See <${linkUrl()}>.\n` })).printed, rows);
  });

  it('reports that it has expired, is not valid yet, or has seconds left', async () => {
    const expiresRow = async (url: string): Promise<string> =>
      (await runCli(['inspect', url])).printed.find((row) => row.startsWith('expires')) ?? '';
    const hour = 3_600_000;
    assert.match(await expiresRow(linkUrl({ signedAt: new Date(signedAt.getTime() - 2 * hour) })), /\(expired\)$/);
    assert.match(await expiresRow(linkUrl({ signedAt: new Date(signedAt.getTime() + hour) })), /\(not valid yet\)$/);
    assert.match(await expiresRow(linkUrl({ expires: 30 })), /\(in 30 seconds\)$/);
  });

  for (const [what, args, input, message] of [
    ['no input', [], '', /inspect needs a presigned URL/],
    ['a URL without a signature', ['https://a.example/b?c'], '', /no OSS signature/],
    ['a cut URL', [linkUrl().slice(0, -1)], '', /was truncated or changed/],
    ['two URLs', ['a', 'b'], '', /Name a URL, and only one/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { code, printed, notes } = await runCli(['inspect', ...args], { input });
      assert.deepEqual([code, printed], [2, []]);
      assert.match(notes.join('\n'), message);
    });
  }
});
