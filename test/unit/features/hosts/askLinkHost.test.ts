import assert from 'node:assert/strict';
import type { LinkHost } from '../../../../src/links/linkHosts.ts';
import type { CustomDomain } from '../../../../src/oss/client/bucketSettings.ts';
import {
  askBrowsingHost,
  askLinkHost,
  type LinkHostAnswer,
  type LinkHostQuestion,
} from '../../../../src/features/hosts/askLinkHost.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { escapeAtEveryStep, ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const LINKS_ONLY = 'For links only';
const BROWSE = 'For links and browsing';
const secured: CustomDomain = { domain: 'secured.example.com', status: 'Enabled', certificate: {} };
const bare: CustomDomain = { domain: 'bare.example.com', status: 'Enabled' };
const off: CustomDomain = { domain: 'off.example.com', status: 'Disabled' };
const unknown: CustomDomain = { domain: 'new.example.com', status: '' };
const at = (url: string, more: object = {}): LinkHost => ({
  endpoint: { kind: 'custom', url, addressing: 'cname', ...more },
});

function question(changed: Partial<LinkHostQuestion> = {}): LinkHostQuestion {
  return {
    title: 'Title',
    bucket: 'docs',
    present: undefined,
    browsesAtDomain: false,
    hasCdnKey: () => Promise.resolve(false),
    locale: 'en',
    hosts: () =>
      Promise.resolve({
        region: 'ap-northeast-1',
        ownEndpoint: 'https://oss-ap-northeast-1-internal.aliyuncs.com',
        domains: [secured, bare, off],
      }),
    ...changed,
  };
}

async function ask(
  changed: Partial<LinkHostQuestion>,
  ...replies: readonly Reply[]
): Promise<[LinkHostAnswer | undefined, ScriptedPrompts]> {
  const prompts = new ScriptedPrompts(...replies);
  const answer = await askLinkHost(prompts, question(changed));
  prompts.assertDone();
  return [answer, prompts];
}

describe('askLinkHost', () => {
  it('offers the host of the profile, the enabled bound domains, any domain, and the kinds of endpoint of the region', async () => {
    const [answer, { last }] = await ask({}, 'Acceleration');
    assert.deepEqual(last.labels, [
      'From profile',
      'secured.example.com',
      'bare.example.com',
      'Custom Domain…',
      'CDN with URL Signing…',
      'Public',
      'Internal',
      'Acceleration',
      'Acceleration outside mainland China',
    ]);
    assert.match(last.text, /docs/);
    assert.ok(last.readable.includes('https://oss-ap-northeast-1-internal.aliyuncs.com'));
    assert.deepEqual(answer, { host: { endpoint: { kind: 'accelerate' } }, region: 'ap-northeast-1' });
  });

  for (const [what, present, label] of [
    ['that of the profile', undefined, 'From profile'],
    ['a kind of endpoint', { endpoint: { kind: 'accelerate' } }, 'Acceleration'],
    ['a bound domain', at('https://secured.example.com'), 'secured.example.com'],
    ['a CDN', { ...at('https://cdn.example.com'), cdn: { type: 'A', cdnTtl: 1800 } }, 'CDN with URL Signing…'],
  ] as const) {
    it(`marks the present host: ${what}`, async () => {
      const [, { last }] = await ask({ present }, undefined);
      const marked = [...last.icons].filter(([, icon]) => icon === 'check').map(([one]) => one);
      assert.deepEqual(marked, [label]);
    });
  }

  it('resets the bucket to the host of its profile', async () => {
    const [answer] = await ask({ present: at('https://files.example.com') }, 'From profile');
    assert.deepEqual(answer, { host: undefined, region: 'ap-northeast-1' });
  });

  it('says which bound domains have a certificate, and offers those whose state OSS does not name', async () => {
    const hosts = { region: 'cn-hangzhou', ownEndpoint: 'https://x', domains: [secured, unknown, off] };
    const [, { last }] = await ask({ hosts: () => Promise.resolve(hosts) }, undefined);
    assert.deepEqual(last.labels.slice(1, 3), ['secured.example.com', 'new.example.com']);
    const read = last.readable.join('\n');
    assert.match(read, /secured\.example\.com\nhttps\n[^]*new\.example\.com\nno certificate on OSS\n/);
  });

  it('uses https for a bound domain with a certificate', async () => {
    const [answer] = await ask({}, 'secured.example.com', LINKS_ONLY);
    assert.deepEqual(answer?.host, at('https://secured.example.com'));
  });

  it('asks about a bound domain without a certificate, and uses plain http after a confirmation', async () => {
    const [https] = await ask({}, 'bare.example.com', 'Use HTTPS', LINKS_ONLY);
    assert.deepEqual(https?.host, at('https://bare.example.com'));
    const [http, { asked }] = await ask({}, 'bare.example.com', 'Use Plain HTTP', LINKS_ONLY);
    assert.deepEqual(http?.host, at('http://bare.example.com', { allowPlainHttp: true }));
    assert.match(asked[1]?.readable.join('\n') ?? '', /anyone on the network can read/);
  });

  it('returns to the list if both choices are declined', async () => {
    const [answer] = await ask({}, 'bare.example.com', undefined, 'Public');
    assert.deepEqual(answer?.host, { endpoint: { kind: 'public' } });
  });

  it('finds a host by a part of its name, in any case', async () => {
    const [answer] = await ask({}, { type: 'SECURED', pick: secured.domain }, LINKS_ONLY);
    assert.deepEqual(answer?.host, at(`https://${secured.domain}`));
  });

  it('accepts any other domain, starting with the text typed into the list', async () => {
    const typing = { type: 'files.example', pick: 'Custom Domain…' };
    const [answer, { asked }] = await ask({}, typing, 'files.example.com', LINKS_ONLY);
    assert.deepEqual(answer?.host, at('https://files.example.com'));
    assert.equal(asked[1]?.value, 'files.example');
  });

  it('uses plain http for a typed domain only after a confirmation, and asks again without it', async () => {
    const url = 'http://files.example.com';
    const [answer, { asked }] = await ask(
      {},
      'Custom Domain…',
      url,
      undefined,
      'https://files.example.com',
      LINKS_ONLY,
    );
    assert.deepEqual(answer?.host, at('https://files.example.com'));
    assert.equal(asked[3]?.value, url);
    const [agreed] = await ask({}, 'Custom Domain…', url, 'Use Plain HTTP', LINKS_ONLY);
    assert.deepEqual(agreed?.host, at(url, { allowPlainHttp: true }));
  });

  it('refuses an invalid domain, and hosts of OSS, which are in the list', async () => {
    const [, { asked }] = await ask(
      {},
      'Custom Domain…',
      'ftp://files.example.com',
      'oss-cn-hangzhou.aliyuncs.com',
      'docs.oss-accelerate.aliyuncs.com',
      'files.example.com',
      LINKS_ONLY,
    );
    assert.deepEqual(
      asked[1]?.checks.map((check) => check?.severity),
      ['error', 'error', 'error', undefined],
    );
    assert.match(asked[1].checks.at(1)?.message ?? '', /OSS host/);
  });

  it('offers to browse the bucket at its domain, first only if nothing else works', async () => {
    const [answer, { last }] = await ask({}, 'secured.example.com', BROWSE);
    assert.deepEqual([answer?.host, answer?.browsed], [at('https://secured.example.com'), true]);
    assert.equal(last.activeLabel, LINKS_ONLY);
    const [, needed] = await ask({ browsesAtDomain: true }, 'secured.example.com', BROWSE);
    assert.equal(needed.last.activeLabel, BROWSE);
  });

  it('proposes the current domain and its purpose', async () => {
    const present = at('https://files.example.com');
    const [answer, { asked }] = await ask(
      { present, browsesAtDomain: true },
      'Custom Domain…',
      'https://files.example.com',
      BROWSE,
    );
    assert.deepEqual(answer?.host, present);
    assert.deepEqual([asked[1]?.value, asked[2]?.activeLabel], ['https://files.example.com', BROWSE]);
  });

  it('goes back from each question, and closes on Escape at each', async () => {
    const replies = ['Custom Domain…', 'files.example.com', LINKS_ONLY];
    const [answer] = await ask({}, 'Custom Domain…', 'a.example.com', BACK, BACK, 'secured.example.com', LINKS_ONLY);
    assert.deepEqual(answer?.host, at('https://secured.example.com'));
    await escapeAtEveryStep(replies, (prompts) => askLinkHost(prompts, question()));
  });
});

describe('askBrowsingHost', () => {
  async function browse(...replies: readonly Reply[]): Promise<[unknown, ScriptedPrompts]> {
    const prompts = new ScriptedPrompts(...replies);
    const answer = await askBrowsingHost(prompts, question({ present: { endpoint: { kind: 'internal' } } }));
    prompts.assertDone();
    return [answer, prompts];
  }

  it('offers the same hosts, and asks nothing more about a domain', async () => {
    const [answer, { last }] = await browse('Public');
    assert.deepEqual(answer, { host: { endpoint: { kind: 'public' } }, region: 'ap-northeast-1' });
    assert.deepEqual(last.labels.slice(0, 5), [
      'From profile',
      'secured.example.com',
      'bare.example.com',
      'Custom Domain…',
      'Public',
    ]);
    assert.deepEqual((await browse('secured.example.com'))[0], {
      host: at('https://secured.example.com'),
      region: 'ap-northeast-1',
    });
    assert.deepEqual((await browse('Custom Domain…', 'files.example.com'))[0], {
      host: at('https://files.example.com'),
      region: 'ap-northeast-1',
    });
  });

  it('resets the bucket to the host of its profile, and returns nothing after Escape', async () => {
    assert.deepEqual((await browse('From profile'))[0], { host: undefined, region: 'ap-northeast-1' });
    await escapeAtEveryStep(['Custom Domain…', 'files.example.com'], (prompts) => askBrowsingHost(prompts, question()));
  });
});
