import assert from 'node:assert/strict';
import { crc32, inflateSync } from 'node:zlib';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { addSampleBuckets } from '../../emulator/sampleBuckets.ts';
import { readElements } from '../../emulator/xml.ts';
import { ask, noon, v4Link } from '../../support/emulator/handMade.ts';

describe('sample buckets', () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ now: () => noon });
    await addSampleBuckets(emulator, noon);
  });
  after(() => emulator.close());

  it('are in both regions, one of them empty', async () => {
    const { text } = await ask(emulator.endpoint('cn-hangzhou'), {
      path: v4Link({ bucket: '', key: '' }).replace('//', '/'),
    });
    assert.deepEqual(new Set(readElements(text, 'Region')), new Set(['cn-hangzhou', 'cn-shanghai']));
    assert.ok(readElements(text, 'Name').includes('demo-empty'));
  });

  it('have a folder of 2,500 objects', async () => {
    let count = 0;
    let token: string | undefined = '';
    while (token !== undefined) {
      const query: Record<string, string> = { 'list-type': '2', prefix: 'access/', 'max-keys': '1000' };
      const more: Record<string, string> = token === '' ? {} : { 'continuation-token': token };
      const path = v4Link({ bucket: 'demo-logs', key: '', region: 'cn-shanghai', query: { ...query, ...more } });
      const page = await ask(emulator.endpoint('cn-shanghai'), { path });
      count += readElements(page.text, 'Key').length;
      token = page.element('NextContinuationToken');
    }
    assert.equal(count, 2500);
  });

  it('have three versions of one object, none of them in the future', async () => {
    const path = v4Link({ bucket: 'demo-versions', key: '', query: { versions: 'x', prefix: 'notes/plan.md' } });
    const { text } = await ask(emulator.endpoint('cn-hangzhou'), { path });
    assert.deepEqual(readElements(text, 'IsLatest'), ['true', 'false', 'false']);
    const ages = readElements(text, 'LastModified').map((time) => +noon - +new Date(time));
    assert.ok(ages.every((age, index) => age > (ages[index - 1] ?? 0)));
  });

  it('have a PDF of its stated size with a valid cross-reference table', async () => {
    const bytes = await emulator.readObject('demo-documents', '报告/2026年第三季度.pdf');
    assert.equal(bytes.length, 1_482_031);
    const text = bytes.toString('latin1');
    const tableAt = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    assert.ok(text.startsWith('xref\n0 4\n', tableAt));
    const offsets = [...text.slice(tableAt).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    assert.deepEqual(
      offsets.map((offset) => text.slice(offset, offset + 7)),
      ['1 0 obj', '2 0 obj', '3 0 obj'],
    );
  });

  it('have a valid PNG image', async () => {
    const bytes = await emulator.readObject('demo-media', 'images/gradient.png');
    const chunks: { type: string; data: Buffer }[] = [];
    for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
      const end = at + 8 + bytes.readUInt32BE(at);
      assert.equal(bytes.readUInt32BE(end), crc32(bytes.subarray(at + 4, end)));
      chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    }
    assert.deepEqual(
      chunks.map(({ type }) => type),
      ['IHDR', 'IDAT', 'IEND'],
    );
    assert.equal(inflateSync(chunks[1]?.data ?? Buffer.alloc(0)).length, 64 * (1 + 96 * 3));
  });

  it('have names that are hard to encode in URLs, all of which can be read', async () => {
    const list = await ask(emulator.endpoint('cn-hangzhou'), {
      path: v4Link({ bucket: 'demo-hostile-names', key: '', query: { 'list-type': '2', 'encoding-type': 'url' } }),
    });
    const keys = readElements(list.text, 'Key').map(decodeURIComponent);
    for (const part of [' ', '+', '%', '#', '&', '"', "'", '🚀', '//', '/./', '\t', '<']) {
      assert.ok(
        keys.some((key) => key.includes(part)),
        part,
      );
    }
    for (const key of keys) {
      const path = v4Link({ bucket: 'demo-hostile-names', key });
      assert.equal((await ask(emulator.endpoint('cn-hangzhou'), { path })).status, 200, key);
    }
  });
});
