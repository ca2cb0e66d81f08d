import { InvalidInputError } from '../../oss/errors/errors.ts';
import { mediaTypeFor } from '../headers/contentType.ts';

/**
 * Kinds of files that a request accepts. A server recognises a kind by file name and content type only, never by
 * content.
 */
export type FileKinds = 'any' | 'pictures' | 'documents' | 'archives' | { readonly extensions: readonly string[] };

/** Maximum number of extensions in a list: the page and the policy contain all of them. */
const MAX_EXTENSIONS = 50;

type NamedKind = 'pictures' | 'documents' | 'archives';

const EXTENSIONS: Readonly<Record<NamedKind, readonly string[]>> = {
  pictures: ['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'heif', 'avif', 'bmp', 'tif', 'tiff'],
  documents: [
    ...['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx'],
    ...['odt', 'ods', 'odp', 'rtf', 'txt', 'md', 'csv'],
  ],
  archives: ['zip', '7z', 'rar', 'tar', 'gz', 'tgz', 'bz2', 'xz'],
};

/** Extensions that the table of types does not contain. */
const MORE_TYPES: ReadonlyMap<string, string> = new Map([['tgz', 'application/gzip']]);

/** Extensions of a kind that has a name. */
export function extensionsOfKind(kind: NamedKind): readonly string[] {
  return EXTENSIONS[kind];
}

/** Content types by extension; `undefined` if all files are accepted. */
export function typesOfKinds(kinds: FileKinds): Readonly<Record<string, string>> | undefined {
  if (kinds === 'any') return undefined;
  const extensions = typeof kinds === 'string' ? extensionsOfKind(kinds) : kinds.extensions.map(checkedExtension);
  if (extensions.length === 0 || extensions.length > MAX_EXTENSIONS) {
    throw new InvalidInputError('kinds', 'Enter 1 to {0} file extensions, such as pdf.', [MAX_EXTENSIONS]);
  }
  return Object.fromEntries(
    extensions.map((extension) => [extension, MORE_TYPES.get(extension) ?? mediaTypeFor(`file.${extension}`)]),
  );
}

/**
 * Parses a list of extensions as people type it: `.pdf, *.docx; zip`. Throws an `InvalidInputError` for anything else.
 */
export function parseExtensions(text: string): readonly string[] {
  const words = text
    .normalize('NFKC')
    .split(/[\s,;、]+/)
    .filter((word) => word !== '');
  return [...new Set(words.map((word) => checkedExtension(word.replace(/^\*?\.?/, ''))))];
}

function checkedExtension(extension: string): string {
  const lowerCase = extension.toLowerCase();
  if (!/^[\p{L}\p{N}_+-]{1,20}$/u.test(lowerCase)) {
    throw new InvalidInputError('kinds', '"{0}" is not a file extension. Enter one such as pdf, without dots.', [
      extension.slice(0, 40),
    ]);
  }
  return lowerCase;
}
