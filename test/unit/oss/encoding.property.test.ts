import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalQuery } from '../../../src/oss/signing/canonicalRequest.ts';
import { encodePath, encodeQueryComponent } from '../../../src/oss/encoding.ts';
import { propertyRuns } from '../../support/propertyRuns.ts';
import { hostileText } from '../../support/oss/arbitraryRequests.ts';

/** RFC 3986's unreserved characters, and upper-case escapes. */
const ENCODED = /^(?:[A-Za-z0-9\-._~]|%[0-9A-F]{2})*$/;

describe('encodeQueryComponent', () => {
  it('keeps unreserved characters, escapes all others, and is undone by decoding once', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const encoded = encodeQueryComponent(text);
        assert.match(encoded, ENCODED);
        assert.equal(decodeURIComponent(encoded), text);
      }),
      propertyRuns,
    );
  });
});

describe('encodePath', () => {
  it('is the same except for slashes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        assert.deepEqual(encodePath(text).split('/'), text.split('/').map(encodeQueryComponent));
      }),
      propertyRuns,
    );
  });
});

describe('canonicalQuery', () => {
  it('is sorted by the bytes of encoded names, for any order of the parameters', () => {
    const parameters = fc.uniqueArray(
      fc.tuple(
        hostileText.filter((name) => name !== ''),
        hostileText,
      ),
      {
        selector: ([name]) => name,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(parameters, (entries) => {
        const query = canonicalQuery(Object.fromEntries(entries));
        assert.equal(canonicalQuery(Object.fromEntries(entries.toReversed())), query);
        const names = query === '' ? [] : query.split('&').map((pair) => pair.split('=')[0] ?? '');
        assert.deepEqual(names.map(decodeURIComponent).sort(), entries.map(([name]) => name).sort());
        assert.deepEqual(
          names,
          names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      }),
      propertyRuns,
    );
  });
});
