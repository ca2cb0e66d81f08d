import assert from 'node:assert/strict';
import { startCdn, type Cdn } from '../../../emulator/cdn.ts';
import type { CdnAuthentication } from '../../../emulator/cdnAuthentication.ts';
import { ask } from '../../../support/emulator/handMade.ts';
import { CDN_KEY, escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const docs = { profileId: 'p1', bucket: 'docs' };
const OTHER_KEY = 'anotherKey2026';
const CHOICE = 'CDN with URL Signing…';

describe('choosing a CDN as link host', () => {
  const bench = withBench();
  const started: Cdn[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((cdn) => cdn.close()));
  });

  async function open(authentication: Omit<CdnAuthentication, 'keys'>): Promise<Cdn> {
    const { emulator, now } = bench().oss;
    const cdn = await startCdn({
      origin: { endpoint: emulator.endpoint('cn-hangzhou'), region: 'cn-hangzhou', bucket: 'docs', account: KEY },
      authentication: { ...authentication, keys: [CDN_KEY] },
      now,
    });
    started.push(cdn);
    return cdn;
  }

  async function choose(...replies: readonly Reply[]): Promise<readonly Asked[]> {
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('chooseLinkHost', [await bench().node('docs')], prompts);
    prompts.assertDone();
    return prompts.asked;
  }

  const types = [
    ['Type A', { type: 'A' }, []],
    ['Type B', { type: 'B' }, []],
    ['Type C in the Path', { type: 'C' }, []],
    ['Type C in the Query', { type: 'C' }, []],
    ['Type F', { type: 'F' }, ['']],
    ['Type F', { type: 'F', signParam: 's', timeParam: 't', timeFormat: 'dec' }, ['s、t, dec']],
  ] as const;
  for (const [label, authentication, names] of types) {
    it(`makes links that a CDN of ${label} accepts (${JSON.stringify(authentication)})`, async () => {
      const cdn = await open({ ...authentication, ttlSeconds: 600 });
      await choose(CHOICE, cdn.origin, label, ...names.map((name) => name || 'sign, time, hex'), CDN_KEY, '10m');
      await bench().run('copyGetUrl', [await bench().node('docs', '报告/三.pdf')]);
      const [url = ''] = bench().links;
      assert.ok(url.startsWith(cdn.origin));
      const answer = await ask(cdn.origin, { path: url.slice(cdn.origin.length) });
      assert.deepEqual([answer.status, answer.text], [200, 'content of 报告/三.pdf']);
      const { host } = new URL(cdn.origin);
      const type = label.startsWith('Type C') ? (label.endsWith('Path') ? 'C1' : 'C2') : label.slice(-1);
      assert.equal(
        bench().messages[0],
        `status: Download links to docs are now signed for the CDN ${host} (type ${type})`,
      );
    });
  }

  it('keeps the key in secret storage only', async () => {
    const { oss } = bench();
    await choose(CHOICE, 'cdn.example.com', 'Type A', CDN_KEY, '30m');
    assert.equal(oss.secrets.values.get('ossLinks.cdn.cdn.example.com'), JSON.stringify({ privateKey: CDN_KEY }));
    assert.ok(!oss.memento.text.includes(CDN_KEY));
    assert.deepEqual(oss.linkHosts.linkHost(docs), {
      endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1800 },
    });
  });

  it('refuses an invalid key, validity and parameter name before it stores anything', async () => {
    const asked = await choose(
      ...[CHOICE, 'cdn.example.com', 'Type F', 'sign', 'sign, sign, hex', 'sign，time，hex', 'short', CDN_KEY],
      ...['2y', '0', '400d', '1800'],
    );
    const refusals = asked.flatMap(({ checks }) => checks.filter((check) => check?.severity === 'error'));
    assert.equal(refusals.length, 6);
    assert.ok(refusals.every((check) => !check?.message.includes('short')));
    assert.equal(refusals[0]?.message, 'Enter two names and hex or dec, for example: sign, time, hex.');
    assert.deepEqual(bench().oss.linkHosts.linkHost(docs)?.cdn?.timeFormat, 'hex');
  });

  it('proposes the current choice, and keeps the stored key if none is typed', async () => {
    const first = await choose(CHOICE, 'cdn.example.com', 'Type B', CDN_KEY, '20m');
    assert.equal(first.at(-1)?.value, '30m', 'the default of the CDN console');
    const asked = await choose(CHOICE, 'cdn.example.com', 'Type A', '', '20m');
    const [, domain, type, key, ttl] = asked;
    assert.deepEqual(
      [domain?.value, type?.activeLabel, key?.secret, key?.value, ttl?.value],
      ['https://cdn.example.com', 'Type B', true, '', '20m'],
    );
    assert.equal(await bench().oss.linkHosts.cdnKey('cdn.example.com'), CDN_KEY);
    assert.deepEqual(bench().oss.linkHosts.linkHost(docs)?.cdn, { type: 'A', cdnTtl: 1200 });
  });

  it('stores nothing after Escape, without a notification', async () => {
    const replies = [CHOICE, 'cdn.example.com', 'Type F', 'sign, time, hex', CDN_KEY, '30m'];
    await escapeSilently(bench(), 'chooseLinkHost', [await bench().node('docs')], replies);
    assert.equal(bench().oss.linkHosts.linkHost(docs), undefined);
    assert.equal(await bench().oss.linkHosts.cdnKey('cdn.example.com'), undefined);
  });

  it('deletes the key with the last bucket that uses it', async () => {
    const { linkHosts, secrets } = bench().oss;
    await choose(CHOICE, 'cdn.example.com', 'Type A', CDN_KEY, '30m');
    const host = linkHosts.linkHost(docs);
    await linkHosts.setLinkHost({ profileId: 'p2', bucket: 'docs' }, host);
    await choose('From profile');
    assert.equal(await linkHosts.cdnKey('cdn.example.com'), CDN_KEY);
    await linkHosts.forget('p2');
    assert.deepEqual(
      [...secrets.values.keys()].filter((key) => key.startsWith('ossLinks.cdn')),
      [],
    );
  });

  it('is deleted by Forget Everything', async () => {
    await choose(CHOICE, 'cdn.example.com', 'Type A', CDN_KEY, '30m');
    await bench().run('forgetEverything', [], new ScriptedPrompts('Forget Everything'));
    assert.equal(await bench().oss.linkHosts.cdnKey('cdn.example.com'), undefined);
  });

  it('does not browse at that domain, which would refuse it', async () => {
    const { linkHosts } = bench().oss;
    await linkHosts.setBrowsingHost(docs, {
      endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
    });
    await choose(CHOICE, 'cdn.example.com', 'Type A', CDN_KEY, '30m');
    assert.equal(linkHosts.browsingHost(docs), undefined);
  });

  it('leaves another browsing host as it is', async () => {
    const { linkHosts } = bench().oss;
    const other = { endpoint: { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } } as const;
    await linkHosts.setBrowsingHost(docs, other);
    await choose(CHOICE, 'cdn.example.com', 'Type A', CDN_KEY, '30m');
    assert.deepEqual(linkHosts.browsingHost(docs), other);
  });

  it('sends uploads to OSS, with the reason', async () => {
    const cdn = await open({ type: 'A', ttlSeconds: 600 });
    await choose(CHOICE, cdn.origin, 'Type A', CDN_KEY, '10m');
    await bench().run(
      'copyPutUrl',
      [await bench().node('docs')],
      new ScriptedPrompts('new.txt', '15 minutes', 'text/plain', 'Copy Upload Link'),
    );
    assert.equal(new URL(bench().links[0] ?? '').origin, bench().oss.emulator.endpoint('cn-hangzhou'));
    assert.match(bench().messages.join('\n'), /Upload links use the OSS host/);
  });
});

describe('enterCdnKey', () => {
  const bench = withBench();

  async function store(host: string, bucket = host): Promise<void> {
    await bench().oss.linkHosts.setLinkHost(
      { profileId: 'p1', bucket },
      { endpoint: { kind: 'custom', url: `https://${host}`, addressing: 'cname' }, cdn: { type: 'A', cdnTtl: 1800 } },
    );
  }

  it('is offered by the error if the key is missing on this computer', async () => {
    await bench().oss.linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1800 },
    });
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const [told] = bench().shownMessages;
    assert.equal(told?.message, 'The CDN key of cdn.example.com is missing on this computer.');
    assert.deepEqual(bench().clipboard, []);
    await bench().run('enterCdnKey', ['cdn.example.com'], new ScriptedPrompts(CDN_KEY));
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.match(bench().links[0] ?? '', /^https:\/\/cdn\.example\.com\/readme\.txt\?auth_key=/);
  });

  it('asks for the host if there are several, and changes or removes a stored key', async () => {
    await store('a.example.com');
    await store('b.example.com');
    await store('b.example.com', 'another-of-b');
    const { linkHosts } = bench().oss;
    const prompts = new ScriptedPrompts('b.example.com', CDN_KEY);
    await bench().run('enterCdnKey', [], prompts);
    assert.deepEqual(prompts.asked[0]?.labels, ['a.example.com', 'b.example.com']);
    assert.deepEqual(
      [await linkHosts.cdnKey('a.example.com'), await linkHosts.cdnKey('b.example.com')],
      [undefined, CDN_KEY],
    );
    await bench().run('enterCdnKey', ['b.example.com'], new ScriptedPrompts('Change Key…', OTHER_KEY));
    assert.equal(await linkHosts.cdnKey('b.example.com'), OTHER_KEY);
    await bench().run('enterCdnKey', ['b.example.com'], new ScriptedPrompts('Remove Key'));
    assert.equal(await linkHosts.cdnKey('b.example.com'), undefined);
    assert.deepEqual(
      linkHosts.cdnDomains().map(({ host }) => host),
      ['a.example.com', 'b.example.com', 'b.example.com'],
    );
  });

  it('removes the key of the only host', async () => {
    await store('a.example.com');
    const { linkHosts } = bench().oss;
    await linkHosts.storeCdnKey('a.example.com', CDN_KEY);
    await bench().run('enterCdnKey', [], new ScriptedPrompts('Remove Key'));
    assert.equal(await linkHosts.cdnKey('a.example.com'), undefined);
  });

  it('reports that no link host is a CDN', async () => {
    await bench().run('enterCdnKey', []);
    assert.match(bench().messages.join(), /No link host is a CDN/);
  });

  it('shows no notification after Escape', async () => {
    await store('a.example.com');
    await escapeSilently(bench(), 'enterCdnKey', [], [CDN_KEY]);
    await bench().oss.linkHosts.storeCdnKey('a.example.com', CDN_KEY);
    await escapeSilently(bench(), 'enterCdnKey', [], ['Change Key…', OTHER_KEY]);
    assert.equal(await bench().oss.linkHosts.cdnKey('a.example.com'), CDN_KEY);
  });
});
