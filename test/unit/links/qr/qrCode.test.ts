import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { createQrCode, qrSvg, type QrCode } from '../../../../src/links/qr/qrCode.ts';
import { qrPng } from '../../../../src/links/qr/qrPng.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';
import { url } from '../../../support/links/sampleLinks.ts';

const longUrl = `${url}&x-oss-security-token=${'a'.repeat(1000)}`;

describe('the QR code of a link', () => {
  it('encodes its whole text, in a quiet zone of four light modules', () => {
    const { rows, modules } = createQrCode(url);
    assert.deepEqual(
      rows.slice(4, -4).map((row) => row.slice(4, -4)),
      encode(url, { ecc: 'L', border: 0 }).data,
    );
    assert.equal(rows.length, modules + 8);
    for (const edge of [rows.slice(0, 4), rows.slice(-4), rows.map((row) => [...row.slice(0, 4), ...row.slice(-4)])]) {
      assert.ok(!edge.flat().includes(true));
    }
  });

  it('is dense if a token makes the link long', () => {
    assert.equal(createQrCode(url).isDense, false);
    assert.equal(createQrCode(longUrl).isDense, true);
  });

  it('is refused if no code can hold the link', () => {
    assert.equal(createQrCode('a'.repeat(2953)).modules, 177);
    assert.throws(() => createQrCode('a'.repeat(2954)), invalidInput('url', /2954 bytes.* at most 2953/));
  });
});

describe('an image of a QR code', () => {
  /** A light row, then one with two runs of dark modules, one of them at its end. */
  const small: QrCode = {
    rows: [
      [false, false, false, false],
      [true, true, false, true],
      [false, true, false, false],
      [true, false, true, false],
    ],
    modules: 4,
    isDense: false,
  };

  it('is black on white as SVG', () => {
    assert.equal(
      qrSvg(small),
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" shape-rendering="crispEdges">' +
        '<path fill="#fff" d="M0 0h4v4h-4z"/>' +
        '<path fill="#000" d="M0 1h2v1h-2zM3 1h1v1h-1zM1 2h1v1h-1zM0 3h1v1h-1zM2 3h1v1h-1z"/></svg>',
    );
  });

  it('is black on white as PNG, eight pixels per module', () => {
    const png = Buffer.from(qrPng(small));
    assert.equal(png.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]], [32, 32, 1, 0]);
    const sizeBytes = png.readUInt32BE(33);
    assert.equal(png.toString('latin1', 37, 41), 'IDAT');
    const lines = inflateSync(png.subarray(41, 41 + sizeBytes));
    const expected = small.rows.flatMap((row) =>
      Array.from({ length: 8 }, () => [0, ...row.map((isDark) => (isDark ? 0 : 255))]),
    );
    assert.deepEqual([...lines], expected.flat());
    assert.equal(png.toString('latin1', png.length - 8, png.length - 4), 'IEND');
  });
});
