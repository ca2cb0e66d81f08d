import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { narrowAccount, sampleAccount } from '../workbench/sampleOss.ts';
import { session } from './session.ts';

/** What only links and requests hold that are signed, and the secrets that the tests have entered. */
const traces = [
  sampleAccount.accessKeySecret,
  narrowAccount.accessKeySecret,
  'never-sk',
  'x-oss-signature',
  'Signature=',
  'x-oss-credential',
  'x-oss-security-token',
  'aliyun_v4_request',
];

function assertWithoutTrace(text: string, where: string): void {
  for (const trace of traces) assert.ok(!text.includes(trace), `${where} holds ${trace}`);
}

/** The files below the folder of the workbench's own data, by their names there. */
async function filesOf(pattern: string): Promise<ReadonlyMap<string, string>> {
  const cwd = session().folders.userData;
  const files = new Map<string, string>();
  for await (const name of glob(pattern, { cwd })) files.set(name, await readFile(path.join(cwd, name), 'utf8'));
  return files;
}

/** Runs after all other tests of the session; what must have left its mark is looked for first. */
describe('the whole session', () => {
  it('has left no secret, signature or link in any log', async () => {
    const logs = await filesOf('**/logs/**/*.log');
    const own = [...logs].filter(([name]) => name.endsWith('OSS Presigned Links.log')).map(([, text]) => text);
    for (const planted of [/ListObjectsV2: GET .* 200 /, /PutObject: PUT .* 200 /]) {
      assert.ok(
        own.some((text) => planted.test(text)),
        `no log of the extension has ${planted}`,
      );
    }
    for (const [name, text] of logs) assertWithoutTrace(text, name);
    assertWithoutTrace(await readFile(session().folders.outputFile, 'utf8'), 'the output of the server');
  });

  it('has left none in what the extension remembers', async () => {
    const files = await filesOf('**/globalStorage/*/state/*/*');
    for (const planted of ['ossLinks.profiles', 'ossLinks.memory', 'ossLinks.ledger']) {
      const names = [...files.keys()].map((name) => path.basename(name));
      assert.ok(names.includes(`${planted}.json`), `${planted} was not found in ${names.join()}`);
    }
    const state = [await session().workbench.readState(), ...files.values()].join('\n');
    assert.match(state, /"key":"报告\/2026年第二季度\.pdf"/);
    assertWithoutTrace(state, 'what the workbench keeps');
  });

  it('has left none in the settings', async () => {
    const settings = await filesOf('**/settings.json');
    assert.match([...settings.values()].join('\n'), /"workbench\.startupEditor"/);
    for (const [name, text] of settings) assertWithoutTrace(text, name);
  });
});
