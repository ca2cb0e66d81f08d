import assert from 'node:assert/strict';
import { dataUriOf, ImageTooLargeError } from '../../../../../src/features/documents/pictures/dataUri.ts';
import { objectCard, type ObjectCard } from '../../../../../src/features/documents/pictures/objectCard.ts';
import { TransportError } from '../../../../../src/oss/errors/errors.ts';
import { noon } from '../../../../support/emulator/handMade.ts';
import { withBench } from '../../../../support/features/commandBench.ts';

const LARGE = 'x'.repeat(65_537);
const encoded = (text: string): string => Buffer.from(text).toString('base64');

describe('the hover of an object', () => {
  const bench = withBench();
  const put = async (key: string, content: string, contentType: string): Promise<void> => {
    await bench().oss.emulator.putObject('docs', key, content, { contentType });
  };
  const card = async (key: string, signal = new AbortController().signal): Promise<ObjectCard> =>
    objectCard({ profileId: 'p1', bucket: 'docs', key }, await bench().oss.clients.of('p1'), signal);
  const readings = (): number => bench().oss.exchanges.filter(({ operation }) => operation === 'GetObject').length;

  it('shows size, date and a thumbnail of a picture', async () => {
    await put('cat.png', 'pixels', 'image/png');
    assert.deepEqual(await card('cat.png'), {
      sizeBytes: 6,
      lastModified: noon,
      thumbnail: `data:image/png;base64,${encoded('pixels')}`,
    });
  });

  it('shows a small picture that OSS cannot resize as it is, and reads no large one', async () => {
    await put('logo.svg', '<svg/>', 'image/svg+xml');
    assert.equal((await card('logo.svg')).thumbnail, `data:image/svg+xml;base64,${encoded('<svg/>')}`);
    await put('map.svg', LARGE, 'image/svg+xml');
    const before = readings();
    assert.deepEqual(await card('map.svg'), { sizeBytes: LARGE.length, lastModified: noon });
    assert.equal(readings(), before);
  });

  it('shows only the facts of another object, and does not read it', async () => {
    const { thumbnail, sizeBytes } = await card('readme.txt');
    assert.deepEqual([thumbnail, sizeBytes, readings()], [undefined, 'content of readme.txt'.length, 0]);
  });

  it('tries smaller thumbnails, and has none if the smallest is too large for a hover', async () => {
    await put('cat.png', LARGE, 'image/png');
    assert.deepEqual(await card('cat.png'), { sizeBytes: LARGE.length, lastModified: noon });
    assert.equal(readings(), 3);
  });

  it('has no thumbnail if OSS cannot process the picture', async () => {
    await put('broken.png', 'no picture', 'image/png');
    bench().oss.emulator.faults.add({ kind: 'status', status: 400, match: { operation: 'GetObject' } });
    assert.deepEqual(await card('broken.png'), { sizeBytes: 10, lastModified: noon });
  });

  it('fails without a connection, so that it is tried again later', async () => {
    await put('cat.png', 'pixels', 'image/png');
    bench().oss.emulator.faults.add({ kind: 'close', match: { operation: 'GetObject' }, times: 10 });
    await assert.rejects(card('cat.png'), TransportError);
  });
});

describe('dataUriOf', () => {
  async function* body(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  }

  for (const [contentType, type] of [
    ['Image/PNG; charset=binary', 'image/png'],
    ['application/octet-stream', 'image/webp'],
    ['image/png,text/html', 'image/webp'],
    [undefined, 'image/webp'],
  ] as const) {
    it(`has the type ${type} for an object with ${contentType ?? 'no content type'}`, async () => {
      const content = { body: body('ab', 'c'), ...(contentType !== undefined && { contentType }) };
      assert.equal(await dataUriOf(content, 'cat.webp', 3), `data:${type};base64,${encoded('abc')}`);
    });
  }

  it('refuses more bytes than allowed', async () => {
    await assert.rejects(dataUriOf({ body: body('ab', 'cd') }, 'cat.webp', 3), ImageTooLargeError);
  });
});
