import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileRequestInput } from '../../src/links/requests/fileRequest.ts';
import { requestFormats } from '../../src/links/requests/formats/requestFormats.ts';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { fileRequest } from '../support/links/fileRequests.ts';
import { openRunners, reportMissing } from './openedRunners.ts';
import { run, type Ending } from './run.ts';

/** Folder with text that a shell or a language could interpret. */
const FOLDER = `it's "$HOME" \\n $(id) \`id\` %PATH% %s #{x} \${y} \\(z) {0} !a ??= 报告 🎉/`.replace('${', '$ {');
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));

// While mocha loads this file.
const found = await openRunners(requestFormats);

describe('requests for files that run', () => {
  for (const format of requestFormats) {
    const prepare = found.opened.get(format.id);
    if (prepare === undefined) continue;

    describe(format.label, function () {
      // Compilers are slow at first.
      this.timeout(240_000);
      const isCommand = format.id === 'curl';
      // curl writes quotes into the form in its own way, and OSS reads the name from there.
      const name = isCommand ? `-it's $HOME; 报告, 终.TXT` : `-data:,it's "$HOME" \\n $(id) %s {0} 报告 🎉.TXT`;
      let emulator: Emulator;
      let folder: string;

      beforeEach(async () => {
        emulator = await startEmulator();
        emulator.createBucket('bucket');
        folder = await mkdtemp(path.join(tmpdir(), 'oss-links-request-'));
        await writeFile(path.join(folder, name), content);
      });
      afterEach(async () => {
        await emulator.close();
        await rm(folder, { recursive: true, force: true });
      });

      const upload = async (change: Partial<FileRequestInput> = {}, file = name): Promise<Ending> => {
        const request = fileRequest(
          { bucket: 'bucket', folder: FOLDER, ...change },
          { endpoint: emulator.endpoint('cn-hangzhou'), signedAt: new Date() },
        );
        const command = await prepare(format.render(request, `./${file}`), folder);
        const args = isCommand ? command.args : [...command.args, `./${file}`];
        // No configuration and no proxy of the person who runs the tests; file names in UTF-8.
        return run({ ...command, args }, folder, { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' });
      };
      const keys = (): readonly string[] => emulator.bucket('bucket').keys;

      it('sends every byte into the folder, under the name of the file', async () => {
        const { exitCode, output } = await upload();
        assert.equal(exitCode, 0, output);
        assert.deepEqual(keys(), [`${FOLDER}${name}`]);
        assert.ok(content.equals(await emulator.readObject('bucket', `${FOLDER}${name}`)));
        assert.equal(emulator.object('bucket', `${FOLDER}${name}`)?.acl, 'default');
      });

      it('sends an empty file', async () => {
        await writeFile(path.join(folder, 'empty'), '');
        const { exitCode, output } = await upload({}, 'empty');
        assert.equal(exitCode, 0, output);
        assert.equal((await emulator.readObject('bucket', `${FOLDER}empty`)).length, 0);
      });

      it('sends an accepted kind of file with its type, and no other kind', async () => {
        const kinds = { extensions: ['txt', 'zip'] };
        const { exitCode, output } = await upload({ kinds });
        assert.equal(exitCode, 0, output);
        assert.equal(emulator.object('bucket', `${FOLDER}${name}`)?.headers['content-type'], 'text/plain');

        await writeFile(path.join(folder, 'program.exe'), 'x');
        if (isCommand) {
          await assert.rejects(upload({ kinds }, 'program.exe'), /txt, zip/);
        } else {
          const refused = await upload({ kinds }, 'program.exe');
          assert.notEqual(refused.exitCode, 0);
          assert.match(refused.output, /Accepted: txt, zip/);
        }
        assert.equal(emulator.requests.length, 1);
      });

      it('keeps files of the same name beside each other if the request says so', async () => {
        for (let count = 0; count < 2; count++) {
          const { exitCode, output } = await upload({ sameName: 'keepBoth' });
          assert.equal(exitCode, 0, output);
        }
        assert.equal(keys().length, 2);
        for (const key of keys()) {
          assert.ok(key.startsWith(FOLDER) && key.endsWith(`-${name}`), key);
          assert.equal(key.length, FOLDER.length + 9 + name.length);
        }
      });

      it('replaces no object, and shows why', async () => {
        await emulator.putObject('bucket', `${FOLDER}${name}`, 'first');
        const { exitCode, output } = await upload();
        assert.notEqual(exitCode, 0);
        assert.match(output, /<Code>FileAlreadyExists<\/Code>/);
        assert.equal((await emulator.readObject('bucket', `${FOLDER}${name}`)).toString(), 'first');
      });
    });
  }

  reportMissing(found);
});
