// Lazy border: `mime` brings a large table of types, which most links do not need.
import mime from 'mime';

const unknownContentType = 'application/octet-stream';
/** To a table made for servers these are videos and models; beside an editor they are TypeScript, which has no type. */
const typescriptName = /[^/]\.[cm]?tsx?$/i;

/** The Content-Type to propose for a file name or object key, without a charset: the bytes alone know it. */
export function contentTypeFor(name: string): string {
  if (typescriptName.test(name)) return 'text/plain';
  // With a folder before it, mime takes a name without a dot ("md") for a name and not for an extension.
  return mime.getType(`/${name}`) ?? unknownContentType;
}
