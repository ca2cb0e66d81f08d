/** Disposition: a browser saves the object, or shows it. */
export type DispositionType = 'attachment' | 'inline';

/** Disposition of an object in a browser, with a file name in any language. */
export interface Disposition {
  readonly type: DispositionType;
  readonly fileName?: string;
}

/**
 * A `Content-Disposition` (RFC 6266) that names the file in any language: in ASCII for old clients and, where that is
 * not the exact name, once more in UTF-8 (RFC 8187). What no file name may hold is replaced by `_`; an empty name is left out.
 */
export function contentDispositionFor(fileName: string, type: DispositionType): string {
  // Slashes would be taken for folders, and control characters could break the header apart.
  const name = fileName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_');
  if (name === '') return type;
  // Clients disagree on escapes within quotes and on whether % is one, so that the quoted name has neither.
  const quotable = name.replace(/[^\x20-\x7e]|["%]/gu, '_');
  const exact = quotable === name ? '' : `; filename*=UTF-8''${encodeExtendedValue(name)}`;
  return `${type}; filename="${quotable}"${exact}`;
}

/** Percent-encodes what RFC 8187 does not allow as it is; `encodeURIComponent` leaves four of those alone. */
function encodeExtendedValue(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
