import { InvalidInputError } from '../../../oss/errors/errors.ts';
import type { FileRequest } from '../fileRequest.ts';

/** Parts of a request that a text needs to send files. */
export type FormattedRequest = Pick<FileRequest, 'url' | 'fields' | 'folder' | 'types' | 'sameName'>;

/** Text format of a request, in addition to the upload page. Pure, so that a new format is a few lines. */
export interface RequestFormat {
  /** Used in stored state, e.g. `curl` or `python`. */
  readonly id: string;
  readonly label: string;
  /** VS Code language ID of an editor that shows the text. */
  readonly languageId: string;
  /** Name of a file that contains the text. */
  readonly fileName: string;
  /**
   * Text without a trailing line break. A command sends the file at `filePath`; the other texts receive a file name
   * when they run.
   */
  readonly render: (request: FormattedRequest, filePath: string) => string;
}

/** Fields whose value is fixed, in the order in which they are sent. */
export function fixedFields({ fields }: FormattedRequest): readonly (readonly [name: string, value: string])[] {
  return Object.entries(fields);
}

/** Placeholder for the path of the sender's file in a command. */
export function sampleFile({ types = {} }: FormattedRequest): string {
  return `file.${Object.keys(types)[0] ?? 'bin'}`;
}

/**
 * Content type that a request requires for a file. Throws an `InvalidInputError` for a file that it does not accept.
 */
export function typeOfFile({ types }: FormattedRequest, filePath: string): string | undefined {
  if (types === undefined) return undefined;
  const extension = /\.([^./\\]+)$/.exec(filePath)?.[1]?.toLowerCase() ?? '';
  const type = Object.hasOwn(types, extension) ? types[extension] : undefined;
  if (type === undefined) {
    throw new InvalidInputError('file', 'The request accepts files that end in: {0}.', [Object.keys(types).join(', ')]);
  }
  return type;
}

/** Program lines for the kinds of the request; none if it accepts all files. */
export function ifTyped(
  { types }: FormattedRequest,
  write: (types: readonly (readonly [string, string])[]) => string,
): string {
  return types === undefined ? '' : write(Object.entries(types));
}

/** Code that gives the object a unique name, if the request keeps files of the same name beside each other. */
export function ifKept({ sameName }: FormattedRequest, code: string): string {
  return sameName === 'keepBoth' ? code : '';
}
