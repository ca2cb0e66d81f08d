import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXml } from './xml.ts';
import type { XmlNode } from './xml.ts';

/** Response to the client. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | { readonly sizeBytes: number; read(): Readable };
}

/** A 200 with a document. */
export function xmlAnswer(root: XmlNode, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: writeXml(root) };
}

/** Change of a response on its way. */
export interface Distortion {
  /** Number of body bytes after which the connection breaks. */
  readonly keepBytes?: number;
  /** Difference between Content-Length and the bytes of the body. */
  readonly deltaBytes?: number;
  /** Whether one byte of the body is changed. */
  readonly isChanged?: boolean;
}

/** Sends a response. */
export async function send(
  response: ServerResponse,
  answer: Answer,
  { keepBytes, deltaBytes = 0, isChanged = false }: Distortion = {},
): Promise<void> {
  const { status, headers = {}, body = '' } = answer;
  response.statusCode = status;
  const isText = typeof body === 'string';
  const sizeBytes = isText ? Buffer.byteLength(body) : body.sizeBytes;
  for (const [name, value] of Object.entries(headers)) {
    // OSS sends UTF-8; Node writes header values as Latin-1.
    response.setHeader(name, Buffer.from(value, 'utf8').toString('latin1'));
  }
  // Last: Node rewrites a Content-Disposition that follows the length.
  if (sizeBytes > 0 || (status !== 204 && status !== 304 && headers['content-length'] === undefined)) {
    response.setHeader('content-length', Math.max(0, sizeBytes + deltaBytes));
  }
  if (keepBytes !== undefined) {
    await sendPart(response, isText ? [Buffer.from(body)] : body.read(), keepBytes);
  } else if (isChanged) {
    await pipeline(withChangedByte(isText ? [Buffer.from(body)] : body.read()), response);
  } else if (isText) {
    // As bytes: a string would make Node write the headers in UTF-8 a second time.
    response.end(Buffer.from(body));
  } else {
    await pipeline(body.read(), response);
  }
}

/** Same bytes except for the first one. */
export async function* withChangedByte(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield isFirst && chunk.length > 0 ? Buffer.from([(chunk[0] ?? 0) ^ 1, ...chunk.subarray(1)]) : chunk;
    if (chunk.length > 0) {
      isFirst = false;
    }
  }
}

async function sendPart(
  response: ServerResponse,
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  keepBytes: number,
): Promise<void> {
  let left = keepBytes;
  response.flushHeaders();
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, left);
    left -= part.length;
    await new Promise<unknown>((resolve) => response.write(part, resolve));
    if (left === 0) {
      break;
    }
  }
  response.destroy();
}
