import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { runCommand } from '../../../../src/profiles/sources/runCommand.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const options = { timeoutMs: 10_000, folder: realpathSync(tmpdir()) };
const node = (script: string): { words: string[] } => ({ words: [process.execPath, '-e', script] });

describe('a command', () => {
  it('gives what it prints, run in the folder that is named', async () => {
    assert.equal(await runCommand(node('process.stdout.write(process.cwd())'), options), options.folder);
  });

  it('is handed to no shell where it is words, and to one where it is a line', async () => {
    const printed = await runCommand(
      { words: [process.execPath, '-e', 'process.stdout.write(process.argv[1])', '$HOME|x'] },
      options,
    );
    assert.equal(printed, '$HOME|x');
    assert.match(await runCommand({ shellLine: 'echo one && echo two' }, options), /^one\s+two\s*$/);
  });

  it('that fails is told by its exit code, without what it printed', async () => {
    const failing = node('process.stderr.write("secret"); process.stdout.write("secret"); process.exitCode = 7');
    assert.deepEqual(await problemOf(() => runCommand(failing, options)), ['CommandFailed', 7]);
  });

  it('that is not there is told so', async () => {
    const absent = { words: ['/no/such/program'] };
    assert.deepEqual(await problemOf(() => runCommand(absent, options)), ['CommandFailed', 'ENOENT']);
  });

  it('that takes too long is ended', async () => {
    const endless = node('setInterval(() => undefined, 1000)');
    assert.deepEqual(await problemOf(() => runCommand(endless, { ...options, timeoutMs: 300 })), [
      'CommandTimeout',
      0.3,
    ]);
  });
});
