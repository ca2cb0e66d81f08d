import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MIB, multipartLinks, splitIntoParts } from '../../src/links/bulk/multipartLinks.ts';
import { multipartScript } from '../../src/links/bulk/multipartScript.ts';
import { createPresigner } from '../../src/oss/signing/presign.ts';
import { initiateMultipartUploadRequest } from '../../src/oss/requests/multipartRequests.ts';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { run, type Ending } from './run.ts';

const BUCKET = 'bucket';
const KEY = `it's "$HOME" $(id) 报告.bin`;
const content = Buffer.alloc(2 * MIB + 12_345, 'neither end of a part looks like the other, ');

describe('the script of a multipart upload', () => {
  let emulator: Emulator;
  let folder: string;
  let script: string;

  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.createBucket(BUCKET);
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-parts-'));
    const presign = createPresigner({
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: emulator.endpoint('cn-hangzhou'),
    });
    const { url } = presign(initiateMultipartUploadRequest({ bucket: BUCKET, key: KEY }));
    const [, uploadId = ''] = /<UploadId>([^<]+)</.exec(await (await fetch(url, { method: 'POST' })).text()) ?? [];
    const target = { bucket: BUCKET, key: KEY, uploadId };
    script = multipartScript(
      await multipartLinks(target, content.length, splitIntoParts(content.length, MIB), presign),
    );
    await writeFile(path.join(folder, 'upload.sh'), script);
  });
  afterEach(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  const sh = (...args: readonly string[]): Promise<Ending> =>
    run({ file: '/bin/sh', args: ['upload.sh', ...args] }, folder, {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TMPDIR: folder,
    });
  const operations = (): readonly unknown[] => emulator.requests.slice(1).map(({ operation }) => operation);

  it('sends the file whole, part by part, and leaves no temporary files', async () => {
    await writeFile(path.join(folder, '-a file'), content);
    const { exitCode, output } = await sh('-a file');
    assert.equal(exitCode, 0, output);
    assert.deepEqual(operations(), ['UploadPart', 'UploadPart', 'UploadPart', 'CompleteMultipartUpload']);
    assert.ok(content.equals(await emulator.readObject(BUCKET, KEY)));
    assert.deepEqual((await readdir(folder)).sort(), ['-a file', 'upload.sh']);
  });

  it('refuses a file of another size before anything is sent', async () => {
    await writeFile(path.join(folder, 'file'), content.subarray(1));
    const { exitCode, output } = await sh('file');
    assert.equal(exitCode, 1);
    assert.match(output, new RegExp(`for a file of ${content.length} bytes; file has ${content.length - 1}\\.`));
    assert.deepEqual(operations(), []);
  });

  it('stops at a refused part, and creates no object', async () => {
    await writeFile(path.join(folder, 'file'), content);
    await writeFile(path.join(folder, 'upload.sh'), script.replace(/(part 2 '.*partNumber=)2/, '$13'));
    const { exitCode } = await sh('file');
    assert.notEqual(exitCode, 0);
    assert.deepEqual(operations(), ['UploadPart', 'UploadPart']);
    assert.equal(emulator.object(BUCKET, KEY), undefined);
  });

  it('aborts the upload, after which no part is accepted', async () => {
    await writeFile(path.join(folder, 'file'), content);
    assert.equal((await sh('--abort')).exitCode, 0);
    assert.deepEqual(operations(), ['AbortMultipartUpload']);
    assert.notEqual((await sh('file')).exitCode, 0);
    assert.equal(emulator.requests.at(-1)?.status, 404);
  });
});
