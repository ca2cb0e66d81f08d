import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { narrowAccount, sampleAccount } from '../workbench/sampleOss.ts';
import { session } from './session.ts';

/** Runs after all other tests of the session. */
describe('the whole session', () => {
  it('has left no secret, signature or link in any log', async () => {
    const { folders } = session();
    const logs: string[] = [];
    for await (const name of glob('**/logs/**/*.log', { cwd: folders.userData })) {
      logs.push(path.join(folders.userData, name));
    }
    const texts = await Promise.all(
      [...logs, folders.outputFile].map(async (file) => ({ file, text: await readFile(file, 'utf8') })),
    );
    const own = texts.filter(({ file }) => file.endsWith('OSS Presigned Links.log'));
    assert.ok(
      own.some(({ text }) => /ListObjectsV2: GET .* 200 /.test(text)),
      'the log of the extension was not found',
    );
    assert.ok(
      own.some(({ text }) => /PutObject: PUT .* 200 /.test(text)),
      'the log of the upload was not found',
    );
    for (const { file, text } of texts) {
      for (const secret of [
        sampleAccount.accessKeySecret,
        narrowAccount.accessKeySecret,
        'x-oss-signature',
        'Signature=',
        'x-oss-credential',
        'aliyun_v4_request',
      ]) {
        assert.ok(!text.includes(secret), `${path.basename(file)} holds ${secret}`);
      }
    }
  });
});
