import mime from 'mime';

const unknownContentType = 'application/octet-stream';

/** The Content-Type to propose for a file name or object key, without a charset: the bytes alone know it. */
export function contentTypeFor(name: string): string {
  // With a folder before it, mime takes a name without a dot ("md") for a name and not for an extension.
  return mime.getType(`/${name}`) ?? unknownContentType;
}
