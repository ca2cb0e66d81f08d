import assert from 'node:assert/strict';
import type { StepServices } from '../../../../src/features/check/connectionStep.ts';
import { linkHostSteps } from '../../../../src/features/check/linkHostSteps.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import type { Profile } from '../../../../src/profiles/profile.ts';
import { answer, failure, fakeTransport } from '../../../support/oss/fakeTransport.ts';

const profile: Profile = {
  ...{ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] },
};
const location = { region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' };

/** Steps with a client, as sign, text and next step. */
async function steps(client: object, transport = fakeTransport(answer(403))): Promise<readonly (readonly unknown[])[]> {
  const endpoint = { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } as const;
  const services = {
    clientOf: () => Promise.resolve(client),
    linkHosts: { linkHost: () => ({ endpoint }) },
    inspector: { transport: () => Promise.resolve(transport) },
  } as unknown as StepServices;
  const found: (readonly unknown[])[] = [];
  const { signal } = new AbortController();
  for await (const step of linkHostSteps({ profileId: 'p1', bucket: 'docs' }, profile, services, signal)) {
    found.push([step.name, step.state, step.text, step.next]);
  }
  return found;
}

describe('the steps of a link host', () => {
  const cdn = ['CDN', 'ok', 'files.example.com responds without a CDN', undefined];

  it('report a domain that is bound to the bucket, but disabled in the console', async () => {
    const domains = [{ domain: 'files.example.com', status: 'Disabled' }];
    const client = {
      locationOf: () => Promise.resolve(location),
      listCustomDomains: () => Promise.resolve(domains),
    };
    const text = 'files.example.com is bound to the bucket, but disabled';
    assert.deepEqual(await steps(client), [
      ['Link host', 'failed', text, 'Enable the domain in the OSS console.'],
      cdn,
    ]);
  });

  it('report that OSS cannot be reached: for the region of the bucket, and for its domains', async () => {
    const unreachable = (): Promise<never> => Promise.reject(new TransportError('HostNotFound', 'no host'));
    const noRegion = await steps({ locationOf: unreachable });
    assert.deepEqual(
      noRegion.map((step) => step.slice(0, 2)),
      [['Link host', 'failed']],
    );
    const noDomains = await steps({ locationOf: () => Promise.resolve(location), listCustomDomains: unreachable });
    assert.deepEqual(noDomains[0]?.slice(0, 2), ['Link host', 'failed']);
    assert.deepEqual(noDomains[1], cdn);
  });

  it('wait ten seconds for a silent host', async () => {
    const transport = fakeTransport(failure('Timeout'));
    const client = { locationOf: () => Promise.resolve(location), listCustomDomains: () => Promise.resolve([]) };
    const [, https] = await steps(client, transport);
    assert.deepEqual(https?.slice(0, 2), ['HTTPS of the link host', 'failed']);
    assert.equal(transport.requests[0]?.timeoutMs, 10_000);
  });
});
