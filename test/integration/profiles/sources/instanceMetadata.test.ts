import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createUndiciTransport } from '../../../../src/http/undiciTransport.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import type { HttpTransport } from '../../../../src/oss/client/transport.ts';
import { instanceRole } from '../../../../src/profiles/sources/instanceMetadata.ts';
import { serve, type Listening } from '../../../support/http/loopback.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const ROLES = '/latest/meta-data/ram/security-credentials/';
const session = {
  Code: 'Success',
  AccessKeyId: 'STS.ak',
  AccessKeySecret: 'sk',
  SecurityToken: 'token',
  Expiration: '2130-01-01T01:00:00Z',
  LastUpdated: '2130-01-01T00:00:00Z',
};
const credentials = {
  accessKeyId: 'STS.ak',
  accessKeySecret: 'sk',
  securityToken: 'token',
  expiration: new Date(session.Expiration),
};

describe('the role of an ECS instance', () => {
  let server: Listening;
  let transport: HttpTransport;
  /** Whether the metadata service issues tokens and requires them. */
  let hardened: boolean;
  let role: string | undefined;
  let body: string;
  let asked: string[];

  const receive = ({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): void => {
    asked.push(`${method} ${url}`);
    const answer = (status: number, text = ''): void => {
      response.writeHead(status).end(text);
    };
    if (method === 'PUT' && url === '/latest/api/token') {
      if (!hardened) answer(404);
      else if (headers['x-aliyun-ecs-metadata-token-ttl-seconds'] === '21600') answer(200, 'm-token');
      else answer(400);
    } else if (hardened && headers['x-aliyun-ecs-metadata-token'] !== 'm-token') answer(401);
    else if (method !== 'GET' || role === undefined) answer(404);
    else if (url === ROLES) answer(200, `${role}\n`);
    else if (url === ROLES + role) answer(200, body);
    else answer(404);
  };

  before(async () => {
    server = await serve(receive);
    transport = await createUndiciTransport();
  });
  beforeEach(() => {
    [hardened, role, body, asked] = [true, 'app', JSON.stringify(session), []];
  });
  after(async () => {
    await transport.close();
    await server.close();
  });

  const ask = (roleName?: string, needsToken = false): ReturnType<typeof instanceRole> =>
    instanceRole(roleName === undefined ? { kind: 'instanceRole' } : { kind: 'instanceRole', roleName }, {
      transport,
      origin: server.origin,
      needsToken,
    });

  it('is requested with a token of the metadata service, by its name', async () => {
    assert.deepEqual(await ask('app'), credentials);
    assert.deepEqual(asked, ['PUT /latest/api/token', `GET ${ROLES}app`]);
  });

  it('is the one that the instance names if none is given', async () => {
    assert.deepEqual(await ask(), credentials);
    assert.deepEqual(asked.slice(1), [`GET ${ROLES}`, `GET ${ROLES}app`]);
  });

  it('is read without a token from an instance that has none, unless that is refused', async () => {
    hardened = false;
    assert.deepEqual(await ask('app'), credentials);
    assert.deepEqual(await problemOf(() => ask('app', true)), ['ServiceRefused', 404]);
  });

  it('is read without a token in a container whose token request gets no response, unless that is refused', async () => {
    const silent: HttpTransport = {
      ...transport,
      request: (request) =>
        request.method === 'PUT' ? Promise.reject(new TransportError('Timeout', 'test')) : transport.request(request),
    };
    hardened = false;
    const plan = { kind: 'instanceRole', roleName: 'app' } as const;
    const options = { transport: silent, origin: server.origin };
    assert.deepEqual(await instanceRole(plan, options), credentials);
    assert.deepEqual(await problemOf(() => instanceRole(plan, { ...options, needsToken: true })), [
      'ServiceSilent',
      'Timeout',
    ]);
  });

  it('never sends its token to any other service', async () => {
    const origins: string[] = [];
    const noting: HttpTransport = {
      ...transport,
      request: ({ origin }) => {
        origins.push(origin);
        return Promise.reject(new TransportError('HostNotFound', 'test'));
      },
    };
    await problemOf(() => instanceRole({ kind: 'instanceRole' }, { transport: noting }));
    assert.deepEqual([...new Set(origins)], ['http://100.100.100.200']);
  });

  it('that is missing is reported as missing', async () => {
    assert.deepEqual(await problemOf(() => ask('other')), ['NoInstanceRole']);
    role = undefined;
    assert.deepEqual(await problemOf(() => ask()), ['NoInstanceRole']);
  });

  it('never quotes an unusable response', async () => {
    body = JSON.stringify({ Code: 'Failed', AccessKeySecret: 'sk' });
    assert.deepEqual(await problemOf(() => ask('app')), ['ServiceSilent', 'no usable answer']);
  });

  it('is not read from a response of more than 64 KB', async () => {
    body = JSON.stringify(session).padEnd(64 * 1024);
    assert.deepEqual(await ask('app'), credentials);
    body += ' ';
    assert.deepEqual(await problemOf(() => ask('app')), ['ServiceSilent', 'RangeError']);
  });

  it('is waited for two seconds for each response', async () => {
    const waits: unknown[] = [];
    const noting: HttpTransport = {
      ...transport,
      request: ({ timeoutMs }) => {
        waits.push(timeoutMs);
        return Promise.reject(new TransportError('Timeout', 'test'));
      },
    };
    await problemOf(() => instanceRole({ kind: 'instanceRole' }, { transport: noting }));
    assert.deepEqual(waits, [2000, 2000]);
  });

  it('reports nothing if there is no instance', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    const away = (): Promise<unknown> => instanceRole({ kind: 'instanceRole' }, { transport, origin: gone.origin });
    assert.deepEqual(await problemOf(away), ['ServiceSilent', 'ConnectionRefused']);
  });
});
