// Kept apart: CSV has two writers, bulk exports and issued links.

/** Byte order mark, by which spreadsheets know that a CSV file is UTF-8. */
export const SPREADSHEET_MARK = '\uFEFF';

/** Beginnings that spreadsheets read as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows as CSV by RFC 4180, which ends lines with CR LF. Every value stays as it is: for programs. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** Rows as CSV for spreadsheets: a value that would be read as a formula gets a `'`, so that it stays text. */
export function spreadsheetText(rows: readonly (readonly string[])[]): string {
  return csvText(rows.map((row) => row.map((value) => (FORMULA.test(value) ? `'${value}` : value))));
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
