import assert from 'node:assert/strict';
import { showProcessedImage } from '../../../../src/features/copy/showProcessedImage.ts';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { withShortTimeouts } from '../../../support/shortTimeouts.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const MEGABYTE = 2 ** 20;

describe('the preview of a processed image', () => {
  const bench = withBench();
  const target = { profileId: 'p1', bucket: 'docs', key: 'photos/cat.png' };

  /** Shows the image that OSS returns. */
  async function show(contentType: string, chunks: readonly Uint8Array[]): Promise<void> {
    const body = async function* (): AsyncGenerator<Uint8Array> {
      for (const chunk of chunks) yield await Promise.resolve(chunk);
    };
    const client = { getObject: () => Promise.resolve({ contentType, body: body() }) } as unknown as OssClient;
    const services = { ...bench().services(new ScriptedPrompts()), clientOf: () => Promise.resolve(client) };
    await showProcessedImage(target, { method: 'GET', validity: '1h', process: 'image/format,avif' }, services);
  }

  for (const [type, extension] of [
    ['image/jpeg', 'jpg'],
    ['IMAGE/PNG; charset=binary', 'png'],
    ['image/gif', 'gif'],
    ['image/bmp', 'bmp'],
    ['image/webp', 'webp'],
    ['image/avif', 'avif'],
  ] as const) {
    it(`has the extension of ${type}`, async () => {
      await show(type, [Buffer.from('pix'), Buffer.from('els')]);
      assert.deepEqual(
        bench().images.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
        [[`cat.png processed.${extension}`, 'pixels']],
      );
    });
  }

  it('is refused for a type that VS Code does not show, and for more than 20 MB', async () => {
    await show('image/tiff', [Buffer.from('x')]);
    await show('image/png', [new Uint8Array(20 * MEGABYTE), new Uint8Array(1)]);
    assert.deepEqual(bench().images, []);
    const text = "status: Couldn't show this image. The link is not affected.";
    assert.deepEqual(bench().messages, [text, text]);
    await show('image/png', [new Uint8Array(20 * MEGABYTE)]);
    assert.equal(bench().images[0]?.bytes.length, 20 * MEGABYTE);
  });

  it('ends with an error if OSS does not answer', async () => {
    const getObject = (_bucket: string, _key: string, { signal }: { signal: AbortSignal }): Promise<never> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new TransportError('Timeout', 'no answer'));
        });
      });
    const services = {
      ...bench().services(new ScriptedPrompts()),
      clientOf: () => Promise.resolve({ getObject } as unknown as OssClient),
    };
    await withShortTimeouts(() => showProcessedImage(target, { method: 'GET', validity: '1h' }, services));
    assert.match(bench().messages[0] ?? '', /^error: /);
  });

  it('explains why OSS refused the processing', async () => {
    const services = bench().services(new ScriptedPrompts());
    await showProcessedImage({ ...target, key: 'gone.png' }, { method: 'GET', validity: '1h' }, services);
    assert.match(bench().messages[0] ?? '', /^error: /);
    assert.deepEqual(bench().images, []);
  });
});
