import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chineseTitles from '../../../package.nls.zh-cn.json' with { type: 'json' };
import { repositoryFolder } from '../../workbench/folders.ts';

const files = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'l10n', 'docs'];

/** Runs the check of the pages that are generated, as the build does. */
function check(folder: string): { readonly status: number | null; readonly stderr: string } {
  const command = ['scripts/docs/main.mjs', '--check', folder];
  return spawnSync(process.execPath, command, { cwd: repositoryFolder, encoding: 'utf8' });
}

describe('the generated pages', () => {
  it('match the manifest and the table of remedies', () => {
    const { status, stderr } = check(repositoryFolder);
    assert.equal(status, 0, stderr);
  });

  it('are reported as outdated when the manifest or its texts change', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-docs-'));
    try {
      for (const file of files)
        await cp(path.join(repositoryFolder, file), path.join(folder, file), { recursive: true });
      const texts = { ...chineseTitles, 'settings.allowDelete': '另一段文字' };
      await writeFile(path.join(folder, 'package.nls.zh-cn.json'), JSON.stringify(texts));
      const { status, stderr } = check(folder);
      assert.equal(status, 1);
      assert.equal(stderr.trim(), 'docs/zh-cn/settings.md is out of date: run "npm run docs"');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
