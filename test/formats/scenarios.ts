import assert from 'node:assert/strict';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FormattedLink, LinkFormat } from '../../src/links/formats/format.ts';
import type { LinkMethod } from '../../src/links/linkOptions.ts';
import { presign, type PresignRequest } from '../../src/oss/signing/presign.ts';
import { startEmulator, type Emulator } from '../emulator/emulator.ts';
import { run, type Ending } from './run.ts';
import type { Prepare, Runner } from './runners.ts';

const BUCKET = 'bucket';
/** File name with text that a shell or a language could interpret. */
const HOSTILE_NAME = `-data:,it's "$HOME" \\n $(id) \`id\` %PATH% %s #{x} \${y} \\(z) {0} !a ??= 报告 🎉\u202e\n.bin`;
const HOSTILE_VALUE = `it's "$HOME" \\n $(id) \`id\` %PATH% %s #{x} \${y} \\(z) {0} !a ??=`;
const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));

/** Link of an OSS on loopback, with its host and all its headers signed. */
export function presignedIn(
  emulator: Emulator,
  request: PresignRequest & { readonly method: LinkMethod },
): Omit<FormattedLink, 'fileName'> {
  const { url, expiration, signedHeaders } = presign(
    { ...request, additionalHeaders: ['host'] },
    {
      credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
      region: 'cn-hangzhou',
      endpoint: emulator.endpoint('cn-hangzhou'),
    },
  );
  return { method: request.method, url, expiration, signedHeaders };
}

/** Tests that a format works when it is run against an OSS on loopback. */
export function describeRuns(
  format: LinkFormat,
  prepare: Prepare,
  { hidesErrorsOf: hidesErrorOf = [], resumes, leavesEmptyFile }: Omit<Runner, 'open'> = {},
): void {
  describe(format.label, function () {
    // Compilers are slow at first.
    this.timeout(240_000);
    let emulator: Emulator;
    let folder: string;
    // Some commands accept no line break in the name of a download; it is replaced before.
    const fileName = format.group === 'program' ? HOSTILE_NAME : HOSTILE_NAME.replaceAll('\n', '_');

    beforeEach(async () => {
      emulator = await startEmulator();
      emulator.createBucket(BUCKET);
      folder = await mkdtemp(path.join(tmpdir(), 'oss-links-format-'));
    });
    afterEach(async () => {
      await emulator.close();
      await rm(folder, { recursive: true, force: true });
    });

    const runnable = async (method: LinkMethod, headers: Record<string, string>, sent = headers) => {
      const link = presignedIn(emulator, { method, bucket: BUCKET, key: HOSTILE_NAME, headers });
      const text = format.render({ ...link, fileName, signedHeaders: { ...link.signedHeaders, ...sent } });
      const command = await prepare(text, folder);
      // No configuration and no proxy of the person who runs the tests; file names in UTF-8.
      const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, LC_ALL: 'C.UTF-8' };
      return (): Promise<Ending> => run(command, folder, environment);
    };
    const file = (): string => path.join(folder, fileName);
    const lastHeaders = () => emulator.requests.at(-1)?.headers ?? assert.fail('nothing was asked');
    const assertRefused = ({ exitCode, output }: Ending, method: LinkMethod): void => {
      assert.notEqual(exitCode, 0);
      assert.equal(emulator.requests.at(-1)?.status, 403);
      if (!hidesErrorOf.includes(method)) assert.match(output, /<Code>SignatureDoesNotMatch<\/Code>/);
    };

    if (format.methods.includes('GET')) {
      it('downloads every byte, and sends the signed headers', async () => {
        await emulator.putObject(BUCKET, HOSTILE_NAME, content);
        const download = await runnable('GET', { 'x-oss-note': HOSTILE_VALUE });
        const { exitCode, output } = await download();
        assert.equal(exitCode, 0, output);
        assert.ok(content.equals(await readFile(file())));
        assert.equal(lastHeaders()['x-oss-note'], HOSTILE_VALUE);

        await emulator.putObject(BUCKET, HOSTILE_NAME, '');
        await rm(file());
        assert.equal((await download()).exitCode, 0, 'an object without content');
        assert.equal((await readFile(file())).byteLength, 0);

        if (resumes) return;
        await emulator.putObject(BUCKET, HOSTILE_NAME, content);
        emulator.faults.add({ kind: 'truncate', keepBytes: 100_000 });
        assert.notEqual((await download()).exitCode, 0, 'a download that broke off');
      });

      it('fails with a header that differs from the signed one, shows why and saves nothing', async () => {
        await emulator.putObject(BUCKET, HOSTILE_NAME, content);
        const download = await runnable('GET', { 'x-oss-note': 'signed' }, { 'x-oss-note': 'another' });
        assertRefused(await download(), 'GET');
        if (leavesEmptyFile) assert.equal((await readFile(file())).byteLength, 0);
        else await assert.rejects(access(file()), { code: 'ENOENT' });
      });
    }

    if (format.methods.includes('PUT')) {
      it('uploads every byte, and sends the signed headers', async () => {
        await writeFile(file(), content);
        const signed = { 'content-type': 'text/x-signed; charset=utf-8', 'x-oss-meta-note': HOSTILE_VALUE };
        const upload = await runnable('PUT', signed);
        const { exitCode, output } = await upload();
        assert.equal(exitCode, 0, output);
        assert.ok(content.equals(await emulator.readObject(BUCKET, HOSTILE_NAME)));
        assert.deepEqual({ ...lastHeaders(), ...signed }, lastHeaders());
      });

      it('sends no content type if none was signed, and uploads an empty file', async () => {
        await writeFile(file(), content);
        const upload = await runnable('PUT', {});
        const { exitCode, output } = await upload();
        assert.equal(exitCode, 0, output);
        assert.ok(content.equals(await emulator.readObject(BUCKET, HOSTILE_NAME)));
        assert.equal(lastHeaders()['content-type'], undefined);

        await writeFile(file(), '');
        assert.equal((await upload()).exitCode, 0, 'a file without content');
        assert.equal((await emulator.readObject(BUCKET, HOSTILE_NAME)).byteLength, 0);
        assert.equal(lastHeaders()['content-type'], undefined);
      });

      it('fails with a header that differs from the signed one, and shows why', async () => {
        await writeFile(file(), 'content');
        const upload = await runnable('PUT', { 'content-type': 'text/plain' }, { 'content-type': 'text/html' });
        assertRefused(await upload(), 'PUT');
        assert.equal(emulator.object(BUCKET, HOSTILE_NAME), undefined);
      });
    }
  });
}
