import { StringDecoder } from 'node:string_decoder';
import { malformedLine } from './inventoryErrors.ts';

/** Fields of a line and its number, counted from 1. */
export interface InventoryLine {
  readonly fields: readonly string[];
  readonly line: number;
}

/** Upper bound of a line: keys have at most 1,023 bytes, 3,069 characters when URL-encoded. */
const MAX_LINE_LENGTH = 2 ** 16;

/**
 * Lines of a CSV file while it arrives, those of a chunk together. Throws an `InvalidInputError` for a line with another number of fields or of
 * endless length.
 */
export async function* inventoryLines(
  content: AsyncIterable<Buffer>,
  columnCount: number,
  file: string,
): AsyncGenerator<readonly InventoryLine[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  const lineOf = (text: string): InventoryLine | undefined => {
    line++;
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    if (end === 0) return undefined;
    const fields = fieldsOf(end === text.length ? text : text.slice(0, end));
    if (fields?.length !== columnCount) throw malformedLine(file, line);
    return { fields, line };
  };
  for await (const chunk of content) {
    const text = rest + decoder.write(chunk);
    const lines: InventoryLine[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const found = lineOf(text.slice(start, end));
      start = end + 1;
      if (found) lines.push(found);
    }
    rest = text.slice(start);
    if (rest.length > MAX_LINE_LENGTH) throw malformedLine(file, line + 1);
    if (lines.length > 0) yield lines;
  }
  const last = lineOf(rest + decoder.end());
  if (last) yield [last];
}

/** Fields of a line by RFC 4180; `undefined` if its quotes are not in pairs. */
function fieldsOf(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  if (line.startsWith('"') && line.endsWith('"')) {
    const fields = line.slice(1, -1).split('","');
    if (!fields.some((field) => field.includes('"'))) return fields;
  }
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  while (field.lastIndex <= line.length) {
    const match = field.exec(line);
    if (!match) return undefined;
    const [, quoted, plain = '', separator] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (separator === '') return fields;
  }
  return undefined;
}
