import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { getCACertificates } from 'node:tls';
import { discardBody, type HttpRequest, type HttpTransport } from '../../src/oss/client/transport.ts';
import type { TransportErrorCode } from '../../src/oss/errors/transportErrorCode.ts';
import { TransportError } from '../../src/oss/errors/errors.ts';
import { networkOptions } from '../../src/ui/settings/configuration.ts';
import { createTransport } from '../../src/ui/settings/transport.ts';
import { listen, serve, startProxy, type Listening, type TestProxy } from '../support/http/loopback.ts';
import { selfSignedCertificate } from '../support/http/selfSignedCertificate.ts';
import { variables } from './results.ts';
import { updateSetting } from './controls.ts';

/** Request to a host that no name server has: only a proxy reaches it. */
const request: HttpRequest = { method: 'GET', origin: 'http://bucket.oss.invalid', path: '/', headers: {} };

type LazyTransport = () => Promise<HttpTransport>;

/** // Effects of VS Code's settings and the environment on connections to OSS. */
describe('the network settings', () => {
  const changed = new Set<string>();
  const opened: { dispose(): unknown }[] = [];
  let target: Listening;
  let proxy: TestProxy;
  let renewals = 0;

  async function set(name: string, value: unknown): Promise<void> {
    changed.add(name);
    await updateSetting(`http.${name}`, value);
  }

  function open(environment: NodeJS.ProcessEnv = {}): LazyTransport {
    return createTransport(environment, () => renewals++, opened);
  }

  async function statusOf(transport: LazyTransport, origin = request.origin): Promise<number> {
    const response = await (await transport()).request({ ...request, origin });
    await discardBody(response);
    return response.status;
  }

  async function assertFails(transport: LazyTransport, code: TransportErrorCode, origin?: string): Promise<void> {
    await assert.rejects(
      statusOf(transport, origin),
      (error) => error instanceof TransportError && error.code === code,
    );
  }

  beforeEach(async () => {
    renewals = 0;
    target = await serve((_, response) => response.end('through'));
    proxy = await startProxy(target.port, ({ headers }) =>
      headers['proxy-authorization'] === 'Basic refused' ? 407 : 200,
    );
  });

  afterEach(async () => {
    for (const each of opened.splice(0)) each.dispose();
    for (const name of changed) await updateSetting(`http.${name}`, undefined);
    changed.clear();
    await proxy.close();
    await target.close();
  });

  it('renew the transport: through the configured proxy, and directly once it is removed', async () => {
    const transport = open();
    const before = await transport();
    await set('proxy', proxy.origin);
    assert.ok(renewals > 0);
    assert.notEqual(await transport(), before);
    assert.equal(await statusOf(transport), 200);
    assert.deepEqual(proxy.tunnels, [{ target: 'bucket.oss.invalid:80', authorization: undefined }]);
    await set('proxy', undefined);
    await assertFails(transport, 'HostNotFound');
    assert.equal(proxy.tunnels.length, 1);
  });

  it('send the credentials of the proxy, and report its refusal of them', async () => {
    const transport = open();
    await set('proxy', proxy.origin.replace('//', '//user:pass@'));
    assert.equal(await statusOf(transport), 200);
    await set('proxyAuthorization', 'Basic refused');
    await assertFails(transport, 'ProxyError');
    assert.deepEqual(
      proxy.tunnels.map(({ authorization }) => authorization),
      [`Basic ${Buffer.from('user:pass').toString('base64')}`, 'Basic refused'],
    );
  });

  it('reach the hosts of noProxy directly, and all hosts if proxy support is off', async () => {
    const transport = open();
    await set('proxy', proxy.origin);
    await set('noProxy', ['.oss.invalid']);
    await assertFails(transport, 'HostNotFound');
    await set('noProxy', undefined);
    await set('proxySupport', 'off');
    await assertFails(transport, 'HostNotFound');
    assert.deepEqual(proxy.tunnels, []);
  });

  it('use the environment if they name no proxy', async () => {
    assert.equal(await statusOf(open({ HTTPS_PROXY: proxy.origin })), 200);
    await assertFails(open({ HTTPS_PROXY: proxy.origin, NO_PROXY: 'oss.invalid' }), 'HostNotFound');
    assert.equal(proxy.tunnels.length, 1);
  });

  it('trust the system certificates unless that is switched off', async () => {
    const ofSystem = getCACertificates('system');
    assert.deepEqual(networkOptions({}).ca ?? [], ofSystem);
    await set('systemCertificates', false);
    assert.equal(networkOptions({}).ca, undefined);
  });

  // The stores of other systems are the user's own.
  if (process.platform === 'linux') {
    it('reach a server by an authority of the system, but not if system certificates are off', async () => {
      const both = await readFile(process.env[variables.systemCertificate] ?? '', 'utf8');
      const server = await listen(
        createServer({ cert: both, key: both }, (_, response) => response.end('trusted')),
        'https',
      );
      const transport = open();
      try {
        assert.equal(await statusOf(transport, server.origin), 200);
        await set('systemCertificates', false);
        await assertFails(transport, 'TlsError', server.origin);
      } finally {
        await server.close();
      }
    });
  }

  it('never relax the check of certificates', async () => {
    const handler: RequestListener = (_, response) => response.end('not to be trusted');
    const server = await listen(createServer(selfSignedCertificate(new Date()), handler), 'https');
    const transport = open();
    try {
      await set('proxyStrictSSL', false);
      await assertFails(transport, 'TlsError', server.origin);
    } finally {
      await server.close();
    }
  });
});
