// Kept apart: CSV has two writers, bulk exports and issued links.

/** Byte order mark, by which spreadsheet programs recognise UTF-8. */
export const SPREADSHEET_MARK = '\uFEFF';

/** Prefixes that spreadsheet programs read as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows as CSV by RFC 4180, which ends lines with CR LF. Values are unchanged, for programs. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** Rows as CSV for spreadsheets: a value that would be read as a formula gets a `'`, so that it is shown as text. */
export function spreadsheetText(rows: readonly (readonly string[])[]): string {
  return csvText(rows.map((row) => row.map((value) => (FORMULA.test(value) ? `'${value}` : value))));
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
