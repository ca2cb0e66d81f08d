import assert from 'node:assert/strict';
import { csvText, spreadsheetText } from '../../../src/text/csv.ts';

describe('csvText', () => {
  it('ends every row with CR LF, and quotes what would end a field', () => {
    const rows = [
      ['key', 'note'],
      ['a,b', 'says "yes"'],
      ['line\nbreak', ''],
    ];
    assert.equal(csvText(rows), 'key,note\r\n"a,b","says ""yes"""\r\n"line\nbreak",\r\n');
  });
});

describe('spreadsheetText', () => {
  for (const value of ['=A1', '+1', '-1', '@x/scope', '\tx', '\rx', '＝A1', ' =A1', '\u00a0 =A1', '  ＠A1']) {
    it(`neutralizes a formula that begins with ${JSON.stringify(value.slice(0, 3))}`, () => {
      assert.match(spreadsheetText([[value]]), /^"?'/);
      assert.doesNotMatch(csvText([[value]]), /'/);
    });
  }

  for (const value of ['a;=A1', 'a;"=A1', 'a\t+1', 'a\n@x', 'a; -1', '=A1;=B1', `a;${' '.repeat(40)}=A1`]) {
    it(`neutralizes a formula behind what ends a cell elsewhere: ${JSON.stringify(value)}`, () => {
      assert.doesNotMatch(spreadsheetText([[value]]), /(?:^|[;\t\n])[\s"]*[=+\-@]/);
      assert.ok(csvText([[value]]).includes(value.replaceAll('"', '""')));
    });
  }

  it('keeps other values unchanged', () => {
    for (const value of ['a=b', 'reports/-1.pdf', '报告', '12', '', "'x"]) {
      assert.equal(spreadsheetText([[value]]), csvText([[value]]));
    }
  });
});
