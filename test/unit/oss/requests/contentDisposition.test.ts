import assert from 'node:assert/strict';
import { contentDispositionFor } from '../../../../src/oss/requests/contentDisposition.ts';

describe('contentDispositionFor', () => {
  for (const [fileName, value] of [
    ['test.txt', 'attachment; filename="test.txt"'],
    ['my report (1).pdf', 'attachment; filename="my report (1).pdf"'],
    ['a;b=c,d.txt', 'attachment; filename="a;b=c,d.txt"'],
    ['报告.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`],
    ['😀.png', `attachment; filename="_.png"; filename*=UTF-8''%F0%9F%98%80.png`],
    ['é.txt', `attachment; filename="_.txt"; filename*=UTF-8''%C3%A9.txt`],
    ['say "hi".txt', `attachment; filename="say _hi_.txt"; filename*=UTF-8''say%20%22hi%22.txt`],
    ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
    [`("it's"*)`, `attachment; filename="(_it's_*)"; filename*=UTF-8''%28%22it%27s%22%2A%29`],
    ['../etc\\passwd', 'attachment; filename=".._etc_passwd"'],
    ['a\r\nSet-Cookie: b\u0000', 'attachment; filename="a__Set-Cookie: b_"'],
    ['\ud800.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
    ['', 'attachment'],
  ] as const) {
    it(`encodes ${JSON.stringify(fileName)}`, () => {
      assert.equal(contentDispositionFor(fileName, 'attachment'), value);
    });
  }

  it('is inline on request', () => {
    assert.equal(contentDispositionFor('cat.png', 'inline'), 'inline; filename="cat.png"');
  });
});
