import assert from 'node:assert/strict';
import { logText } from '../../../../src/oss/errors/serverText.ts';

describe('an entry of the log', () => {
  it('cannot be forged by a name or a message that contains line breaks', () => {
    const forged = '2026-01-02 03:04:05.678 [info] DeleteObject: DELETE b.example b/all 204';
    for (const lineBreak of ['\n', '\r\n', '\r', '\u2028', '\u0085', '\u001b[2K\n']) {
      const text = logText(`HeadObject: a${lineBreak}${forged}`);
      assert.ok(
        text.split(/[\n\r\u0085\u2028]/).every((line) => !line.startsWith('2026')),
        JSON.stringify(text),
      );
      assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Zl}/u);
    }
  });

  it('keeps the lines of an error, and hides the secrets in each', () => {
    const text = logText('Error: it broke\n    at run\ncaused by https://b.example/k?x-oss-signature=0123456789abcdef');
    assert.equal(text, 'Error: it broke\n        at run\n    caused by https://b.example/k?x-oss-signature=[redacted]');
  });
});
