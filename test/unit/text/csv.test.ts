import assert from 'node:assert/strict';
import { csvText } from '../../../src/text/csv.ts';

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
