import assert from 'node:assert/strict';
import { OssError } from '../../../src/oss/errors/errors.ts';
import { MAX_OPENED_BYTES, ObjectContents } from '../../../src/transfers/objectContents.ts';
import { chunksOf } from '../../support/oss/chunks.ts';

describe('cached contents of objects', () => {
  let asked: string[];
  let stored: Map<string, { etag: string; text: string; sizeBytes?: number }>;
  let contents: ObjectContents;

  beforeEach(() => {
    asked = [];
    stored = new Map();
    const find = (operation: string, key: string) => {
      asked.push(`${operation} ${key}`);
      const found = stored.get(key);
      if (!found) throw new OssError({ operation, code: 'NoSuchKey', status: 404 });
      const { etag, text, sizeBytes = text.length } = found;
      return { etag, sizeBytes, userMetadata: {}, headers: {}, text };
    };
    const client = {
      headObject: (_bucket: string, key: string) => Promise.resolve(find('HEAD', key)),
      getObject: (_bucket: string, key: string) => {
        const { text, ...metadata } = find('GET', key);
        return Promise.resolve({ ...metadata, body: chunksOf(text) });
      },
    };
    contents = new ObjectContents({ clientOf: () => Promise.resolve(client), cacheBytes: 10 });
  });

  const read = async (key: string): Promise<string> =>
    Buffer.from(await contents.read({ profileId: 'p1', bucket: 'docs', key })).toString();

  it('are read once as long as OSS reports no change', async () => {
    stored.set('a', { etag: '1', text: 'one' });
    assert.deepEqual([await read('a'), await read('a')], ['one', 'one']);
    assert.deepEqual(asked, ['HEAD a', 'GET a', 'HEAD a']);
    stored.set('a', { etag: '2', text: 'two' });
    assert.equal(await read('a'), 'two');
  });

  it('are removed once the object is gone', async () => {
    stored.set('a', { etag: '1', text: 'one' });
    await read('a');
    stored.delete('a');
    await assert.rejects(read('a'), { code: 'NoSuchKey' });
  });

  it('are kept up to a size limit, the last used ones', async () => {
    for (const key of ['a', 'b', 'c']) stored.set(key, { etag: key, text: 'x'.repeat(4) });
    for (const key of ['a', 'b', 'a', 'c']) await read(key);
    asked.length = 0;
    for (const key of ['a', 'c', 'b']) await read(key);
    assert.deepEqual(
      asked.filter((call) => call.startsWith('GET')),
      ['GET b'],
    );
  });

  it('are not kept if one alone exceeds the limit', async () => {
    stored.set('a', { etag: '1', text: 'x'.repeat(11) });
    await read('a');
    await read('a');
    assert.equal(asked.filter((call) => call === 'GET a').length, 2);
  });

  it('are not requested if they are too large, nor read further if they turn out to be', async () => {
    stored.set('a', { etag: '1', text: 'x', sizeBytes: MAX_OPENED_BYTES + 1 });
    await assert.rejects(read('a'), { code: 'ObjectTooLarge' });
    assert.deepEqual(asked, ['HEAD a']);
  });
});
