import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createTcpServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { listen, serve } from '../../support/http/loopback.ts';
import { assertFails, drain, failureOf, get, withTransports } from '../../support/http/transportBench.ts';
import { chunksOf, textOf } from '../../support/oss/chunks.ts';

/** Precision of undici's clock. */
const BEAT_MS = 1_000;

/** Lets undici's clock run ahead, which has a beat of its own for limits of more than a second. */
function passTime(ms: number): void {
  const timers = createRequire(import.meta.url)('undici/lib/util/timers.js') as { tick(ms: number): void };
  timers.tick(ms);
}

describe('createUndiciTransport', () => {
  const { open, transportWith } = withTransports();

  it('sends method, path, headers and body unchanged, and returns status, headers and body', async () => {
    const seen: unknown[] = [];
    const server = await open(
      serve((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { 'content-length': length, 'x-oss-meta-a': meta } = request.headers;
          seen.push([request.method, request.url, length, meta, Buffer.concat(chunks).toString()]);
          response.writeHead(201, { 'X-Oss-Request-Id': 'id', 'Set-Cookie': ['a', 'b'] });
          response.end('answer');
        });
      }),
    );
    const transport = await transportWith();
    const response = await transport.request(
      get(server.origin, '/k', {
        method: 'PUT',
        headers: { 'x-oss-meta-a': 'A', 'content-length': '4' },
        body: chunksOf('bo', 'dy'),
      }),
    );
    assert.equal(await textOf(response.body), 'answer');
    assert.equal(response.status, 201);
    assert.equal(response.headers['x-oss-request-id'], 'id');
    assert.equal(response.headers['set-cookie'], 'a, b');
    assert.deepEqual(seen, [['PUT', '/k', '4', 'A', 'body']]);
  });

  it('keeps dot segments, double slashes and escapes in the path byte for byte', async () => {
    const seen: (string | undefined)[] = [];
    const server = await open(
      serve((request, response) => {
        seen.push(request.url);
        response.end();
      }),
    );
    const transport = await transportWith();
    const paths = ['/bucket/a/../b', '/bucket/./a//b', '/bucket/%2e%2e/%2F?prefix=..%2F&x=%2B+', '//c'];
    for (const path of paths) await drain(await transport.request(get(server.origin, path)));
    assert.deepEqual(seen, paths);
  });

  it('uses the connection of a HEAD request again only if the caller says that this is safe', async () => {
    const connections = new Set<unknown>();
    const server = await open(
      serve((request, response) => {
        connections.add(request.socket);
        response.end();
      }),
    );
    const transport = await transportWith();
    const head = async (keepsConnection: boolean): Promise<void> => {
      await drain(await transport.request({ ...get(server.origin, '/k', { method: 'HEAD' }), keepsConnection }));
    };
    for (let count = 0; count < 9; count++) await head(true);
    // A request may begin before the connection of the one before it is free.
    assert.ok(connections.size <= 2, `${connections.size} connections`);
    const before = connections.size;
    for (let count = 0; count < 9; count++) await head(false);
    assert.ok(connections.size - before >= 7, `${connections.size} connections`);
  });

  it('returns a redirect instead of following it', async () => {
    const seen: (string | undefined)[] = [];
    const server = await open(
      serve((request, response) => {
        seen.push(request.url);
        response.writeHead(307, { Location: '/elsewhere' });
        response.end();
      }),
    );
    const response = await (await transportWith()).request(get(server.origin, '/here'));
    await drain(response);
    assert.equal(response.status, 307);
    assert.deepEqual(seen, ['/here']);
  });

  it('fails with ConnectionRefused if no server listens, and names neither path nor query', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const transport = await transportWith();
    const error = await failureOf(transport.request(get(server.origin, '/key?x-oss-signature=abc')));
    assert.equal(error.code, 'ConnectionRefused');
    assert.equal(error.message, `127.0.0.1:${server.port} refused the connection.`);
    assert.ok(error.cause instanceof Error);
  });

  it('fails with ConnectionReset if the server closes before it responds', async () => {
    const server = await open(serve((request) => request.socket.resetAndDestroy()));
    await assertFails((await transportWith()).request(get(server.origin)), 'ConnectionReset');
  });

  it('fails with Timeout if no headers arrive', async () => {
    const server = await open(serve(() => undefined));
    await assertFails((await transportWith()).request(get(server.origin, '/', { timeoutMs: 30 })), 'Timeout');
  });

  it('fails with Timeout if the body stops arriving', async () => {
    const server = await open(serve((_request, response) => response.write('begun')));
    const response = await (await transportWith()).request(get(server.origin, '/', { timeoutMs: 100 }));
    await assertFails(textOf(response.body), 'Timeout');
  });

  it('waits 30 s for the headers, and 10 s for a connection, of requests without limits', async () => {
    const arrivals = new EventEmitter();
    const alive = await open(serve((_request, response) => response.end()));
    const mute = await open(serve(() => arrivals.emit('arrival')));
    // Takes connections, but answers no TLS.
    const muteTls = await open(
      listen(
        createTcpServer(() => arrivals.emit('arrival')),
        'https',
      ),
    );
    for (const [{ origin }, limitMs] of [
      [mute, 30_000],
      [muteTls, 10_000],
    ] as const) {
      const transport = await transportWith();
      const arrival = once(arrivals, 'arrival');
      let hasEnded = false;
      const failing = failureOf(transport.request(get(origin)), 'Timeout').finally(() => {
        hasEnded = true;
      });
      await arrival;
      // A timer begins with the first beat.
      passTime(BEAT_MS);
      passTime(limitMs - 2 * BEAT_MS);
      // Longer than a failure takes to be heard.
      await drain(await transport.request(get(alive.origin)));
      assert.ok(!hasEnded, `${origin} ended before ${limitMs} ms`);
      passTime(3 * BEAT_MS);
      await failing;
    }
  });

  it('fails with BodyTruncated if the body is shorter than its length', async () => {
    const server = await open(
      serve((_request, response) => {
        response.writeHead(200, { 'Content-Length': '10' });
        response.write('begun', () => response.destroy());
      }),
    );
    const response = await (await transportWith()).request(get(server.origin));
    await assertFails(textOf(response.body), 'BodyTruncated');
  });

  it('fails with ProtocolError if the response is not HTTP', async () => {
    const server = await open(listen(createTcpServer((socket) => socket.end('This is not HTTP.\r\n\r\n'))));
    await assertFails((await transportWith()).request(get(server.origin)), 'ProtocolError');
  });

  it('fails with HostNotFound for a name too long to be looked up', async () => {
    await assertFails((await transportWith()).request(get(`http://${'a'.repeat(64)}.invalid`)), 'HostNotFound');
  });

  it('rejects with the reason of the signal before, during and after the headers', async () => {
    const server = await open(
      serve((request, response) => {
        if (request.url === '/begun') response.write('begun');
      }),
    );
    const transport = await transportWith();
    const reason = new Error('the user cancelled');
    await assert.rejects(transport.request(get(server.origin, '/', { signal: AbortSignal.abort(reason) })), reason);

    const beforeHeaders = new AbortController();
    const waiting = transport.request(get(server.origin, '/silent', { signal: beforeHeaders.signal }));
    beforeHeaders.abort(reason);
    await assert.rejects(waiting, reason);

    const withinBody = new AbortController();
    const response = await transport.request(get(server.origin, '/begun', { signal: withinBody.signal }));
    await assert.rejects(async () => {
      for await (const chunk of response.body) {
        assert.equal(Buffer.from(chunk).toString(), 'begun');
        withinBody.abort(reason);
      }
    }, reason);
  });

  it('rejects with the reason of a signal that aborts before the body is read', async () => {
    const server = await open(serve((_request, response) => response.write('begun')));
    const abort = new AbortController();
    const response = await (await transportWith()).request(get(server.origin, '/', { signal: abort.signal }));
    const reason = new Error('the user cancelled');
    abort.abort(reason);
    await nextTurn();
    await assert.rejects(textOf(response.body), reason);
  });

  it('receives little more than its reader takes, and then the rest', async () => {
    const block = Buffer.alloc(2 ** 20, 'content ');
    const blocks = 32;
    let sentBlocks = 0;
    const server = await open(
      serve((request, response) => {
        if (request.url === '/other') {
          response.end();
          return;
        }
        const send = async (): Promise<void> => {
          for (; sentBlocks < blocks; sentBlocks++) {
            if (!response.write(block)) await once(response, 'drain');
          }
          response.end();
        };
        void send();
      }),
    );
    const transport = await transportWith();
    const response = await transport.request(get(server.origin));
    let receivedBytes = 0;
    for await (const chunk of response.body) {
      if (receivedBytes === 0) {
        for (let request = 0; request < 100; request++)
          await drain(await transport.request(get(server.origin, '/other')));
        assert.ok(sentBlocks < blocks / 2, `${sentBlocks} blocks were sent`);
      }
      receivedBytes += chunk.length;
    }
    assert.equal(receivedBytes, blocks * block.length);
  });

  it('ends the response if its reader stops early', async () => {
    const closed: Promise<unknown>[] = [];
    const server = await open(
      serve((_request, response) => {
        closed.push(once(response, 'close'));
        response.write('begun');
      }),
    );
    const response = await (await transportWith()).request(get(server.origin));
    for await (const chunk of response.body) {
      assert.equal(Buffer.from(chunk).toString(), 'begun');
      break;
    }
    await Promise.all(closed);
    assert.equal(closed.length, 1);
  });

  it('fails if the source of the body fails, with that error as the cause', async () => {
    const server = await open(serve((request) => request.resume()));
    const reason = new Error('the file cannot be read');
    const body = (async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('begun'));
      throw reason;
    })();
    const error = await failureOf((await transportWith()).request(get(server.origin, '/', { method: 'PUT', body })));
    assert.equal(error.cause, reason);
  });

  for (const end of ['cancel', 'reset']) {
    it(`closes the source of the body on ${end}`, async () => {
      const reached = Promise.withResolvers<IncomingMessage>();
      const server = await open(
        serve((request) => {
          reached.resolve(request);
        }),
      );
      const closed = Promise.withResolvers<undefined>();
      const body = (async function* (): AsyncGenerator<Uint8Array> {
        try {
          for (;;) yield await Promise.resolve(Buffer.alloc(65_536));
        } finally {
          closed.resolve(undefined);
        }
      })();
      const abort = new AbortController();
      const request = get(server.origin, '/', { method: 'PUT', body, signal: abort.signal });
      const failing = assert.rejects((await transportWith()).request(request));
      const { socket } = await reached.promise;
      if (end === 'cancel') abort.abort(new Error('cancelled'));
      else socket.resetAndDestroy();
      await failing;
      await closed.promise;
    });
  }

  it('ends open requests when it is closed', async () => {
    const reached = Promise.withResolvers<undefined>();
    const server = await open(
      serve(() => {
        reached.resolve(undefined);
      }),
    );
    const transport = await createUndiciTransport();
    const waiting = assertFails(transport.request(get(server.origin)), 'ConnectionFailed');
    await reached.promise;
    await transport.close();
    await waiting;
  });

  it('leaves the global dispatcher to Node', async () => {
    const script = `
      const { createUndiciTransport } = await import(process.argv[1]);
      const transport = await createUndiciTransport();
      const slot = globalThis[Symbol.for('undici.globalDispatcher.1')];
      const { Agent } = await import('undici');
      process.stdout.write(JSON.stringify({ filled: slot !== undefined, filledByOurs: slot instanceof Agent }));
      await transport.close();`;
    const module = new URL('../../../src/http/undiciTransport.ts', import.meta.url).href;
    const args = ['--input-type=module', '--eval', script, module];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.deepEqual(JSON.parse(stdout), { filled: true, filledByOurs: false });
  });

  it('leaves a configured global dispatcher unchanged', async () => {
    const slot = Symbol.for('undici.globalDispatcher.1');
    new Headers();
    const before: unknown = Reflect.get(globalThis, slot);
    await transportWith({ proxy: { url: 'http://127.0.0.1:9' } });
    assert.notEqual(before, undefined);
    assert.equal(Reflect.get(globalThis, slot), before);
  });
});
