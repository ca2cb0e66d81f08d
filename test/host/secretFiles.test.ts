import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { writeSecretFile } from '../../src/ui/files/localFolders.ts';

describe('a file that holds a link, such as a saved QR code', () => {
  it('can be read by the user alone, also where it replaces one that others could read', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'secret-'));
    try {
      const file = path.join(folder, 'code.png');
      await writeFile(file, 'earlier', { mode: 0o644 });
      await writeSecretFile(vscode.Uri.file(file), Buffer.from('code'));
      assert.equal(await readFile(file, 'utf8'), 'code');
      if (process.platform !== 'win32') assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.deepEqual(await readdir(folder), ['code.png']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
