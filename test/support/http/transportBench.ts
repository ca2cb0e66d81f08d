import assert from 'node:assert/strict';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import type { UndiciTransportOptions } from '../../../src/http/undiciTransport.ts';
import type { HttpRequest, HttpTransport } from '../../../src/oss/client/transport.ts';
import { TransportError } from '../../../src/oss/errors/errors.ts';
import type { TransportErrorCode } from '../../../src/oss/errors/transportErrorCode.ts';
import { textOf } from '../oss/chunks.ts';

/** Servers and transports of a test, which are closed after it. */
export interface TransportBench {
  /** Adds a server or a transport. */
  readonly open: <T extends { close(): Promise<void> }>(starting: Promise<T>) => Promise<T>;
  readonly transportWith: (options?: UndiciTransportOptions) => Promise<HttpTransport>;
}

/** Creates the bench of a suite. */
export function withTransports(): TransportBench {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });
  const open: TransportBench['open'] = async (starting) => {
    const started = await starting;
    opened.push(started);
    return started;
  };
  return { open, transportWith: (options) => open(createUndiciTransport(options)) };
}

/** GET request unless `more` says otherwise. */
export function get(origin: string, path = '/', more: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', origin, path, headers: {}, ...more };
}

/** Reads a body to its end. */
export async function drain(response: { readonly body: AsyncIterable<Uint8Array> }): Promise<void> {
  await textOf(response.body);
}

/** Error of a request that must fail, with the given code. */
export async function failureOf(promise: Promise<unknown>, code?: TransportErrorCode): Promise<TransportError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TransportError, `expected a TransportError, got ${String(error)}`);
  if (code !== undefined) assert.equal(error.code, code);
  return error;
}

/** Asserts that a request fails with a code. */
export async function assertFails(promise: Promise<unknown>, code: TransportErrorCode): Promise<void> {
  await failureOf(promise, code);
}
