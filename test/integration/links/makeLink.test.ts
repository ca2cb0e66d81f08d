import assert from 'node:assert/strict';
import type { Link, ObjectTarget } from '../../../src/links/link.ts';
import type { LinkOptions } from '../../../src/links/linkOptions.ts';
import type { LinkSources } from '../../../src/links/linkSources.ts';
import { makeLink } from '../../../src/links/makeLink.ts';
import { ask, noon, type HttpAnswer } from '../../support/emulator/handMade.ts';
import {
  openLoopbackOss,
  STS_KEY,
  type LoopbackOptions,
  type LoopbackOss,
} from '../../support/profiles/loopbackOss.ts';
import { linkSourcesAt } from '../../support/links/linkSources.ts';
import { profileHosts } from '../../support/links/profileHosts.ts';

const get: LinkOptions = { method: 'GET', validity: '1m' };
const put: LinkOptions = { method: 'PUT', validity: '1m' };
const target: ObjectTarget = { profileId: 'p1', bucket: 'docs', key: '报告/a b+c.txt' };
const quarterMs = 15 * 60_000;

describe('makeLink', () => {
  let oss: LoopbackOss;
  let sources: LinkSources;
  let maxSeconds: number;

  async function open(options: LoopbackOptions = {}): Promise<void> {
    await (oss as LoopbackOss | undefined)?.close();
    oss = await openLoopbackOss(options);
    oss.emulator.createBucket('docs');
    await oss.saveProfile();
    const { profiles, clients, linkHosts, now } = oss;
    sources = { profiles, clientOf: clients.of, linkHosts, maxValiditySeconds: () => maxSeconds, now };
  }

  beforeEach(async () => {
    maxSeconds = Number.POSITIVE_INFINITY;
    await open();
    await oss.emulator.putObject('docs', target.key, 'the content', { contentType: 'text/plain' });
    await oss.emulator.putObject('docs', 'other.txt', 'another');
  });
  afterEach(() => oss.close());

  function use({ url }: Pick<Link, 'url'>, method: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    const { origin } = new URL(url);
    return ask(origin, {
      method,
      path: url.slice(origin.length),
      headers,
      ...(method === 'PUT' ? { body: 'new' } : {}),
    });
  }

  describe('for GET', () => {
    it('downloads exactly the bytes of the object until it expires', async () => {
      const link = await makeLink(target, get, sources);
      assert.equal((await use(link, 'GET')).text, 'the content');
      assert.equal(link.method, 'GET');
      assert.deepEqual(link.target, target);
      assert.deepEqual(link.expiration, new Date(noon.getTime() + 60_000));
      assert.equal(new URL(link.url).searchParams.get('x-oss-expires'), '60');
      assert.deepEqual(link.signedHeaders, {});
      assert.deepEqual(link.warnings, []);
    });

    it('opens no other object and allows no other method', async () => {
      const { url } = await makeLink(target, get, sources);
      const elsewhere = url.replace(new URL(url).pathname, '/docs/other.txt');
      assert.notEqual(elsewhere, url);
      assert.equal((await use({ url: elsewhere }, 'GET')).element('Code'), 'SignatureDoesNotMatch');
      assert.equal((await use({ url }, 'PUT')).element('Code'), 'SignatureDoesNotMatch');
      assert.equal((await oss.emulator.readObject('docs', target.key)).toString(), 'the content');
    });

    it('saves the object under a file name', async () => {
      const link = await makeLink(target, { ...get, download: { type: 'attachment', name: '报告.txt' } }, sources);
      assert.equal(
        (await use(link, 'GET')).headers['content-disposition'],
        `attachment; filename="__.txt"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.txt`,
      );
    });

    it('expires at the chosen date', async () => {
      const date = new Date(noon.getTime() + quarterMs);
      const link = await makeLink(target, { ...get, validity: date.toISOString() }, sources);
      assert.deepEqual(link.expiration, date);
      assert.equal(new URL(link.url).searchParams.get('x-oss-expires'), '900');
    });

    it('is not created for a past date', async () => {
      const past = { ...get, validity: noon.toISOString() };
      await assert.rejects(makeLink(target, past, sources), { code: 'InvalidInput', field: 'validity' });
    });

    it('contains the token of temporary credentials', async () => {
      await oss.saveProfile({}, STS_KEY);
      const link = await makeLink(target, get, sources);
      assert.equal(new URL(link.url).searchParams.get('x-oss-security-token'), STS_KEY.securityToken);
      assert.equal((await use(link, 'GET')).text, 'the content');
    });

    it('uses the region of the bucket', async () => {
      oss.emulator.createBucket('faraway', { region: 'cn-shanghai' });
      await oss.emulator.putObject('faraway', 'a.txt', 'from far');
      const link = await makeLink({ profileId: 'p1', bucket: 'faraway', key: 'a.txt' }, get, sources);
      assert.equal(new URL(link.url).origin, oss.emulator.endpoint('cn-shanghai'));
      assert.equal((await use(link, 'GET')).text, 'from far');
    });
  });

  describe('for PUT', () => {
    const headers = { 'x-oss-meta-author': 'me', 'x-oss-forbid-overwrite': 'true', 'cache-control': 'no-cache' };
    const choices: LinkOptions = { ...put, contentType: 'text/markdown', headers };
    const fresh = { ...target, key: 'new.md' };

    it('accepts an upload with exactly the chosen headers, all of them signed', async () => {
      const link = await makeLink(fresh, choices, sources);
      assert.deepEqual(link.signedHeaders, { 'content-type': 'text/markdown', ...headers });
      assert.equal(new URL(link.url).searchParams.get('x-oss-additional-headers'), 'cache-control');
      assert.equal((await use(link, 'PUT', { ...link.signedHeaders })).status, 200);
      const stored = oss.emulator.object('docs', 'new.md') ?? assert.fail('nothing was stored');
      assert.equal(stored.headers['content-type'], 'text/markdown');
      assert.equal(stored.headers['x-oss-meta-author'], 'me');
      assert.equal(stored.headers['cache-control'], 'no-cache');
    });

    for (const [name, other] of Object.entries({
      'content-type': 'text/plain',
      'cache-control': 'max-age=1',
      'x-oss-meta-author': 'you',
      'x-oss-forbid-overwrite': 'false',
    })) {
      it(`refuses an upload with another ${name}, and one without`, async () => {
        const link = await makeLink(fresh, choices, sources);
        const { [name]: _, ...without } = link.signedHeaders;
        for (const sent of [{ ...without, [name]: other }, without]) {
          assert.equal((await use(link, 'PUT', sent)).status, 403);
        }
        assert.equal(oss.emulator.object('docs', 'new.md'), undefined);
      });
    }

    it('refuses a content type if none was chosen', async () => {
      const link = await makeLink(fresh, put, sources);
      assert.deepEqual(link.signedHeaders, {});
      assert.equal((await use(link, 'PUT', { 'content-type': 'text/plain' })).status, 403);
      assert.equal((await use(link, 'PUT')).status, 200);
    });

    it('signs the content type of the name', async () => {
      const link = await makeLink(fresh, { ...put, contentType: 'auto' }, sources);
      assert.deepEqual(link.signedHeaders, { 'content-type': 'text/markdown;charset=utf-8' });
    });

    it('allows no download', async () => {
      const link = await makeLink(target, put, sources);
      assert.equal((await use(link, 'GET')).element('Code'), 'SignatureDoesNotMatch');
    });
  });

  describe('with clock skew', () => {
    for (const clockOffsetMs of [-2 * quarterMs, 2 * quarterMs]) {
      it(`starts and expires by the service's clock, ${clockOffsetMs / 60_000} minutes from ours`, async () => {
        await open({ clockOffsetMs });
        await oss.emulator.putObject('docs', target.key, 'the content');
        const link = await makeLink(target, get, sources);
        assert.deepEqual(link.expiration, new Date(noon.getTime() + clockOffsetMs + 60_000));
        assert.equal((await use(link, 'GET')).text, 'the content');
      });
    }

    it("expires at the chosen date by the service's clock", async () => {
      await open({ clockOffsetMs: -2 * quarterMs });
      const date = new Date(noon.getTime() + quarterMs);
      const link = await makeLink(target, { ...get, validity: date.toISOString() }, sources);
      assert.deepEqual(link.expiration, date);
      assert.equal(new URL(link.url).searchParams.get('x-oss-expires'), String((3 * quarterMs) / 1000));
    });
  });

  describe('with a maximum validity', () => {
    it('is shortened, with a notice', async () => {
      maxSeconds = 30;
      const link = await makeLink(target, get, sources);
      assert.equal(new URL(link.url).searchParams.get('x-oss-expires'), '30');
      assert.deepEqual(
        link.warnings.map(({ text }) => text),
        ['The link is valid for 30s instead of 1m, the maximum of the setting ossLinks.maxValidity.'],
      );
      assert.deepEqual(link.options, get);
    });

    it('has no notice if it keeps the chosen validity', async () => {
      maxSeconds = 60;
      assert.deepEqual((await makeLink(target, get, sources)).warnings, []);
    });

    it('is shortened too if it is stable for an hour', async () => {
      maxSeconds = 2 * 3600;
      const link = await makeLink(target, { ...get, validity: '1d', stable: 'hour' }, sources);
      assert.ok(link.expiration.getTime() <= noon.getTime() + maxSeconds * 1000);
      maxSeconds = 3600;
      await assert.rejects(makeLink(target, { ...get, stable: 'hour' }, sources), { field: 'stable' });
    });
  });

  it('has the chosen options, and returns them', async () => {
    const options: LinkOptions = {
      ...get,
      bindHost: true,
      stable: 'hour',
      trafficLimit: '1 MB/s',
      source: { addresses: '127.0.0.0/8' },
      response: { cacheControl: 'no-store' },
    };
    const link = await makeLink(target, options, sources);
    assert.deepEqual(link.options, options);
    const { searchParams } = new URL(link.url);
    assert.equal(searchParams.get('x-oss-additional-headers'), 'host');
    assert.equal(searchParams.get('x-oss-traffic-limit'), String(8 * 1024 ** 2));
    assert.equal(searchParams.get('x-oss-ac-source-ip'), '127.0.0.0');
    const answer = await use(link, 'GET');
    assert.equal(answer.text, 'the content');
    assert.equal(answer.headers['cache-control'], 'no-store');
  });

  it('has a V1 signature on request, with a warning', async () => {
    const link = await makeLink(target, { ...get, signatureVersion: 'v1' }, sources);
    assert.ok(new URL(link.url).searchParams.has('OSSAccessKeyId'));
    assert.match(link.warnings.map(({ text }) => text).join(), /V1 signature/);
    await oss.saveProfile({ signatureVersion: 'v1' });
    const v4 = await makeLink(target, { ...get, signatureVersion: 'v4' }, sources);
    assert.ok(new URL(v4.url).searchParams.has('x-oss-signature'), 'the profile does not decide then');
  });

  it('for an upload says that it goes to OSS although a CDN is chosen, unless its own host is chosen', async () => {
    const endpoint = { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' } as const;
    await oss.linkHosts.setLinkHost(target, { endpoint, cdn: { type: 'A', cdnTtl: 1800 } });
    const codes = async (options: Partial<LinkOptions>): Promise<readonly string[]> =>
      (await makeLink(target, { ...put, ...options }, sources)).warnings.map(({ code }) => code);
    assert.ok((await codes({})).includes('UploadsKeepOwnHost'));
    assert.ok(!(await codes({ host: 'https://files.example.com' })).includes('UploadsKeepOwnHost'));
  });

  it('uses the host that was chosen for this link only', async () => {
    const link = await makeLink(target, { ...get, host: 'https://files.example.com' }, sources);
    assert.equal(new URL(link.url).origin, 'https://files.example.com');
    assert.equal(oss.linkHosts.linkHost(target), undefined);
  });

  it('is never signed by the profile if it must be scoped', async () => {
    await assert.rejects(makeLink(target, { ...get, scoped: true }, sources), { problem: 'LinkRoleMissing' });
  });

  it('is not created without the secret', async () => {
    oss.secrets.values.clear();
    await assert.rejects(makeLink(target, get, sources), { code: 'SecretMissing' });
  });

  it('uses the custom domain of the bucket', async () => {
    await open({ customDomains: { localhost: 'docs' } });
    await oss.emulator.putObject('docs', 'a.txt', 'by name');
    const endpoint = oss.emulator.endpoint('cn-hangzhou').replace('127.0.0.1', 'localhost');
    const locationOf = () => Promise.resolve({ region: 'cn-hangzhou', endpoint, addressing: 'cname' as const });
    const link = await makeLink({ ...target, key: 'a.txt' }, get, {
      ...sources,
      clientOf: () => Promise.resolve({ clockOffsetMs: 0, locationOf }),
    });
    assert.ok(link.url.startsWith(`${endpoint}/a.txt?`));
    assert.equal((await use(link, 'GET')).text, 'by name');
  });
});

describe('plain http in the options of a link', () => {
  const sources = linkSourcesAt('https://oss-cn-hangzhou.aliyuncs.com');
  const plain = { ...get, host: 'http://files.example.com' };
  const agreed = {
    kind: 'custom',
    url: 'http://files.example.com',
    addressing: 'cname',
    allowPlainHttp: true,
  } as const;
  const target = { profileId: 'p1', bucket: 'docs', key: 'a.txt' };

  it('is refused for a host that the user did not agree to', async () => {
    await assert.rejects(makeLink(target, plain, sources), { code: 'InvalidInput', field: 'host' });
    const secure = { ...profileHosts, linkHost: () => ({ endpoint: { ...agreed, allowPlainHttp: false } }) };
    await assert.rejects(makeLink(target, plain, { ...sources, linkHosts: secure }), { field: 'host' });
  });

  it('is used after an agreement for the bucket or the profile', async () => {
    const linkHosts = { ...profileHosts, linkHost: () => ({ endpoint: agreed }) };
    assert.match(
      (await makeLink(target, plain, { ...sources, linkHosts })).url,
      /^http:\/\/files\.example\.com\/a\.txt/,
    );
    const profiles = { ...sources.profiles, get: () => ({ name: 'Work', endpoint: agreed }) };
    assert.match(
      (await makeLink(target, plain, { ...sources, profiles })).url,
      /^http:\/\/files\.example\.com\/a\.txt/,
    );
  });

  it('needs no agreement on this computer', async () => {
    assert.match((await makeLink(target, { ...get, host: 'http://127.0.0.1:9000' }, sources)).url, /^http:\/\/127/);
  });
});

describe('a link warns', () => {
  async function warningsOf(endpoint: string, key = 'a.txt'): Promise<readonly string[]> {
    const link = await makeLink({ profileId: 'p1', bucket: 'docs', key }, get, linkSourcesAt(endpoint));
    return link.warnings.map(({ text }) => text);
  }
  const publicHost = 'https://oss-cn-hangzhou.aliyuncs.com';

  it('of nothing if there is no risk', async () => {
    assert.deepEqual(await warningsOf(publicHost, 'a/...b/.c'), []);
  });

  for (const key of ['dots/./here.txt', '../up.txt', 'a/..']) {
    it(`that no client can request ${key}`, async () => {
      const [warning, ...others] = await warningsOf(publicHost, key);
      assert.match(warning ?? '', /Most clients rewrite/);
      assert.deepEqual(others, []);
    });
  }

  it('of plain http', async () => {
    const [warning, ...others] = await warningsOf('http://files.example.com');
    assert.match(warning ?? '', /plain HTTP/);
    assert.deepEqual(others, []);
  });

  it('of no plain http on this computer, where nobody can listen', async () => {
    assert.deepEqual(await warningsOf('http://localhost:8000'), []);
  });

  it('of an internal host', async () => {
    const [warning, ...others] = await warningsOf('https://oss-cn-hangzhou-internal.aliyuncs.com');
    assert.match(warning ?? '', /only inside Alibaba Cloud/);
    assert.deepEqual(others, []);
  });
});
