import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InvalidInputError } from '../../../../src/oss/errors/errors.ts';
import type { CdnReading } from '../../../../src/oss/presignedUrls/cdnReading.ts';
import { readCdnUrl } from '../../../../src/oss/presignedUrls/cdnUrl.ts';
import { verifyCdnUrl } from '../../../../src/oss/presignedUrls/verifyCdnUrl.ts';
import { signCdnUrl, type CdnInput } from '../../../../src/oss/signing/signCdn.ts';
import { cdnInput } from '../../../support/oss/arbitraryCdnLinks.ts';
import { character } from '../../../support/oss/arbitraryRequests.ts';
import { propertyRuns } from '../../../support/propertyRuns.ts';

function readingOf(input: CdnInput, url: string): CdnReading {
  const reading = readCdnUrl(url, input).readings.find(({ type }) => type === input.type);
  assert.ok(reading !== undefined, url);
  return reading;
}

/** The link with one character of its path, time, hash, rand or uid replaced: what the hash covers. */
function tamper({ baseUrl }: CdnInput, url: string, { path, ...reading }: CdnReading, at: number, by: string): string {
  const covered = [path.slice(1), reading.timestampText, reading.hash, reading.rand, reading.uid].filter(Boolean);
  const part = covered[at % covered.length] ?? '';
  // The signature stands last in a query and first in a path.
  const start =
    url.indexOf('?') < 0 || part === path.slice(1) ? url.indexOf(part, baseUrl.length) : url.lastIndexOf(part);
  const index = start + (at % part.length);
  return url.slice(0, index) + by + url.slice(index + 1);
}

describe('readCdnUrl and verifyCdnUrl', () => {
  it('read the output of signCdnUrl, and find the hash valid', () => {
    fc.assert(
      fc.property(cdnInput, (input) => {
        const { url, expiresAt } = signCdnUrl(input);
        const { url: urlRead, scheme, host } = readCdnUrl(url, input);
        assert.deepEqual([urlRead, `${scheme}://${host}`], [url, input.baseUrl]);
        const reading = readingOf(input, url);
        assert.equal(reading.key, input.key);
        assert.deepEqual(reading.query, input.query ?? []);
        assert.deepEqual(reading.expiresAt, expiresAt);
        assert.equal(reading.time.getTime(), (expiresAt?.getTime() ?? 0) - input.cdnTtl * 1000);
        assert.deepEqual([reading.rand ?? '0', reading.uid ?? '0'], [input.rand ?? '0', input.uid ?? '0']);
        assert.deepEqual(verifyCdnUrl(readCdnUrl(url, input), input.privateKey), { verifies: true, reading });
      }),
      propertyRuns,
    );
  });

  it('sign the same link again from the result', () => {
    fc.assert(
      fc.property(cdnInput, (input) => {
        const { url } = signCdnUrl(input);
        const { key = '', query, time, rand, uid } = readingOf(input, url);
        const again = {
          ...input,
          key,
          query,
          time,
          ...(rand !== undefined && { rand }),
          ...(uid !== undefined && { uid }),
        };
        assert.equal(signCdnUrl(again).url, url);
      }),
      propertyRuns,
    );
  });

  it('never find the hash valid with another key', () => {
    fc.assert(
      fc.property(cdnInput, (input) => {
        const link = readCdnUrl(signCdnUrl(input).url, input);
        const { verifies, difference } = verifyCdnUrl(link, `${input.privateKey}x`);
        assert.deepEqual([verifies, difference?.part], [false, 'key']);
      }),
      propertyRuns,
    );
  });

  it('detect any change of path, time or hash', () => {
    fc.assert(
      fc.property(cdnInput, fc.nat(), character, (input, at, by) => {
        const { url } = signCdnUrl(input);
        const changed = tamper(input, url, readingOf(input, url), at, by);
        fc.pre(changed !== url);
        assert.equal(verifies(changed, input), false, changed);
      }),
      propertyRuns,
    );
  });

  it('recognise no ordinary object URL as a CDN link', () => {
    fc.assert(
      fc.property(cdnInput, (input) => {
        const { path, query } = readingOf(input, signCdnUrl(input).url);
        // A name may look like a signature, as that of an object in a folder named after a hash.
        fc.pre(!/[0-9a-f]{32}/i.test(path));
        const plain = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? '')}`);
        assert.throws(() => readCdnUrl(`${input.baseUrl}${path}?${plain.join('&')}`, input), InvalidInputError);
      }),
      propertyRuns,
    );
  });

  it('read or refuse any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https://a.b',
        '/',
        '?',
        '&',
        '=',
        'auth_key',
        'KEY1',
        'sign',
        '-',
        '1772699950',
        '69a9412e',
        '%',
      ),
      fc.constant('0805516acb2f5f1a74310b4ec1296cc0'),
      fc.string({ unit: character, maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          const { readings } = readCdnUrl(`https://a.b/${pieces.join('')}`);
          assert.ok(readings.every(({ hash }) => pieces.join('').includes(hash)));
        } catch (error) {
          assert.ok(error instanceof InvalidInputError, String(error));
        }
      }),
      propertyRuns,
    );
  });
});

/** False also for what is no longer a link. */
function verifies(url: string, input: CdnInput): boolean {
  try {
    return verifyCdnUrl(readCdnUrl(url, input), input.privateKey).verifies;
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, String(error));
    return false;
  }
}
