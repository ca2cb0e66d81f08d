import assert from 'node:assert/strict';
import { request } from 'node:http';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { ask, noon, v4Link } from '../../support/emulator/handMade.ts';
import type { HttpAnswer } from '../../support/emulator/handMade.ts';

const farTooLongMs = 3_600_000;

describe('faults of the emulator', () => {
  let emulator: Emulator;

  const get = (key = 'a.txt'): Promise<HttpAnswer> => ask(emulator.endpoint('cn-hangzhou'), { path: v4Link({ key }) });

  beforeEach(async () => {
    emulator = await startEmulator({ now: () => noon });
    emulator.createBucket('demo');
    await emulator.putObject('demo', 'a.txt', '0123456789');
    await emulator.putObject('demo', 'b.txt', 'other');
  });
  afterEach(() => emulator.close());

  it('reset the connection once', async () => {
    emulator.faults.add({ kind: 'reset' });
    await assert.rejects(get(), { code: 'ECONNRESET' });
    assert.equal(emulator.requests[0]?.status, undefined);
    assert.equal((await get()).status, 200);
  });

  it('close the connection, or respond with something other than OSS', async () => {
    emulator.faults.add({ kind: 'close' });
    await assert.rejects(get(), { code: 'ECONNRESET' });
    emulator.faults.add({ kind: 'garbage' });
    await assert.rejects(get(), /Parse Error/);
    emulator.faults.add({ kind: 'html', status: 200 });
    const page = await get();
    assert.deepEqual([page.status, page.headers['content-type']], [200, 'text/html']);
    assert.equal(page.headers['x-oss-request-id'], undefined);
  });

  it('send a wrong length', async () => {
    emulator.faults.add({ kind: 'length', deltaBytes: -4 });
    const response = await fetch(`${emulator.endpoint('cn-hangzhou')}${v4Link({})}`);
    assert.deepEqual([response.headers.get('content-length'), await response.text()], ['6', '012345']);
  });

  it('respond with an OSS error as often as requested', async () => {
    emulator.faults.add({ kind: 'status', status: 503, times: 2 });
    emulator.faults.add({ kind: 'status', status: 500, code: 'InternalError' });
    const answers = [await get(), await get(), await get(), await get()];
    assert.deepEqual(
      answers.map((answer) => [answer.status, answer.element('Code')]),
      [
        [503, 'ServiceUnavailable'],
        [503, 'ServiceUnavailable'],
        [500, 'InternalError'],
        [200, undefined],
      ],
    );
  });

  it('apply only to matching requests', async () => {
    const match = {
      method: 'GET',
      operation: 'GetObject',
      bucket: 'demo',
      key: 'b.txt',
      query: { 'x-oss-expires': '60' },
    };
    emulator.faults.add({ kind: 'status', status: 500, match: { ...match, operation: 'GetObject' } });
    assert.equal((await get('a.txt')).status, 200);
    assert.equal((await get('b.txt')).status, 500);
    emulator.faults.add({ kind: 'status', status: 500, match: { query: { 'x-oss-expires': '61' } } });
    assert.equal((await get('b.txt')).status, 200);
    emulator.faults.clear();
    assert.equal((await ask(emulator.endpoint('cn-hangzhou'), { path: '/' })).status, 403);
  });

  it('cut the body off', async () => {
    emulator.faults.add({ kind: 'truncate', keepBytes: 4 });
    const response = await fetch(`${emulator.endpoint('cn-hangzhou')}${v4Link({})}`);
    assert.equal(response.headers.get('content-length'), '10');
    const received: number[] = [];
    await assert.rejects(async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        received.push(...chunk);
      }
    });
    assert.equal(Buffer.from(received).toString(), '0123');
  });

  it('delay a response', async () => {
    emulator.faults.add({ kind: 'delay', delayMs: 30 });
    const startedAt = performance.now();
    assert.equal((await get()).status, 200);
    assert.ok(performance.now() - startedAt >= 29);
  });

  it('end a delay when the client disconnects', async () => {
    emulator.faults.add({ kind: 'delay', delayMs: farTooLongMs });
    const disconnecting = request(`${emulator.endpoint('cn-hangzhou')}${v4Link({})}`, { agent: false });
    disconnecting.on('error', () => undefined);
    disconnecting.end();
    await until(() => emulator.requests.length > 0);
    disconnecting.destroy();
    await until(() => emulator.requests[0]?.abandoned === true);
    assert.equal(emulator.requests[0]?.status, undefined);
  });

  it('end a delay when the emulator closes', async () => {
    emulator.faults.add({ kind: 'delay', delayMs: farTooLongMs });
    const rejected = assert.rejects(get(), { code: 'ECONNRESET' });
    await until(() => emulator.requests.length > 0);
    await emulator.close();
    await rejected;
  });
});

/** Waits until a condition holds, within mocha's time limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
