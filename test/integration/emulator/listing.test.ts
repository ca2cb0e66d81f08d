import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { compareUtf8 } from '../../emulator/utf8Order.ts';
import { readElements } from '../../emulator/xml.ts';
import { ask, noon, v4Link } from '../../support/emulator/handMade.ts';
import type { HttpAnswer } from '../../support/emulator/handMade.ts';

describe('listings of the emulator', () => {
  let emulator: Emulator;

  const list = (query: Record<string, string>, bucket = 'demo'): Promise<HttpAnswer> =>
    ask(emulator.endpoint('cn-hangzhou'), { path: v4Link({ bucket, key: '', query }) });
  const keys = ({ text }: HttpAnswer): string[] => readElements(text, 'Key');
  const prefixes = ({ text }: HttpAnswer): string[] =>
    readElements(text, 'CommonPrefixes').flatMap((element) => readElements(element, 'Prefix'));

  before(async () => {
    emulator = await startEmulator({ now: () => noon });
    emulator.createBucket('demo');
    emulator.createBucket('versions', { versioning: 'Enabled' });
    for (const key of ['a.txt', 'b/', 'b/1', 'b/2', 'b/c/3', 'd/4', 'e <&>.txt', '报告/5']) {
      await emulator.putObject('demo', key, key);
    }
  });
  after(() => emulator.close());

  it('group by delimiter, one element per prefix', async () => {
    const answer = await list({ 'list-type': '2', delimiter: '/' });
    assert.deepEqual(keys(answer), ['a.txt', 'e <&>.txt']);
    assert.deepEqual(prefixes(answer), ['b/', 'd/', '报告/']);
    assert.equal(answer.element('KeyCount'), '5');
  });

  it('include the folder marker among the objects of its folder', async () => {
    const answer = await list({ 'list-type': '2', delimiter: '/', prefix: 'b/' });
    assert.deepEqual([keys(answer), prefixes(answer)], [['b/', 'b/1', 'b/2'], ['b/c/']]);
  });

  it('encode names on request', async () => {
    const answer = await list({ 'list-type': '2', 'encoding-type': 'url', delimiter: '/' });
    assert.deepEqual(keys(answer), ['a.txt', 'e%20%3C%26%3E.txt']);
    assert.deepEqual(prefixes(answer), ['b%2F', 'd%2F', '%E6%8A%A5%E5%91%8A%2F']);
    assert.deepEqual([answer.element('EncodingType'), answer.element('Delimiter')], ['url', '%2F']);
  });

  it('page over objects and prefixes without losing or repeating one', async () => {
    for (const maxKeys of ['1', '2', '3', '4']) {
      const seen: string[] = [];
      let token: string | undefined = '';
      while (token !== undefined) {
        const more: Record<string, string> = token === '' ? {} : { 'continuation-token': token };
        const page = await list({ 'list-type': '2', delimiter: '/', 'max-keys': maxKeys, ...more });
        seen.push(...keys(page), ...prefixes(page));
        token = page.element('NextContinuationToken');
        assert.equal(page.element('IsTruncated'), String(token !== undefined));
      }
      assert.deepEqual(seen.sort(compareUtf8), ['a.txt', 'b/', 'd/', 'e <&>.txt', '报告/'], `pages of ${maxKeys}`);
    }
  });

  it('start after a key', async () => {
    assert.deepEqual(keys(await list({ 'list-type': '2', 'start-after': 'b/2' })), [
      'b/c/3',
      'd/4',
      'e <&>.txt',
      '报告/5',
    ]);
  });

  it('include owners on request only', async () => {
    assert.equal((await list({ 'list-type': '2' })).element('Owner'), undefined);
    assert.notEqual((await list({ 'list-type': '2', 'fetch-owner': 'true' })).element('Owner'), undefined);
  });

  it('refuse max-keys outside 1 to 1000 and foreign tokens', async () => {
    for (const maxKeys of ['0', '1001', 'many']) {
      const answer = await list({ 'list-type': '2', 'max-keys': maxKeys });
      assert.deepEqual([answer.status, answer.element('Code')], [400, 'InvalidArgument']);
    }
    const answer = await list({ 'list-type': '2', 'continuation-token': 'forged' });
    assert.deepEqual([answer.status, answer.element('EC')], [400, '0015-00000404']);
  });

  it('include versions and delete markers newest first, in pages', async () => {
    for (const body of ['1', '2', '3']) {
      await emulator.putObject('versions', 'k', body);
    }
    await ask(emulator.endpoint('cn-hangzhou'), {
      method: 'DELETE',
      path: v4Link({ method: 'DELETE', bucket: 'versions', key: 'k' }),
    });
    const seen: string[] = [];
    let marker: Record<string, string> | undefined = {};
    while (marker !== undefined) {
      const page: HttpAnswer = await list({ versions: 'x', 'max-keys': '3', ...marker }, 'versions');
      const rows = page.text.matchAll(/<(DeleteMarker|Version)><Key>k<.*?<IsLatest>(\w+)</g);
      seen.push(...[...rows].map(([, kind, isLatest]) => `${kind ?? ''} ${isLatest ?? ''}`));
      const next = page.element('NextVersionIdMarker');
      marker = next === undefined ? undefined : { 'key-marker': 'k', 'version-id-marker': next };
    }
    assert.deepEqual(seen, ['DeleteMarker true', 'Version false', 'Version false', 'Version false']);
    assert.deepEqual(keys(await list({ 'list-type': '2' }, 'versions')), []);
  });

  it('return the properties of a bucket', async () => {
    assert.equal((await list({ versioning: 'x' }, 'versions')).element('Status'), 'Enabled');
    assert.equal((await list({ versioning: 'x' })).element('Status'), undefined);
    assert.equal((await list({ acl: 'x' })).element('Grant'), 'private');
    assert.equal((await list({ location: 'x' })).element('LocationConstraint'), 'oss-cn-hangzhou');
    assert.equal((await list({ cname: 'x' })).element('Cname'), undefined);
  });

  it('return the regions', async () => {
    const path = v4Link({ query: { regions: 'oss-cn-shanghai' }, bucket: '', key: '' }).replace('//', '/');
    const answer = await ask(emulator.endpoint('cn-hangzhou'), { path });
    assert.deepEqual(readElements(answer.text, 'Region'), ['oss-cn-shanghai']);
    assert.equal(`http://${answer.element('InternetEndpoint') ?? ''}`, emulator.endpoint('cn-shanghai'));
  });
});

describe('compareUtf8', () => {
  it('orders by UTF-8 bytes if UTF-16 order differs', () => {
    const texts = ['🚀', '\uFF5E', '报', 'a', 'B', '', 'a\u{10FFFF}', 'a\uE000', '\uE000', '\u{10000}'];
    const byBytes = texts.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    assert.deepEqual(texts.toSorted(compareUtf8), byBytes);
    assert.notDeepEqual(texts.toSorted(), byBytes);
  });
});
