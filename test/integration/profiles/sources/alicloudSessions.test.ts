import assert from 'node:assert/strict';
import dns from 'node:dns';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { text } from 'node:stream/consumers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alicloudSessions } from '../../../../src/profiles/sources/alicloudSessions.ts';
import { listen, serve, type Listening } from '../../../support/http/loopback.ts';
import { selfSignedCertificate } from '../../../support/http/selfSignedCertificate.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const expiration = new Date('2130-01-01T01:00:00Z');
const answer = {
  AccessKeyId: 'sts-ak',
  AccessKeySecret: 'sts-sk',
  SecurityToken: 'token',
  Expiration: '2130-01-01T01:00:00Z',
};
const credentials = { accessKeyId: 'sts-ak', accessKeySecret: 'sts-sk', securityToken: 'token', expiration };

describe('sessions from the Alibaba Cloud credentials library', () => {
  let server: Listening;
  let present: readonly string[];
  let asked: { readonly query: URLSearchParams; readonly form: URLSearchParams }[];
  let reply: (response: ServerResponse) => void;
  let folder: string;

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const query = new URL(request.url ?? '', 'https://sts').searchParams;
    asked.push({ query, form: new URLSearchParams(await text(request)) });
    reply(response);
  };

  before(async () => {
    present = getCACertificates('default');
    const { cert, key } = selfSignedCertificate(new Date());
    setDefaultCACertificates([...present, cert]);
    server = await listen(
      createServer({ cert, key }, (request, response) => void receive(request, response)),
      'https',
    );
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-oidc-'));
  });

  beforeEach(() => {
    asked = [];
    reply = (response) => response.end(JSON.stringify({ Credentials: answer }));
  });

  after(async () => {
    setDefaultCACertificates([...present]);
    await server.close();
    await rm(folder, { recursive: true });
  });

  const role = (more: object = {}) => ({ roleArn: 'arn', stsEndpoint: `127.0.0.1:${server.port}`, ...more });
  const key = { accessKeyId: 'ak', accessKeySecret: 'sk' };

  it('of a role contain caller, role and duration in the request, and their expiry', async () => {
    const session = role({ sessionName: 'me', durationSeconds: 900, externalId: 'e' });
    assert.deepEqual(await alicloudSessions.assumeRole(session, { ...key, securityToken: 'base' }), credentials);
    const [{ query, form } = assert.fail()] = asked;
    assert.deepEqual(
      [query.get('Action'), query.get('AccessKeyId'), query.get('SecurityToken')],
      ['AssumeRole', 'ak', 'base'],
    );
    assert.deepEqual(Object.fromEntries(form), {
      RoleArn: 'arn',
      RoleSessionName: 'me',
      DurationSeconds: '900',
      ExternalId: 'e',
    });
  });

  it('of a role come from STS in the region that the profile names', async () => {
    const names: string[] = [];
    const { lookup } = dns;
    const refuse = (name: string, _: unknown, done: (error: Error) => void): void => {
      names.push(name);
      done(Object.assign(new Error('no name server'), { code: 'ENOTFOUND' }));
    };
    try {
      dns.lookup = refuse as unknown as typeof lookup;
      await assert.rejects(alicloudSessions.assumeRole({ roleArn: 'arn', stsRegion: 'cn-beijing' }, key));
    } finally {
      dns.lookup = lookup;
    }
    assert.deepEqual([...new Set(names)], ['sts.cn-beijing.aliyuncs.com']);
  });

  it('by OIDC send the token of the file', async () => {
    const tokenFile = path.join(folder, 'token');
    await writeFile(tokenFile, 'oidc-token');
    const plan = {
      kind: 'oidc',
      providerArn: 'provider',
      tokenFile,
      ...role({ sessionName: 'me', policy: '{}' }),
    } as const;
    assert.deepEqual(await alicloudSessions.assumeRoleWithOidc(plan), credentials);
    const [{ query, form } = assert.fail()] = asked;
    assert.equal(query.get('Action'), 'AssumeRoleWithOIDC');
    assert.deepEqual(Object.fromEntries(form), {
      OIDCProviderArn: 'provider',
      OIDCToken: 'oidc-token',
      RoleArn: 'arn',
      RoleSessionName: 'me',
      DurationSeconds: '3600',
      Policy: '{}',
    });
  });

  it('by OIDC name an unreadable token file, not the service', async () => {
    const plan = { kind: 'oidc', providerArn: 'provider', tokenFile: path.join(folder, 'gone'), ...role({}) } as const;
    const problem = await problemOf(() => alicloudSessions.assumeRoleWithOidc(plan));
    assert.deepEqual(problem, ['TokenFileUnreadable', 'ENOENT']);
    assert.deepEqual(asked, []);
  });

  it('that are refused are reported by the code only', async () => {
    reply = (response) => {
      response.statusCode = 403;
      response.end(JSON.stringify({ Code: 'NoPermission', Message: 'secret words' }));
    };
    assert.deepEqual(await problemOf(() => alicloudSessions.assumeRole(role(), key)), [
      'ServiceRefused',
      'NoPermission',
    ]);
  });

  it('without a response are reported by the network failure', async () => {
    const closed = await serve(() => undefined);
    await closed.close();
    const nowhere = role({ stsEndpoint: `127.0.0.1:${closed.port}` });
    assert.deepEqual(await problemOf(() => alicloudSessions.assumeRole(nowhere, key)), [
      'ServiceSilent',
      'ECONNREFUSED',
    ]);
  });

  it('are not requested if the environment turns the check of certificates off', async () => {
    const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
    const before = process.env[variable];
    process.env[variable] = '0';
    try {
      const uri = 'https://127.0.0.1:9/key';
      assert.deepEqual(await problemOf(() => alicloudSessions.fromUri({ kind: 'uri', uri })), ['TlsUnchecked']);
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before;
    }
  });

  it('of a URI are its response, which is never quoted if something is missing', async () => {
    const answers = [JSON.stringify({ Code: 'Success', ...answer }), '{"AccessKeyId":"ak","AccessKeySecret":"sk"}'];
    const source = await serve((_, response) => response.end(answers.shift()));
    try {
      const plan = { kind: 'uri', uri: `${source.origin}/key` } as const;
      assert.deepEqual(await alicloudSessions.fromUri(plan), credentials);
      assert.deepEqual(await problemOf(() => alicloudSessions.fromUri(plan)), ['ServiceSilent', 'no usable answer']);
    } finally {
      await source.close();
    }
  });

  it('of a URI are not requested if others on the network could read them', async () => {
    for (const uri of ['file:///key', 'http://credentials.example.com/key', 'http://10.0.0.1/key', 'no URL']) {
      assert.deepEqual(await problemOf(() => alicloudSessions.fromUri({ kind: 'uri', uri })), ['UriUnsupported'], uri);
    }
  });
});
