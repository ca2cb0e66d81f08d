import assert from 'node:assert/strict';
import { createServer as createTcpServer } from 'node:net';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { listen, serve, startProxy } from '../../support/http/loopback.ts';
import type { Listening } from '../../support/http/loopback.ts';
import { assertFails, drain, failureOf, get, withTransports } from '../../support/http/transportBench.ts';
import { textOf } from '../../support/oss/chunks.ts';

describe('createUndiciTransport behind a proxy', () => {
  const { open, transportWith } = withTransports();

  const answer = 'through';
  let target: Listening;
  beforeEach(async () => {
    target = await open(serve((request, response) => response.end(`${answer} ${request.headers.host ?? ''}`)));
  });

  it('tunnels to the host by name, without credentials if there are none', async () => {
    const proxy = await open(startProxy(target.port));
    const transport = await transportWith({ proxy: { url: proxy.origin } });
    const response = await transport.request(get('http://bucket.oss.test/'.replace(/\/$/, '')));
    assert.equal(await textOf(response.body), `${answer} bucket.oss.test`);
    assert.deepEqual(proxy.tunnels, [{ target: 'bucket.oss.test:80', authorization: undefined }]);
  });

  it('sends the authorization, or otherwise the user and password of the URL', async () => {
    const proxy = await open(
      startProxy(target.port, ({ headers }) => (headers['proxy-authorization'] === undefined ? 407 : 200)),
    );
    const withHeader = await transportWith({ proxy: { url: proxy.origin, authorization: 'Bearer abc' } });
    await drain(await withHeader.request(get('http://oss.test')));
    const url = proxy.origin.replace('//', '//user:p%40ss@');
    const withBoth = await transportWith({ proxy: { url, authorization: 'Bearer def' } });
    await drain(await withBoth.request(get('http://oss.test')));
    await drain(await (await transportWith({ proxy: { url } })).request(get('http://oss.test')));
    assert.deepEqual(
      proxy.tunnels.map((tunnel) => tunnel.authorization),
      ['Bearer abc', 'Bearer def', `Basic ${Buffer.from('user:p@ss').toString('base64')}`],
    );
  });

  it('accepts a password that is not percent-encoded', async () => {
    const proxy = await open(startProxy(target.port));
    const url = proxy.origin.replace('//', '//user:100%sure@');
    await drain(await (await transportWith({ proxy: { url } })).request(get('http://oss.test')));
    const [tunnel] = proxy.tunnels;
    assert.equal(tunnel?.authorization, `Basic ${Buffer.from('user:100%sure').toString('base64')}`);
  });

  it('does not change the headers that it receives', async () => {
    const proxy = await open(startProxy(target.port));
    const headers = { 'x-oss-date': 'now' };
    const transport = await transportWith({ proxy: { url: proxy.origin } });
    await drain(await transport.request({ ...get('http://bucket.oss.test'), headers }));
    assert.deepEqual(headers, { 'x-oss-date': 'now' });
  });

  it('fails with ProxyError and the status if the proxy refuses', async () => {
    const wantsUser = await open(startProxy(target.port, () => 407));
    const first = await transportWith({ proxy: { url: wantsUser.origin } });
    assert.match((await failureOf(first.request(get('http://oss.test')), 'ProxyError')).message, /password.*407/);
    const forbids = await open(startProxy(target.port, () => 403));
    const second = await transportWith({ proxy: { url: forbids.origin } });
    assert.match((await failureOf(second.request(get('http://oss.test')), 'ProxyError')).message, /403/);
  });

  it('fails with ProxyError at the first attempt if the proxy closes the connection', async () => {
    let connections = 0;
    const proxy = await open(
      listen(
        createTcpServer((socket) => {
          connections++;
          socket.on('data', () => socket.destroy());
        }),
      ),
    );
    const transport = await transportWith({ proxy: { url: proxy.origin } });
    await assertFails(transport.request(get('http://oss.test')), 'ProxyError');
    assert.equal(connections, 1);
  });

  it('fails with ProxyError if the proxy is missing or does not respond', async () => {
    const gone = await startProxy(target.port);
    await gone.close();
    const throughClosedPort = await transportWith({ proxy: { url: gone.origin } });
    await assertFails(throughClosedPort.request(get('http://oss.test')), 'ProxyError');
    const silent = await open(listen(createTcpServer((socket) => socket.resume())));
    const throughSilentProxy = await transportWith({ proxy: { url: silent.origin }, connectTimeoutMs: 50 });
    await assertFails(throughSilentProxy.request(get('http://oss.test')), 'ProxyError');
  });

  it('ends open requests when it is closed', async () => {
    const reached = Promise.withResolvers<undefined>();
    const silent = await open(
      serve(() => {
        reached.resolve(undefined);
      }),
    );
    const proxy = await open(startProxy(silent.port));
    const transport = await createUndiciTransport({ proxy: { url: proxy.origin } });
    const waiting = failureOf(transport.request(get('http://bucket.oss.test', '/', { timeoutMs: 5000 })));
    await reached.promise;
    await transport.close();
    assert.notEqual((await waiting).code, 'Timeout');
  });

  it('reaches loopback and the hosts of noProxy directly', async () => {
    const proxy = await open(startProxy(target.port));
    const transport = await transportWith({ proxy: { url: proxy.origin, noProxy: ['invalid'] } });
    await drain(await transport.request(get(target.origin)));
    await assertFails(transport.request(get(`http://${'a'.repeat(64)}.invalid`)), 'HostNotFound');
    assert.deepEqual(proxy.tunnels, []);
  });

  it('refuses a URL of no HTTP proxy, without the URL in the message', async () => {
    await assert.rejects(createUndiciTransport({ proxy: { url: 'socks5://user:p%40ss@proxy' } }), {
      code: 'InvalidInput',
      field: 'proxy',
      message: 'The proxy must be a URL that begins with http:// or https://.',
    });
  });
});
