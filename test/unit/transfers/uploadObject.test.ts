import assert from 'node:assert/strict';
import type { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { RangedContent } from '../../../src/oss/client/multipart/multipartUpload.ts';
import { OssError, TransportError } from '../../../src/oss/errors/errors.ts';
import { UploadUncertainError } from '../../../src/transfers/transferErrors.ts';
import { createObject, replaceObject } from '../../../src/transfers/uploadObject.ts';
import { crc64Of } from '../../emulator/crc64.ts';
import { chunksOf, textOf } from '../../support/oss/chunks.ts';
import { withShortTimeouts } from '../../support/shortTimeouts.ts';

const upload = { bucket: 'docs', key: 'a.txt', contentType: 'text/plain', name: 'a.txt' };

/** Uploads `x` to an OSS whose answer is lost, and which answers with `head` what it has stored. */
async function uploadTo(
  head: (signal: AbortSignal) => Promise<unknown>,
  {
    isRead = true,
    failure = new TransportError('ConnectionReset', 'the connection broke'),
  }: { readonly isRead?: boolean; readonly failure?: Error } = {},
): Promise<void> {
  const client = {
    uploadInParts: async (_bucket: string, _key: string, content: RangedContent): Promise<never> => {
      if (isRead) assert.equal(await textOf(content.open(0, content.sizeBytes)), 'x');
      throw failure;
    },
    headObject: (_bucket: string, _key: string, { signal }: { signal: AbortSignal }) => head(signal),
  } as unknown as OssClient;
  const content = { sizeBytes: 1, open: () => chunksOf('x'), isUnchanged: () => Promise.resolve(true) };
  const control = { signal: new AbortController().signal, onProgress: () => undefined };
  await replaceObject(client, upload, content, control);
}

describe('an upload whose answer is lost', () => {
  /** Object of a size with the checksum of a text, if OSS says one. */
  const stored = (sizeBytes: number, text?: string) => async (): Promise<unknown> => ({
    sizeBytes,
    headers: text === undefined ? {} : { 'x-oss-hash-crc64ecma': await crc64Of(Buffer.from(text)) },
  });
  const failsWith = (error: Error) => (): Promise<unknown> => Promise.reject(error);
  const refusal = (status: number, code: string): Error => new OssError({ operation: 'HeadObject', code, status });

  it('is done if OSS has stored exactly this content', async () => {
    await uploadTo(stored(1, 'x'));
  });

  for (const [what, head] of [
    ['has no object', failsWith(refusal(404, 'NoSuchKey'))],
    ['has an object of another size', stored(2, 'x')],
    ['has an object of the same size with another checksum', stored(1, 'y')],
  ] as const) {
    it(`fails with the broken connection if OSS ${what}`, async () => {
      await assert.rejects(uploadTo(head), { code: 'ConnectionReset' });
    });
  }

  for (const [what, head] of [
    ['does not say the checksum', stored(1)],
    ['may not be asked', failsWith(refusal(403, 'AccessDenied'))],
    ['cannot be reached', failsWith(new TransportError('Timeout', 'no answer'))],
  ] as const) {
    it(`is uncertain if OSS ${what}`, async () => {
      await assert.rejects(uploadTo(head), UploadUncertainError);
    });
  }

  it('fails with the broken connection, and asks nothing, if the file was not sent whole', async () => {
    await assert.rejects(
      uploadTo(() => assert.fail('asked'), { isRead: false }),
      { code: 'ConnectionReset' },
    );
  });

  it('asks nothing after a refusal, which says that nothing was stored', async () => {
    const failure = new OssError({ operation: 'PutObject', code: 'RequestTimeout', status: 400 });
    await assert.rejects(
      uploadTo(() => assert.fail('asked'), { failure }),
      { code: 'RequestTimeout' },
    );
  });

  it('asks whether the file was stored after a failure of the server', async () => {
    const failure = new OssError({ operation: 'PutObject', code: 'InternalError', status: 500 });
    await uploadTo(stored(1, 'x'), { failure });
  });

  for (const [attempts, text, expected] of [
    [2, 'x', 'created'],
    [2, 'y', 'exists'],
    [1, 'x', 'exists'],
  ] as const) {
    it(`is ${expected} if OSS refuses attempt ${attempts}, and has ${text}`, async () => {
      const client = {
        uploadInParts: async (_bucket: string, _key: string, content: RangedContent): Promise<never> => {
          for (let attempt = 0; attempt < attempts; attempt++) await textOf(content.open(0, content.sizeBytes));
          throw new OssError({ operation: 'PutObject', code: 'FileAlreadyExists', status: 409 });
        },
        headObject: stored(1, text),
      } as unknown as OssClient;
      const content = { sizeBytes: 1, open: () => chunksOf('x'), isUnchanged: () => Promise.resolve(true) };
      const control = { signal: new AbortController().signal, onProgress: () => undefined };
      assert.equal(await createObject(client, upload, content, 'respected', control), expected);
    });
  }

  it('is uncertain once OSS has not said for some seconds whether it stored the file', async () => {
    const silence = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    await assert.rejects(
      withShortTimeouts(() => uploadTo(silence)),
      UploadUncertainError,
    );
  });
});
