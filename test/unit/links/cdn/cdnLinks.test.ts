import assert from 'node:assert/strict';
import { createBulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
import { CdnKeyMissingError } from '../../../../src/links/cdn/cdnKeys.ts';
import { cdnDomainOf, type LinkCdnSettings, type LinkHost } from '../../../../src/links/linkHosts.ts';
import type { LinkOptions } from '../../../../src/links/linkOptions.ts';
import type { LinkSources } from '../../../../src/links/linkSources.ts';
import { makeLink } from '../../../../src/links/makeLink.ts';
import { checkTarget, type CdnAuthentication } from '../../../emulator/cdnAuthentication.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { linkSourcesAt } from '../../../support/links/linkSources.ts';

const target = { profileId: 'p1', bucket: 'docs', key: '报告/a b.pdf' };
const privateKey = 'benchKey1234';
const get: LinkOptions = { method: 'GET', validity: '1h' };

function cdnHost(settings: LinkCdnSettings, url = 'https://cdn.example.com'): LinkHost {
  return { endpoint: { kind: 'custom', url, addressing: 'cname' }, cdn: settings };
}

/** Sources of links of a bucket behind a CDN; `key` absent: not on this computer. */
function sourcesWith(host: LinkHost, key: string | undefined = privateKey): LinkSources {
  const domain = cdnDomainOf(target, host);
  return {
    ...linkSourcesAt('https://oss-cn-hangzhou.aliyuncs.com'),
    linkHosts: {
      linkHost: ({ bucket }) => (bucket === 'docs' ? host : undefined),
      cdnDomains: () => (domain ? [domain] : []),
      cdnKey: (name) => Promise.resolve(name === 'cdn.example.com' ? key : undefined),
    },
  };
}

/** Request to OSS of a CDN that checks links itself, at `seconds` after noon. */
function passed(url: string, authentication: Omit<CdnAuthentication, 'keys'>, seconds: number): string {
  const target = url.slice('https://cdn.example.com'.length);
  return checkTarget(target, { ...authentication, keys: [privateKey] }, new Date(noon.getTime() + seconds * 1000));
}

const types: readonly (readonly [LinkCdnSettings, CdnAuthentication['type'], Partial<CdnAuthentication>])[] = [
  [{ type: 'A', cdnTtl: 1800 }, 'A', {}],
  [{ type: 'B', cdnTtl: 60 }, 'B', {}],
  [{ type: 'C1', cdnTtl: 7200 }, 'C', {}],
  [{ type: 'C2', cdnTtl: 1 }, 'C', {}],
  [{ type: 'F', cdnTtl: 1800 }, 'F', {}],
  [
    { type: 'F', cdnTtl: 1800, signParam: 's', timeParam: 't', timeFormat: 'dec' },
    'F',
    { signParam: 's', timeParam: 't', timeFormat: 'dec' },
  ],
];

describe('links of a CDN', () => {
  for (const [settings, type, more] of types) {
    it(`pass a CDN of type ${settings.type} until the chosen moment and not longer (${JSON.stringify(settings)})`, async () => {
      const link = await makeLink(target, get, sourcesWith(cdnHost(settings)));
      const authentication = { type, ttlSeconds: settings.cdnTtl, ...more };
      const expected = '/%E6%8A%A5%E5%91%8A/a%20b.pdf';
      assert.equal(passed(link.url, authentication, 0), expected);
      assert.equal(passed(link.url, authentication, 3600), expected);
      assert.throws(() => passed(link.url, authentication, 3601), /expired timestamp/);
      assert.deepEqual(link.expiration, new Date(noon.getTime() + 3_600_000));
      assert.deepEqual([link.cdn, link.signedHeaders, link.warnings], [settings.type, {}, []]);
    });
  }

  it('can be valid for longer than a V4 signature, up to the maximum', async () => {
    const sources = sourcesWith(cdnHost({ type: 'A', cdnTtl: 1800 }));
    const link = await makeLink(target, { ...get, validity: '30d' }, sources);
    assert.deepEqual(link.expiration, new Date(noon.getTime() + 30 * 86_400_000));
    const capped = await makeLink(target, { ...get, validity: '30d' }, { ...sources, maxValiditySeconds: () => 600 });
    assert.deepEqual(capped.expiration, new Date(noon.getTime() + 600_000));
    assert.deepEqual(
      capped.warnings.map(({ code }) => code),
      ['ValidityShortened'],
    );
  });

  it('of type B warn that they expire at a full minute', async () => {
    const sources = { ...sourcesWith(cdnHost({ type: 'B', cdnTtl: 1800 })), now: () => new Date(+noon + 30_000) };
    const { expiration, warnings } = await makeLink(target, get, sources);
    assert.deepEqual(expiration, new Date(noon.getTime() + 3_600_000));
    assert.match(warnings[0]?.text ?? '', /expires 30 seconds early/);
  });

  it('stay equal for an hour if that is chosen', async () => {
    const options: LinkOptions = { ...get, stable: 'hour' };
    const host = cdnHost({ type: 'A', cdnTtl: 1800 });
    const at = (seconds: number): Promise<string> =>
      makeLink(target, options, { ...sourcesWith(host), now: () => new Date(+noon + seconds * 1000) }).then(
        ({ url }) => url,
      );
    assert.equal(await at(0), await at(3599));
    assert.notEqual(await at(0), await at(3600));
  });

  it('contain parameters for OSS, with a warning that the CDN does not protect them', async () => {
    const options: LinkOptions = { ...get, download: { type: 'attachment', name: 'a.pdf' } };
    const { url, warnings } = await makeLink(target, options, sourcesWith(cdnHost({ type: 'A', cdnTtl: 1800 })));
    assert.match(passed(url, { type: 'A', ttlSeconds: 1800 }, 0), /\?response-content-disposition=attachment/);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['CdnParameters'],
    );
  });

  it('of type F refuse parameters, with their names', async () => {
    const options: LinkOptions = { ...get, process: 'image/resize,w_200' };
    await assert.rejects(makeLink(target, options, sourcesWith(cdnHost({ type: 'F', cdnTtl: 1800 }))), {
      field: 'query',
      message: /x-oss-process/,
    });
  });

  const refused: readonly Partial<LinkOptions>[] = [
    { headers: { 'x-oss-meta-a': '1' } },
    { range: 'bytes=0-9' },
    { rangeBehavior: 'standard' },
    { source: { addresses: '203.0.113.0/24' } },
    { requestPayer: 'requester' },
    { trafficLimit: '1 MB/s' },
    { scoped: true },
    { bindHost: true },
    { signatureVersion: 'v1' },
  ];
  for (const options of refused) {
    const [name = ''] = Object.keys(options);
    it(`refuse the option ${name}, which only OSS can check`, async () => {
      const sources = sourcesWith(cdnHost({ type: 'A', cdnTtl: 1800 }));
      await assert.rejects(makeLink(target, { ...get, ...options }, sources), { code: 'InvalidInput', field: name });
    });
  }

  it('need the key on this computer, and report the missing one', async () => {
    const sources: LinkSources = sourcesWith(cdnHost({ type: 'A', cdnTtl: 1800 }));
    const without = { ...sources, linkHosts: { ...sources.linkHosts, cdnKey: () => Promise.resolve(undefined) } };
    const missing = (error: unknown): boolean =>
      error instanceof CdnKeyMissingError && error.host === 'cdn.example.com';
    await assert.rejects(makeLink(target, get, without), missing);
    await assert.rejects(createBulkSigner(target, get, without), missing);
  });

  it('warn about plain http', async () => {
    const host = cdnHost({ type: 'A', cdnTtl: 1800 }, 'http://cdn.example.com');
    const { url, warnings } = await makeLink(target, get, sourcesWith(host));
    assert.match(url, /^http:\/\/cdn\.example\.com\//);
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['PlainHttp'],
    );
  });

  it('are made in bulk', async () => {
    const settings = { type: 'C1', cdnTtl: 1800 } as const;
    const signer = await createBulkSigner(target, get, sourcesWith(cdnHost(settings)));
    assert.equal(signer.host, 'https://cdn.example.com');
    const { url, expiration, method } = await signer.sign('x/y.txt');
    assert.equal(passed(url, { type: 'C', ttlSeconds: 1800 }, 0), '/x/y.txt');
    assert.deepEqual([expiration, method], [signer.expiration, 'GET']);
    assert.throws(() => signer.presign({ method: 'PUT', bucket: 'docs', key: 'a' }), { field: 'host' });
  });
});

describe('the host of a link if a CDN is chosen', () => {
  const sources = sourcesWith(cdnHost({ type: 'A', cdnTtl: 1800 }));

  it('is that of OSS for uploads, with the reason', async () => {
    const { url, cdn, warnings } = await makeLink(target, { method: 'PUT', validity: '1h' }, sources);
    assert.match(url, /^https:\/\/docs\.oss-cn-hangzhou\.aliyuncs\.com\//);
    assert.equal(cdn, undefined);
    assert.match(warnings.map(({ text }) => text).join(), /The CDN cdn\.example\.com only delivers/);
  });

  it('is checked with the settings of the profile, if several have the bucket behind the same CDN', async () => {
    const domains = [
      cdnDomainOf({ ...target, profileId: 'p2' }, cdnHost({ type: 'B', cdnTtl: 60 })) ?? assert.fail(),
      ...sources.linkHosts.cdnDomains(),
    ];
    const both: LinkSources = { ...sources, linkHosts: { ...sources.linkHosts, cdnDomains: () => domains } };
    const { url } = await makeLink(target, { ...get, host: 'cdn.example.com' }, both);
    assert.equal(passed(url, { type: 'A', ttlSeconds: 1800 }, 0), '/%E6%8A%A5%E5%91%8A/a%20b.pdf');
  });

  it('is not the CDN for an upload that asks for it', async () => {
    const options: LinkOptions = { method: 'PUT', validity: '1h', host: 'https://cdn.example.com' };
    await assert.rejects(makeLink(target, options, sources), { field: 'host', message: /accepts no uploads/ });
  });

  it('is the CDN for a link that specifies it in any spelling, as recipes do', async () => {
    for (const host of ['https://cdn.example.com', 'cdn.example.com', 'CDN.example.com/']) {
      assert.equal((await makeLink(target, { ...get, host }, sources)).cdn, 'A', host);
    }
    await assert.rejects(makeLink({ ...target, bucket: 'logs' }, { ...get, host: 'cdn.example.com' }, sources), {
      field: 'host',
      message: /the CDN of the bucket docs/,
    });
  });

  it('is another host for a link that specifies it', async () => {
    const link = await makeLink(target, { ...get, host: 'accelerate' }, sources);
    assert.deepEqual([new URL(link.url).host, link.cdn], ['docs.oss-accelerate.aliyuncs.com', undefined]);
  });
});
