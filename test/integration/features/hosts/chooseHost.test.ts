import assert from 'node:assert/strict';
import { bucketHosts } from '../../../../src/features/hosts/hostCommands.ts';
import { chooseLinkHost } from '../../../../src/features/hosts/hostCommands.ts';
import { ask, type HttpAnswer } from '../../../support/emulator/handMade.ts';
import { withShortTimeouts } from '../../../support/shortTimeouts.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

const domain = 'files.example.com';
const docs = { profileId: 'p1', bucket: 'docs' };
const LINKS_ONLY = 'For links only';

describe('chooseLinkHost', () => {
  const bench = withBench({ customDomains: { [domain]: 'docs', localhost: 'docs' } });

  async function choose(...replies: readonly string[]): Promise<void> {
    await bench().run('chooseLinkHost', [await bench().node('docs')], new ScriptedPrompts(...replies));
  }

  /** Sends a request with a link of the domain as if its name resolved to the emulator. */
  function use(url: string, method = 'GET', headers: Record<string, string> = {}): Promise<HttpAnswer> {
    const { origin, host } = new URL(url);
    assert.equal(origin, `https://${domain}`);
    const path = url.slice(origin.length);
    return ask(bench().oss.emulator.endpoint('cn-hangzhou'), {
      method,
      path,
      headers: { host, ...headers },
      ...(method === 'PUT' ? { body: 'new' } : {}),
    });
  }

  it('creates links for a domain that OSS reports as bound, and they work there', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    const [url = ''] = bench().links;
    assert.ok(url.startsWith(`https://${domain}/reports/2026.pdf?`));
    assert.equal((await use(url)).text, 'content of reports/2026.pdf');
    assert.equal((await use(url.replace('2026.pdf', 'summary.md'))).element('Code'), 'SignatureDoesNotMatch');
    assert.deepEqual(bench().messages[0], `status: Links to docs now use ${domain}`);
  });

  it('proposes HTTPS for a domain without a certificate on OSS', async () => {
    const prompts = new ScriptedPrompts(domain, undefined, undefined);
    await bench().run('chooseLinkHost', [await bench().node('docs')], prompts);
    assert.deepEqual(prompts.asked[1]?.labels, ['Use HTTPS', 'Use Plain HTTP']);
  });

  it('creates upload links for it too', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('new.txt', '15 minutes', 'text/plain', 'Copy Upload Link'),
    );
    const [url = ''] = bench().links;
    assert.equal((await use(url, 'PUT', { 'content-type': 'text/plain' })).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'new.txt')).toString(), 'new');
  });

  it('leaves browsing and other buckets unchanged', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    bench().tree.refresh();
    await bench().node('docs', 'reports/');
    assert.deepEqual([...new Set(bench().oss.exchanges.map(({ host }) => host.replace(/:\d+$/, '')))], ['127.0.0.1']);
    assert.equal(bench().oss.linkHosts.linkHost({ profileId: 'p1', bucket: 'logs' }), undefined);
  });

  it('browses at the domain if that is chosen', async () => {
    const { port } = new URL(bench().oss.emulator.endpoint('cn-hangzhou'));
    await choose('Custom Domain…', `http://localhost:${port}`, 'For links and browsing');
    const before = bench().oss.exchanges.length;
    await bench().node('docs', 'reports/2026.pdf');
    const listings = bench()
      .oss.exchanges.slice(before)
      .filter(({ operation }) => operation === 'ListObjectsV2');
    assert.ok(listings.length >= 2);
    for (const { host } of listings) assert.equal(host, `localhost:${port}`);
  });

  it('removes a browsing domain that is now for links only, and keeps another kind of host', async () => {
    const { linkHosts } = bench().oss;
    await choose(domain, 'Use HTTPS', 'For links and browsing');
    assert.equal(linkHosts.browsingHost(docs)?.endpoint.kind, 'custom');
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    assert.equal(linkHosts.browsingHost(docs), undefined);
    await linkHosts.setBrowsingHost(docs, { endpoint: { kind: 'internal' } });
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    assert.deepEqual(linkHosts.browsingHost(docs), { endpoint: { kind: 'internal' } });
  });

  it('resets the bucket to the host of its profile', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    await choose('From profile');
    assert.equal(bench().oss.linkHosts.linkHost(docs), undefined);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal(new URL(bench().links[0] ?? '').origin, bench().oss.emulator.endpoint('cn-hangzhou'));
  });

  it('asks for a bucket from the palette', async () => {
    await bench().run('chooseLinkHost', [], new ScriptedPrompts('logs', 'Acceleration'));
    const { linkHosts } = bench().oss;
    assert.deepEqual(linkHosts.linkHost({ profileId: 'p1', bucket: 'logs' }), { endpoint: { kind: 'accelerate' } });
    assert.deepEqual(bench().messages, ['status: Links to logs now use oss-accelerate.aliyuncs.com']);
  });

  it('is silent after Escape', async () => {
    const node = await bench().node('docs');
    await escapeSilently(bench(), 'chooseLinkHost', [node], ['Custom Domain…', domain, LINKS_ONLY]);
    assert.equal(bench().oss.linkHosts.linkHost(docs), undefined);
  });

  it('offers the endpoint of a profile with a custom one, even if OSS is not reached', async () => {
    const own = { kind: 'custom', url: 'https://oss.example.com', addressing: 'path' } as const;
    const profile = { ...bench().oss.profiles.get('p1'), endpoint: own };
    const found = await bucketHosts(
      'docs',
      profile,
      () => Promise.reject(new Error('offline')),
      AbortSignal.timeout(1000),
    );
    assert.deepEqual(found, { region: profile.region, ownEndpoint: 'https://oss.example.com', domains: [] });
  });

  it('works if the bound domains may not be read', async () => {
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListCname' },
    });
    const prompts = new ScriptedPrompts('Custom Domain…', domain, LINKS_ONLY);
    await bench().run('chooseLinkHost', [await bench().node('docs')], prompts);
    assert.ok(!prompts.asked[0]?.labels.includes(domain));
    assert.equal(bench().oss.linkHosts.linkHost(docs)?.endpoint.kind, 'custom');
    assert.deepEqual(bench().messages, [`status: Links to docs now use ${domain}`]);
  });

  it('waits only briefly for a service that does not respond', async () => {
    bench().oss.emulator.faults.add({ kind: 'delay', delayMs: 600_000, match: { operation: 'ListCname' } });
    const prompts = new ScriptedPrompts('Public');
    const services = bench().services(prompts);
    await bench().node('docs');
    await withShortTimeouts(() => chooseLinkHost(docs, services), 10_000);
    assert.deepEqual(bench().oss.linkHosts.linkHost(docs), { endpoint: { kind: 'public' } });
  });

  it('is removed with its profile', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    await bench().run('removeProfile', ['p1'], new ScriptedPrompts('Remove'));
    assert.ok(!bench().oss.memento.text.includes(domain));
  });

  it('is removed by Forget Everything', async () => {
    await choose(domain, 'Use HTTPS', LINKS_ONLY);
    await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
    assert.ok(!bench().oss.memento.text.includes(domain));
  });

  it('is offered for an account whose data OSS serves on custom domains only', async () => {
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 400,
      code: 'PublicEndpointForbidden',
      match: { operation: 'ListObjectsV2' },
    });
    const node = await bench().node('docs');
    const [problem] = node.kind === 'bucket' ? await bench().tree.children(node) : [];
    assert.equal(problem?.kind, 'problem');
    const prompts = new ScriptedPrompts(domain, 'Use HTTPS', 'For links and browsing');
    await bench().run('chooseLinkHost', [problem], prompts);
    assert.equal(prompts.last.activeLabel, 'For links and browsing');
    assert.deepEqual(bench().oss.linkHosts.browsingHost(docs), bench().oss.linkHosts.linkHost(docs));
  });
});

describe('the warnings of a host', () => {
  const bench = withBench();

  async function copy(key: string): Promise<readonly string[]> {
    const before = bench().messages.length;
    await bench().run('copyGetUrl', [{ kind: 'object', id: 'x', ...docs, key }]);
    return bench().messages.slice(before);
  }

  it('are explained once per session and bucket, with a button for another host, and then only mentioned', async () => {
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint: { kind: 'public' } });
    const [status = '', warning = '', ...others] = await copy('page.html');
    assert.match(status, /^status: Copied download link for page\.html \(expires [^·]+$/);
    assert.match(warning, /^warn: Browsers download .* oss-cn-hangzhou\.aliyuncs\.com/);
    assert.deepEqual(others, []);
    assert.deepEqual(
      bench()
        .shownMessages.at(-1)
        ?.actions.map(({ label }) => label),
      ['Choose Link Host…'],
    );
    const again = await copy('page.html');
    assert.equal(again.length, 1);
    assert.match(again[0] ?? '', / · browsers download it$/);
    assert.match((await copy('app.apk'))[1] ?? '', /^warn: OSS refuses downloads of \.apk files/);
    assert.equal((await copy('readme.txt')).length, 1);
  });

  it('are shown with every link with plain http or an internal host', async () => {
    const { linkHosts } = bench().oss;
    await linkHosts.setLinkHost(docs, { endpoint: { kind: 'internal' } });
    assert.match((await copy('a.txt'))[1] ?? '', /^warn: .*only inside Alibaba Cloud/);
    assert.match((await copy('b.txt')).join('\n'), /^status: .* · internal host$/);
    const url = `http://${domain}`;
    await linkHosts.setLinkHost(docs, { endpoint: { kind: 'custom', url, addressing: 'cname', allowPlainHttp: true } });
    assert.match((await copy('a.txt'))[1] ?? '', /^warn: .*plain HTTP/);
    assert.match((await copy('b.txt')).join('\n'), /^status: .* · plain HTTP$/);
  });

  it('are shown for a bucket that OSS refuses to list on its own hosts, for links with such a host', async () => {
    const { emulator, linkHosts } = bench().oss;
    const match = { operation: 'ListObjectsV2' } as const;
    emulator.faults.add({ kind: 'status', status: 400, code: 'PublicEndpointForbidden', match });
    const node = await bench().node('docs');
    if (node.kind === 'bucket') await bench().tree.children(node);
    assert.equal((await copy('a.txt')).length, 1, 'the host of the profile is not one of OSS');
    await linkHosts.setLinkHost(docs, { endpoint: { kind: 'public' } });
    assert.match((await copy('a.txt'))[1] ?? '', /^warn: OSS doesn't serve the data .* oss-cn-hangzhou\.aliyuncs\.com/);
    assert.match((await copy('a.txt')).join('\n'), /^status: .* · OSS doesn't serve this host$/);
    await linkHosts.setLinkHost(docs, { endpoint: { kind: 'accelerate' } });
    assert.equal((await copy('a.txt')).length, 1);
  });

  for (const place of ['docs/reports/', 'docs/reports/old/']) {
    it(`are shown for a bucket whose added folder OSS refuses to list: ${place}`, async () => {
      const { emulator, linkHosts, profiles } = bench().oss;
      await profiles.addBucket('p1', 'docs/reports/');
      await emulator.putObject('docs', 'reports/old/a.txt', 'x');
      await linkHosts.setLinkHost(docs, { endpoint: { kind: 'public' } });
      const root = await bench().node();
      const [added] = root.kind === 'profile' ? await bench().tree.children(root) : [];
      const refuse = (): void => {
        const match = { operation: 'ListObjectsV2' } as const;
        emulator.faults.add({ kind: 'status', status: 400, code: 'PublicEndpointForbidden', match });
      };
      if (place === 'docs/reports/') refuse();
      const [within] = added?.kind === 'folder' ? await bench().tree.children(added) : assert.fail();
      refuse();
      if (within?.kind === 'folder') await bench().tree.children(within);
      assert.match((await copy('a.txt'))[1] ?? '', /^warn: OSS doesn't serve the data/);
    });
  }

  it('are shown once for several links that are copied together', async () => {
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint: { kind: 'internal' } });
    const nodes = ['a.txt', 'b.txt'].map((key) => ({ kind: 'object', id: key, ...docs, key }));
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    assert.equal(bench().shownMessages.filter(({ kind }) => kind === 'warn').length, 1);
    assert.doesNotMatch(bench().messages[0] ?? '', /internal host/);
  });
});
