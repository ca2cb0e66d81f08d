import assert from 'node:assert/strict';
import type { Link } from '../../../../src/links/link.ts';
import { SessionLinks } from '../../../../src/links/details/sessionLinks.ts';

const link = (url: string): Link => ({
  url,
  method: 'GET',
  target: { profileId: 'p1', bucket: 'docs', key: 'a' },
  options: { method: 'GET', validity: '1m' },
  expiration: new Date(0),
  signedHeaders: {},
  warnings: [],
});

describe('SessionLinks', () => {
  it('finds a link by its URL, and the last one', () => {
    const links = new SessionLinks();
    links.add([link('a'), link('b')]);
    links.add([link('a')]);
    assert.equal(links.last?.url, 'a');
    assert.equal(links.find('b')?.url, 'b');
    assert.equal(links.find('c'), undefined);
  });

  it('keeps the latest 200, even after a larger batch, until it is cleared', () => {
    const links = new SessionLinks();
    links.add([link('first')]);
    links.add(Array.from({ length: 1000 }, (_, index) => link(String(index))));
    const known = (url: string): boolean => links.find(url) !== undefined;
    assert.deepEqual(['first', '799', '800', '999'].map(known), [false, false, true, true]);
    links.forget();
    assert.deepEqual([links.last, known('999')], [undefined, false]);
  });
});
