import assert from 'node:assert/strict';
import type { OssClient } from '../../../src/oss/client/ossClient.ts';
import type { RangedContent } from '../../../src/oss/client/multipart/multipartUpload.ts';
import { TransportError } from '../../../src/oss/errors/errors.ts';
import { UploadUncertainError } from '../../../src/transfers/transferErrors.ts';
import { replaceObject } from '../../../src/transfers/uploadObject.ts';
import { chunksOf, textOf } from '../../support/oss/chunks.ts';
import { withShortTimeouts } from '../../support/shortTimeouts.ts';

describe('an upload whose answer is lost', () => {
  it('is uncertain once OSS has not said for some seconds whether it stored the file', async () => {
    const client = {
      uploadInParts: async (_bucket: string, _key: string, content: RangedContent): Promise<never> => {
        assert.equal(await textOf(content.open(0, content.sizeBytes)), 'x');
        throw new TransportError('ConnectionReset', 'the connection broke');
      },
      headObject: (_bucket: string, _key: string, { signal }: { signal: AbortSignal }): Promise<never> =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        }),
    } as unknown as OssClient;
    const upload = { bucket: 'docs', key: 'a.txt', contentType: 'text/plain', name: 'a.txt' };
    const content = { sizeBytes: 1, open: () => chunksOf('x'), isUnchanged: () => Promise.resolve(true) };
    const control = { signal: new AbortController().signal, onProgress: () => undefined };
    await assert.rejects(
      withShortTimeouts(() => replaceObject(client, upload, content, control)),
      UploadUncertainError,
    );
  });
});
