import assert from 'node:assert/strict';
import type { HttpRequest, HttpResponse } from '../../../../src/oss/client/transport.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('new objects', () => {
  const bench = withBench();
  const stored = (key: string) => bench().oss.emulator.object('docs', key);

  it('are folders and files at the chosen path, and are shown', async () => {
    await bench().run('newFolder', [await bench().node('docs', 'reports/')], new ScriptedPrompts('2027/Q1'));
    assert.equal(stored('reports/2027/Q1/')?.body.sizeBytes, 0);
    assert.equal(bench().revealed.at(-1)?.id, 'folder:p1/docs/reports/2027/Q1/');
    await bench().run('newFile', [await bench().node('docs', 'reports/')], new ScriptedPrompts('notes.md'));
    assert.deepEqual(
      [stored('reports/notes.md')?.body.sizeBytes, stored('reports/notes.md')?.headers['content-type']],
      [0, 'text/markdown;charset=utf-8'],
    );
    assert.equal(bench().revealed.at(-1)?.id, 'object:p1/docs/reports/notes.md');
  });

  it('do not replace existing objects', async () => {
    await bench().run('newFile', [await bench().bucket('docs')], new ScriptedPrompts('readme.txt'));
    await bench().run('newFolder', [await bench().bucket('docs')], new ScriptedPrompts('reports'));
    assert.deepEqual(bench().messages, [
      'error: Couldn\'t write "readme.txt": another object has this key.',
      'error: Couldn\'t write "reports/": another object has this key.',
    ]);
    assert.equal(stored('readme.txt')?.body.sizeBytes, 21);
  });

  it('do not replace objects that are created in the meantime', async () => {
    const folder = await bench().bucket('docs');
    const { transport, emulator } = bench().oss;
    const send = transport.request.bind(transport);
    Object.assign(transport, {
      request: async (request: HttpRequest): Promise<HttpResponse> => {
        if (request.method === 'PUT') await emulator.putObject('docs', 'new.txt', 'of another person');
        return send(request);
      },
    });
    await bench().run('newFile', [folder], new ScriptedPrompts('new.txt'));
    assert.match(bench().messages.join(), /another object has this key/);
    assert.equal((await emulator.readObject('docs', 'new.txt')).toString(), 'of another person');
  });

  it('have names that OSS accepts; empty parts cause a warning', async () => {
    const prompts = new ScriptedPrompts('', '/a', 'a//b');
    await bench().run('newFolder', [await bench().bucket('docs')], prompts);
    assert.deepEqual(
      prompts.last.checks.map((check) => check && [check.severity, check.message]),
      [
        ['error', 'Enter a name.'],
        ['error', "An object name can't begin with a slash or a backslash."],
        ['warning', 'A part between two slashes is empty.'],
      ],
    );
    assert.ok(stored('a//b/'));
  });

  it('are created from the palette, but not if the user cancels', async () => {
    await escapeSilently(bench(), 'newFolder', [], ['docs', 'Use docs/', 'new']);
    await bench().run('newFolder', [], new ScriptedPrompts('docs', 'Use docs/', 'new'));
    assert.ok(stored('new/'));
  });

  it('are refused if changes are off', async () => {
    bench().changeMode = 'off';
    await bench().run('newFolder', [await bench().bucket('docs')]);
    assert.match(bench().messages.join(), /^warn: Changing objects is turned off\./);
  });
});
