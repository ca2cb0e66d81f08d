// Lazy border: `mime` contains a large table of types, which most links do not need.
import mime from 'mime';

const unknownContentType = 'application/octet-stream';
/** TypeScript files, for which the table proposes video and 3D model types. */
const typescriptName = /[^/]\.[cm]?tsx?$/i;

/** Media type of a file name or object key, without parameters. */
export function mediaTypeFor(name: string): string {
  // With a slash, mime reads a name without a dot ("md") as a name and not as an extension.
  return typescriptName.test(name) ? 'text/plain' : (mime.getType(`/${name}`) ?? unknownContentType);
}

/**
 * Content-Type to propose for a file name or object key. Text types get the charset UTF-8, which nearly all texts use:
 * without it, browsers guess and display Chinese incorrectly.
 */
export function contentTypeFor(name: string): string {
  const type = mediaTypeFor(name);
  return type.startsWith('text/') ? `${type};charset=utf-8` : type;
}
