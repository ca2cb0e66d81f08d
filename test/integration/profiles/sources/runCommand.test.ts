import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { runCommand, wordsOf } from '../../../../src/profiles/sources/runCommand.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const options = { timeoutMs: 10_000, folder: realpathSync(tmpdir()) };
const node = (script: string): { words: string[] } => ({ words: [process.execPath, '-e', script] });

describe('runCommand', () => {
  it("returns the command's output, run in the given folder", async () => {
    assert.equal(await runCommand(node('process.stdout.write(process.cwd())'), options), options.folder);
  });

  it('runs words without a shell, and a line with one', async () => {
    const printed = await runCommand(
      { words: [process.execPath, '-e', 'process.stdout.write(process.argv[1])', '$HOME|x'] },
      options,
    );
    assert.equal(printed, '$HOME|x');
    assert.match(await runCommand({ shellLine: 'echo one && echo two' }, options), /^one\s+two\s*$/);
  });

  it('gives cmd.exe the line in quotation marks of its own, which it removes', () => {
    const shellLine = '"C:\\Program Files\\Tool\\tool.exe" --profile x';
    assert.deepEqual(wordsOf({ shellLine }, 'win32'), {
      words: ['cmd.exe', '/d', '/s', '/c', '""C:\\Program Files\\Tool\\tool.exe" --profile x"'],
      isVerbatim: true,
    });
    assert.deepEqual(wordsOf({ words: ['C:\\a b.exe', 'x'] }, 'win32'), {
      words: ['C:\\a b.exe', 'x'],
      isVerbatim: false,
    });
  });

  it('reports the exit code of a command that fails, without its output', async () => {
    const failing = node('process.stderr.write("secret"); process.stdout.write("secret"); process.exitCode = 7');
    assert.deepEqual(await problemOf(() => runCommand(failing, options)), ['CommandFailed', 7]);
  });

  it('reports a command that does not exist', async () => {
    const absent = { words: ['/no/such/program'] };
    assert.deepEqual(await problemOf(() => runCommand(absent, options)), ['CommandMissing']);
    const unknown = { shellLine: 'no-such-command-anywhere --json' };
    const expected = process.platform === 'win32' ? ['CommandFailed', 1] : ['CommandMissing'];
    assert.deepEqual(await problemOf(() => runCommand(unknown, options)), expected);
  });

  it('ends a command that takes too long', async () => {
    const endless = node('setInterval(() => undefined, 1000)');
    assert.deepEqual(await problemOf(() => runCommand(endless, { ...options, timeoutMs: 300 })), [
      'CommandTimeout',
      0.3,
    ]);
  });
});
