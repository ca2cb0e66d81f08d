import assert from 'node:assert/strict';
import { Clients } from '../../../src/profiles/clients.ts';
import type { EndpointChoice } from '../../../src/profiles/profile.ts';
import { fakeTransport } from '../oss/fakeTransport.ts';

describe('the client of a profile', () => {
  const locationAt = async (endpoint: EndpointChoice): Promise<unknown> => {
    const clients = new Clients({
      profiles: {
        onDidChange: () => ({ dispose: () => undefined }),
        get: () => assert.fail('no stored profile is needed'),
        credentialsOf: () => assert.fail('no stored credentials are needed'),
      },
      transport: () => Promise.resolve(fakeTransport()),
      now: () => new Date(0),
      onExchange: () => undefined,
    });
    const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
    const client = await clients.forProfile({ region: 'cn-beijing', endpoint }, () => Promise.resolve(credentials));
    return client.locationOf('bucket');
  };
  const url = 'http://files.example.com';

  it('is at the custom endpoint, addressed as the profile says', async () => {
    assert.deepEqual(await locationAt({ kind: 'custom', url: 'https://files.example.com', addressing: 'cname' }), {
      region: 'cn-beijing',
      endpoint: 'https://files.example.com',
      addressing: 'cname',
    });
  });

  it('uses plain http only where the user allowed it', async () => {
    await assert.rejects(locationAt({ kind: 'custom', url }), { code: 'InvalidInput', field: 'endpoint' });
    assert.deepEqual(await locationAt({ kind: 'custom', url, allowPlainHttp: true }), {
      region: 'cn-beijing',
      endpoint: url,
      addressing: 'virtual',
    });
  });
});
