import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateHeader } from '../../oss/requests/linkHeaders.ts';

/** One header of a link. */
export interface HeaderRow {
  /** In lower case, as in signatures and in everything that is kept. */
  readonly name: string;
  readonly value: string;
}

/** Reads a row as people type it, `Name: value`. Throws an `InvalidInputError` that says what is allowed. */
export function parseHeaderRow(text: string): HeaderRow {
  const colon = text.indexOf(':');
  if (colon < 0) throw new InvalidInputError('header', 'Write a header as Name: value.');
  const [name, value] = [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
  validateHeader(name, value);
  return { name: name.toLowerCase(), value };
}
