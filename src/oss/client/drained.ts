import type { HttpResponse } from './transport.ts';

/** A body that nobody wants is read to its end so far, which frees its connection; a longer one costs the connection. */
const MAX_UNWANTED_BYTES = 64 * 1024;

/** The headers of an answer whose body nobody wants, once that is out of the way. */
export async function drained({ headers, body }: HttpResponse): Promise<HttpResponse['headers']> {
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_UNWANTED_BYTES) break;
  }
  return headers;
}
