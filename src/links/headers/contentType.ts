// Lazy border: `mime` brings a large table of types, which most links do not need.
import mime from 'mime';

const unknownContentType = 'application/octet-stream';
/** TypeScript files, for which the table proposes video and 3D model types. */
const typescriptName = /[^/]\.[cm]?tsx?$/i;

/** The Content-Type to propose for a file name or object key, without a charset: the bytes alone know it. */
export function contentTypeFor(name: string): string {
  if (typescriptName.test(name)) return 'text/plain';
  // With a slash, mime reads a name without a dot ("md") as a name and not as an extension.
  return mime.getType(`/${name}`) ?? unknownContentType;
}
