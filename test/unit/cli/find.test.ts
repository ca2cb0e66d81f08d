import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { presign } from '../../../src/oss/signing/presign.ts';
import { runCli, signedAt, type CliRun } from '../../support/cli/cliBench.ts';

const linkUrl = (expires: number): string =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key: 'a.pdf' },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
      signedAt: new Date(signedAt.getTime() - 60_000),
      expires,
    },
  ).url;
const url = linkUrl(3660);
const description = 'presigned URL (V4) of oss://examplebucket/a.pdf, expires 2024-11-12T10:27:56.000Z (in 1 hour)';

describe('presign find', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'presign-find-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const find = (...args: readonly string[]): Promise<CliRun> => runCli(['find', ...args], { folder });

  it('prints file, line and column, the object and the expiry, but no URL', async () => {
    await write('notes.md', `# Notes\r\n\r\n报告：<${url}>\n\n${url}\n`);
    const { code, printed, notes } = await find('notes.md');
    assert.equal(code, 1);
    assert.deepEqual(printed, [`notes.md:3:5: ${description}`, `notes.md:5:1: ${description}`]);
    assert.deepEqual(notes, ['2 presigned URLs found. Anyone who reads them can use them.']);
  });

  it('searches folders in the order of names, hidden files too, but skips the git directory and symlinks', async () => {
    await write('b/c.txt', url);
    await write('b/a.txt', 'nothing');
    await write('.env', `URL=${url}`);
    await write('.git/packed', url);
    await symlink(path.join(folder, 'b'), path.join(folder, 'linked'), 'junction');
    const { code, printed } = await find('.');
    assert.equal(code, 1);
    assert.deepEqual(printed, [`.env:1:5: ${description}`, `${path.join('b', 'c.txt')}:1:1: ${description}`]);
  });

  it('exits with 0 and prints nothing if nothing is found', async () => {
    await write('a.txt', 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a.pdf');
    assert.deepEqual(await find('a.txt', '.'), { code: 0, printed: [], notes: [] });
  });

  it('reads standard input', async () => {
    const { code, printed } = await runCli(['find', '-'], { input: `x ${url}` });
    assert.deepEqual([code, printed], [1, [`-:1:3: ${description}`]]);
  });

  it('skips expired URLs if only live ones are requested', async () => {
    await write('a.txt', `${linkUrl(1)}\n${url}`);
    assert.deepEqual((await find('a.txt')).printed, [
      'a.txt:1:1: presigned URL (V4) of oss://examplebucket/a.pdf, expires 2024-11-12T09:26:57.000Z (expired)',
      `a.txt:2:1: ${description}`,
    ]);
    assert.deepEqual((await find('a.txt', '--live')).printed, [`a.txt:2:1: ${description}`]);
    await write('old.txt', linkUrl(1));
    assert.equal((await find('old.txt', '--live')).code, 0);
  });

  it('names the bucket of a URL that lists it', async () => {
    const { url: listing } = presign(
      { method: 'GET', bucket: 'examplebucket', query: { 'list-type': '2' } },
      {
        credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
        region: 'cn-hangzhou',
        endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
        signedAt,
        expires: 60,
      },
    );
    await write('a.txt', listing);
    assert.deepEqual((await find('a.txt')).printed, [
      'a.txt:1:1: presigned URL (V4) of oss://examplebucket/, expires 2024-11-12T09:28:56.000Z (in 1 minute)',
    ]);
    assert.equal((await runCli(['inspect', listing])).printed[0], 'object:      oss://examplebucket/');
  });

  it('names the signature of a URL that cannot be read completely', async () => {
    await write('form.json', JSON.stringify({ 'x-oss-signature': 'a'.repeat(64) }));
    assert.deepEqual((await find('form.json')).printed, ['form.json:1:3: presigned URL or upload form (V4)']);
  });

  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  for (const [what, bytes] of [
    ['UTF-16', Buffer.from(`\uFEFF报告 ${url}\n`, 'utf16le')],
    ['UTF-16 of the other byte order', swapped(`\uFEFF报告 ${url}\n`)],
    ['UTF-16 without a mark', Buffer.from(`x ${url}`, 'utf16le')],
    [
      'UTF-16 that begins after a byte of something else',
      Buffer.concat([Buffer.from([1]), Buffer.from(url, 'utf16le')]),
    ],
    ['GB 18030', Buffer.concat([Buffer.from([0xb1, 0xa8, 0xb8, 0xe6]), Buffer.from(url)])],
    ['a binary file', Buffer.concat([Buffer.from([0, 1, 0xff, 0xfe, 0]), Buffer.from(url), Buffer.from([0])])],
  ] as const) {
    it(`finds one in ${what}`, async () => {
      await write('file', bytes);
      const { code, printed } = await find('file');
      assert.deepEqual([code, printed.length], [1, 1], printed.join('\n'));
    });
  }

  for (const [what, args, message] of [
    ['without files', [], 'find needs files or folders, - for standard input, or --staged.'],
    ['with files beside --staged', ['--staged', 'a.txt'], 'find takes files or --staged, not both.'],
    ['with a missing file', ['missing\n.txt'], 'There is no file missing\\n.txt.'],
  ] as const) {
    it(`reports the error ${what}`, async () => {
      assert.deepEqual(await find(...args), { code: 2, printed: [], notes: [`presign: ${message}`] });
    });
  }
});
