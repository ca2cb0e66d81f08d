import assert from 'node:assert/strict';
import { createServer as createHttpsServer } from 'node:https';
import { listen, startProxy } from '../../support/http/loopback.ts';
import type { Listening } from '../../support/http/loopback.ts';
import { selfSignedCertificate } from '../../support/http/selfSignedCertificate.ts';
import { assertFails, get, withTransports } from '../../support/http/transportBench.ts';
import { textOf } from '../../support/oss/chunks.ts';

describe('createUndiciTransport with TLS', () => {
  const { open, transportWith } = withTransports();

  const certificate = selfSignedCertificate(new Date());
  const startTls = (): Promise<Listening> =>
    open(
      listen(
        createHttpsServer(certificate, (_request, response) => response.end('safe')),
        'https',
      ),
    );

  it('refuses a certificate of an unknown authority', async () => {
    const server = await startTls();
    await assertFails((await transportWith()).request(get(server.origin)), 'TlsError');
  });

  it('refuses it even if the environment turns the check of certificates off', async () => {
    const server = await startTls();
    const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
    const before = process.env[variable];
    process.env[variable] = '0';
    try {
      await assertFails((await transportWith()).request(get(server.origin)), 'TlsError');
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before;
    }
  });

  it('trusts a configured private authority', async () => {
    const server = await startTls();
    const transport = await transportWith({ ca: [certificate.cert] });
    assert.equal(await textOf((await transport.request(get(server.origin))).body), 'safe');
  });

  it('checks the name through a proxy too', async () => {
    const server = await startTls();
    const proxy = await open(startProxy(server.port));
    const transport = await transportWith({ ca: [certificate.cert], proxy: { url: proxy.origin } });
    await assertFails(transport.request(get('https://other.test')), 'TlsError');
    assert.deepEqual(
      proxy.tunnels.map((tunnel) => tunnel.target),
      ['other.test:443'],
    );
  });
});
