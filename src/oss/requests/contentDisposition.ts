/** Whether a browser saves the object or shows it. */
export type DispositionType = 'attachment' | 'inline';

/** Disposition of an object in a browser, with a file name in any language. */
export interface Disposition {
  readonly type: DispositionType;
  readonly fileName?: string;
}

/**
 * `Content-Disposition` (RFC 6266) with a file name in any language: in ASCII for old clients and, if that is not the
 * exact name, also in UTF-8 (RFC 8187). Characters that are invalid in file names are replaced by `_`; an empty name is
 * omitted.
 */
export function contentDispositionFor(fileName: string, type: DispositionType): string {
  // Slashes would be read as folders, and control characters could break the header apart.
  const name = fileName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_');
  if (name === '') return type;
  // Clients disagree on escapes within quotes and on whether % is one, so the quoted name has neither.
  const quotable = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const exact = quotable === name ? '' : `; filename*=UTF-8''${encodeExtendedValue(name)}`;
  return `${type}; filename="${quotable}"${exact}`;
}

/** Percent-encodes the characters that RFC 8187 does not allow; `encodeURIComponent` leaves four of them unencoded. */
function encodeExtendedValue(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
