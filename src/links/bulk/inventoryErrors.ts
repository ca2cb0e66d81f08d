import { InvalidInputError } from '../../oss/errors/errors.ts';

/** Line that does not have the columns of the manifest, or a value that they do not have. */
export function malformedLine(file: string, line: number): InvalidInputError {
  return new InvalidInputError(
    'inventory',
    'Line {1} of "{0}" is not as the manifest of the inventory report describes. Copy the report again.',
    [file, line],
  );
}

/** Column that is needed, but is not in the report. */
export function missingColumn(column: string): InvalidInputError {
  return new InvalidInputError(
    'manifest',
    'The inventory report has no column {0}. Add the field to the inventory rule, or use another report.',
    [column],
  );
}

/** File with another MD5 than the one that the report states. */
export function wrongChecksum(file: string): InvalidInputError {
  return new InvalidInputError(
    'inventory',
    '"{0}" of the inventory report is incomplete or was changed: its MD5 is another one. Copy the report again.',
    [file],
  );
}
