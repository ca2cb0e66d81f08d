import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../src/ids.ts';
import { readWorkspace } from '../../src/ui/editors/workspaceTexts.ts';
import { withReplaced } from './controls.ts';
import { ShownMessages } from './reloaded.ts';

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

describe('a search of the workspace for presigned URLs', () => {
  const messages = new ShownMessages();
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const file = path.join(folder?.uri.fsPath ?? assert.fail('no folder is open'), 'large.log');

  before(async () => {
    await writeFile(file, Buffer.alloc(10 * 1024 * 1024 + 1, 'x'));
    messages.start();
  });
  after(async () => {
    messages.stop();
    await rm(file);
  });

  it('names a file that is too large to be searched', async () => {
    await vscode.commands.executeCommand(COMMANDS.findPresignedUrls);
    assert.match(await messages.containing('Not searched'), /can't be read: .*\blarge\.log\.$|[2-9] files/);
  });

  for (const [what, bytes] of [
    ['mixed line ends', Buffer.from('one\r\ntwo\r\nthree\nfour\r\nmark')],
    ['another encoding', Buffer.from([0xb1, 0xa8, 0xb8, 0xe6, 0x0a, ...Buffer.from('mark')])],
  ] as const) {
    it(`finds texts where a document has them: ${what}`, async () => {
      const name = path.join(path.dirname(file), `${what}.txt`);
      await writeFile(name, bytes);
      const configuration = vscode.workspace.getConfiguration('files');
      try {
        if (what === 'another encoding')
          await configuration.update('encoding', 'gbk', vscode.ConfigurationTarget.Global);
        const reading = await readWorkspace(new AbortController().signal);
        let found: string | undefined;
        await reading.each(
          () => true,
          (read) => {
            if (read?.path === `${what}.txt`) found = read.text;
          },
        );
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        assert.equal(found, document.getText());
      } finally {
        await configuration.update('encoding', undefined, vscode.ConfigurationTarget.Global);
        await rm(name);
      }
    });
  }

  it('stops looking for files once it is canceled', async () => {
    const abort = new AbortController();
    let isStopped = false;
    const findFiles = (
      ...[, , , token]: Parameters<typeof vscode.workspace.findFiles>
    ): Promise<readonly vscode.Uri[]> =>
      new Promise((resolve) => {
        token?.onCancellationRequested(() => {
          isStopped = true;
          resolve([]);
        });
        abort.abort();
      });
    await withReplaced(vscode.workspace, { findFiles }, () => assert.rejects(readWorkspace(abort.signal), isAbort));
    assert.ok(isStopped);
  });

  it('reads no more files once it is canceled', async () => {
    const names = Array.from({ length: 30 }, (_, index) => path.join(path.dirname(file), `read-${String(index)}.txt`));
    await Promise.all(names.map((name) => writeFile(name, 'x')));
    const abort = new AbortController();
    let read = 0;
    try {
      const reading = await readWorkspace(abort.signal);
      const take = (): void => {
        read++;
        abort.abort();
      };
      await assert.rejects(
        reading.each(() => true, take),
        isAbort,
      );
      assert.ok(reading.count >= names.length);
      assert.ok(read < names.length, `${String(read)} were read`);
    } finally {
      await Promise.all(names.map((name) => rm(name)));
    }
  });
});
