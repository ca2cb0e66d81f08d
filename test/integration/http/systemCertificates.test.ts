import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { listen, type Listening } from '../../support/http/loopback.ts';
import { selfSignedCertificate } from '../../support/http/selfSignedCertificate.ts';

const transportUrl = new URL('../../../src/http/undiciTransport.ts', import.meta.url).href;

/** Script that sends a request like the extension with `http.systemCertificates` on or off, and prints the result. */
const script = `
  const { getCACertificates } = await import('node:tls');
  const { createUndiciTransport } = await import(${JSON.stringify(transportUrl)});
  const [origin, uses] = process.argv.slice(1);
  const transport = await createUndiciTransport(uses === 'system' ? { ca: getCACertificates('system') } : {});
  try {
    const { status } = await transport.request({ method: 'GET', origin, path: '/', headers: {} });
    process.stdout.write(String(status));
  } catch (error) {
    process.stdout.write(error.code);
  }
  await transport.close();
`;

// The store of other systems belongs to the user, and a test must not change it.
if (process.platform === 'linux') {
  describe('system certificates', () => {
    let folder: string;
    let server: Listening;

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'oss-links-ca-'));
      const { cert, key } = selfSignedCertificate(new Date());
      await writeFile(path.join(folder, 'ca.pem'), cert);
      const https = createServer({ cert, key }, (_, response) => response.end('trusted'));
      server = await listen(https, 'https');
    });
    after(async () => {
      await server.close();
      await rm(folder, { recursive: true });
    });

    async function ask(uses: 'system' | 'none', variables: Readonly<Record<string, string>>): Promise<string> {
      const { SSL_CERT_FILE: _, NODE_EXTRA_CA_CERTS: __, ...inherited } = process.env;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', script, '--', server.origin, uses],
        { env: { ...inherited, ...variables } },
      );
      return stdout;
    }

    it('are trusted, so that a company’s own authority works', async () => {
      assert.equal(await ask('system', { SSL_CERT_FILE: path.join(folder, 'ca.pem') }), '200');
    });

    it('are not trusted if switched off, nor is any other authority', async () => {
      const variables = { SSL_CERT_FILE: path.join(folder, 'ca.pem') };
      const answers = await Promise.all([ask('none', variables), ask('system', {})]);
      assert.deepEqual(answers, ['TlsError', 'TlsError']);
    });

    it('are trusted in addition to those configured for Node', async () => {
      const variables = { NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem') };
      const answers = await Promise.all([ask('system', variables), ask('none', variables)]);
      assert.deepEqual(answers, ['200', '200']);
    });
  });
}
