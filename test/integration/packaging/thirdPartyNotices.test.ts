import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryFolder } from '../../workbench/folders.ts';

describe('third-party notices', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'notices-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Installs a package of one module. */
  async function install(where: string, manifest: object, files: Readonly<Record<string, string>>): Promise<void> {
    const packageFolder = path.join(folder, where);
    await mkdir(packageFolder, { recursive: true });
    const all = { 'package.json': JSON.stringify(manifest), 'index.js': '1;', ...files };
    for (const [name, text] of Object.entries(all)) await writeFile(path.join(packageFolder, name), text);
  }

  /** Notices of a bundle with the given bytes of these modules, or the reason why there are none. */
  async function noticesOf(bytesInOutput: Readonly<Record<string, number>>): Promise<{ text: string; error: string }> {
    const inputs = Object.fromEntries(Object.entries(bytesInOutput).map(([name, b]) => [name, { bytesInOutput: b }]));
    const metafile = path.join(folder, 'metafile.json');
    await writeFile(metafile, JSON.stringify({ inputs: {}, outputs: { 'dist/extension.js': { bytes: 1, inputs } } }));
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['scripts/thirdPartyNotices.mjs', metafile, folder],
      { cwd: repositoryFolder, encoding: 'utf8' },
    );
    assert.equal(status === 0, stderr === '');
    return { text: stdout, error: stderr };
  }

  const mit = { license: 'MIT', version: '1.2.3' };

  it('name each package with code in the bundle once, with its texts, and no other', async () => {
    await install(
      'node_modules/one',
      { ...mit, name: 'one' },
      { LICENSE: 'Terms of one\r\n', NOTICE: 'Notice of one' },
    );
    await install('node_modules/@two/core', { ...mit, name: '@two/core' }, { 'licence.md': 'Terms of two' });
    await install('node_modules/one/node_modules/inner', { ...mit, name: 'inner' }, { COPYING: 'Terms of inner' });
    await install('node_modules/shaken', { ...mit, name: 'shaken' }, { LICENSE: 'Terms of shaken' });
    const { text } = await noticesOf({
      'src/extension.ts': 10,
      'node_modules/one/index.js': 5,
      'node_modules/one/lib/more.js': 5,
      'node_modules/one/node_modules/inner/index.js': 5,
      '../elsewhere/node_modules/shaken/index.js': 0,
      'node_modules/@two/core/index.js': 5,
    });
    assert.deepEqual(text.match(/^.+ \(MIT\)$/gm), ['@two/core 1.2.3 (MIT)', 'inner 1.2.3 (MIT)', 'one 1.2.3 (MIT)']);
    for (const terms of ['Terms of one\n\nNotice of one\n', 'Terms of two\n', 'Terms of inner\n']) {
      assert.equal(text.split(terms).length, 2, terms);
    }
    assert.doesNotMatch(text, /shaken|\r/);
  });

  it('include the licence that a package omits, and that of work it contains in compiled form', async () => {
    await install('node_modules/saxes', { name: 'saxes', version: '6.0.0', license: 'ISC' }, {});
    await install('node_modules/undici', { ...mit, name: 'undici' }, { LICENSE: 'Terms of undici' });
    const { text } = await noticesOf({
      'node_modules/saxes/saxes.js': 5,
      'node_modules/undici/lib/llhttp/llhttp-wasm.js': 5,
    });
    assert.match(text, /^saxes 6\.0\.0 \(ISC\)\n\nThe ISC License\n\nCopyright \(c\) Contributors$/m);
    assert.match(text, /^llhttp \(MIT\)\n.*\n\nThe MIT License\n\nCopyright Fedor Indutny, 2018\.$/m);
  });

  it('fail the build if a text is missing or a licence is not approved', async () => {
    await install('node_modules/bare', { ...mit, name: 'bare' }, {});
    assert.match((await noticesOf({ 'node_modules/bare/index.js': 1 })).error, /bare brings no text of its licence/);
    await install('node_modules/copyleft', { name: 'copyleft', license: 'GPL-3.0' }, { LICENSE: 'Terms' });
    assert.match((await noticesOf({ 'node_modules/copyleft/index.js': 1 })).error, /copyleft is under "GPL-3\.0"/);
  });
});
