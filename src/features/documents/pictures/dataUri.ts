import type { ObjectContent } from '../../../oss/client/objectCalls.ts';

/** Error for an image that is too large to be embedded. */
export class ImageTooLargeError extends Error {
  readonly code = 'ImageTooLarge';

  constructor() {
    super('The picture is too large for the preview.');
    this.name = 'ImageTooLargeError';
  }
}

/** Data URI of an image. Throws an `ImageTooLargeError` above `maxBytes`. */
export async function dataUriOf(
  { body, contentType }: Pick<ObjectContent, 'body' | 'contentType'>,
  key: string,
  maxBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw new ImageTooLargeError();
    chunks.push(chunk);
  }
  const { mediaTypeFor } = await import('../../../links/headers/contentType.ts');
  const own = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  const type = /^image\/[\w.+-]+$/.test(own) ? own : mediaTypeFor(key);
  return `data:${type};base64,${Buffer.concat(chunks).toString('base64')}`;
}
