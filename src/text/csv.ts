// Kept apart: CSV has two writers, bulk exports and issued links.

/** Byte order mark, by which spreadsheet programs recognise UTF-8. */
export const SPREADSHEET_MARK = '\uFEFF';

/** Prefixes that spreadsheet programs read as a formula, also behind blanks, which some of them drop. */
const FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/;
/** The same behind characters at which a spreadsheet program may begin a new cell. */
const INNER_FORMULA = /[;\t\r\n](?:[^\S\t\r\n]|")*(?=[=+\-@＝＋－＠])/g;

/** Rows as CSV by RFC 4180, which ends lines with CR LF. Values are unchanged, for programs. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/**
 * Rows as CSV for spreadsheets: a value that would be read as a formula gets a `'`, so that it is shown as text. So does
 * what follows a semicolon, a tab or a line break: in many countries Excel ends a cell there, even within quotes.
 */
export function spreadsheetText(rows: readonly (readonly string[])[]): string {
  return csvText(rows.map((row) => row.map((value) => value.replace(FORMULA, "'$&").replace(INNER_FORMULA, "$&'"))));
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
