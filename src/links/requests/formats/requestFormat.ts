import { InvalidInputError } from '../../../oss/errors/errors.ts';
import type { FileRequest } from '../fileRequest.ts';

/** What a text needs to send files for a request. */
export type FormattedRequest = Pick<FileRequest, 'url' | 'fields' | 'folder' | 'types' | 'sameName'>;

/** A way to write a request as text, beside the upload page. Pure, so that a new format is a few lines. */
export interface RequestFormat {
  /** Used in stored state, e.g. `curl` or `python`. */
  readonly id: string;
  readonly label: string;
  /** VS Code language ID of an editor that shows it. */
  readonly languageId: string;
  /** Name of a file that holds it. */
  readonly fileName: string;
  /** Text without a line break at the end. A command sends the file at `filePath`; the others are told a file when they run. */
  readonly render: (request: FormattedRequest, filePath: string) => string;
}

/** Fields with a value known now, in the order in which they are sent. */
export function fixedFields({ fields }: FormattedRequest): readonly (readonly [name: string, value: string])[] {
  return Object.entries(fields);
}

/** Path that stands for the sender's file in a command. */
export function sampleFile({ types = {} }: FormattedRequest): string {
  return `file.${Object.keys(types)[0] ?? 'bin'}`;
}

/** The content type that a request wants with a file; throws an `InvalidInputError` for a file that it does not accept. */
export function typeOfFile({ types }: FormattedRequest, filePath: string): string | undefined {
  if (types === undefined) return undefined;
  const extension = /\.([^./\\]+)$/.exec(filePath)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(types, extension) ? types[extension] : undefined;
  if (type === undefined) {
    throw new InvalidInputError('file', 'The request accepts files that end in: {0}.', [Object.keys(types).join(', ')]);
  }
  return type;
}

/** Lines of a program for the request's kinds, or none where it accepts all files. */
export function ifTyped(
  { types }: FormattedRequest,
  write: (types: readonly (readonly [string, string])[]) => string,
): string {
  return types === undefined ? '' : write(Object.entries(types));
}

/** Code that gives the object a name of its own, where the request keeps files with one name beside each other. */
export function ifKept({ sameName }: FormattedRequest, code: string): string {
  return sameName === 'keepBoth' ? code : '';
}
