import assert from 'node:assert/strict';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { CDN_KEY, escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

/** The questions that were asked. */
type Form = Pick<ScriptedPrompts, 'asked' | 'last'>;

describe('Copy Link with Options', () => {
  const bench = withBench();
  const COPY = 'Copy Download Link';
  const RENAME = 'Force Download with Another Name…';
  const replies: readonly Reply[] = ['Validity', '1 day', 'Download', RENAME, '报告.pdf', COPY];

  async function run(key: string, ...answers: readonly Reply[]): Promise<Form> {
    const prompts = new ScriptedPrompts(...answers);
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', key)], prompts);
    // Not the prompts themselves: they have a `then`.
    return { asked: prompts.asked, last: prompts.last };
  }

  it('copies a link with Enter alone, after showing its expiry and host', async () => {
    const prompts = await run('readme.txt', COPY);
    const [url = ''] = bench().links;
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
    assert.equal(validityOf(url), '900');
    assert.match(prompts.last.place.title ?? '', /^Download link for readme\.txt · expires at /);
    assert.equal(prompts.last.text, 'No extra headers required');
    assert.equal(prompts.last.labels[0], COPY);
  });

  it('copies a link with the chosen options, and remembers them for the bucket', async () => {
    await run('reports/2026.pdf', ...replies);
    const [url = ''] = bench().links;
    assert.equal(validityOf(url), '86400');
    assert.match((await bench().use(url, 'GET')).headers['content-disposition'] ?? '', /^attachment; .*%E6%8A%A5/);
    const again = await run('readme.txt', COPY);
    assert.ok(again.last.readable.includes('Forced download as readme.txt'));
    assert.equal(validityOf(bench().links[0] ?? ''), '86400');
  });

  it('offers all options of a download, and shows the headers that the receiver must send', async () => {
    const prompts = await run(
      'readme.txt',
      ...['Content-Type', 'text/html', 'Cache-Control', 'no-store'],
      ...['Range', 'bytes=0-3', 'Invalid Ranges'],
      ...['Traffic Limit', '1 MB/s', 'Source Addresses', '127.0.0.0/8', 'Forwarding Proxies', 'forbidden'],
      ...['Stable URL', 'for an hour', 'Bind to Host', 'Payer', 'Payer', COPY],
    );
    assert.equal(prompts.last.text, 'Required headers: Range, x-oss-range-behavior');
    const [url = ''] = bench().links;
    const answer = await bench().use(url, 'GET', { range: 'bytes=0-3', 'x-oss-range-behavior': 'standard' });
    assert.equal(answer.text, 'cont');
    assert.equal(answer.headers['content-type'], 'text/html');
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('x-oss-ac-forward-allow'), 'false');
    assert.equal(searchParams.get('x-oss-additional-headers'), 'host;range');
    assert.equal(searchParams.get('x-oss-request-payer'), null);
  });

  it('switches to an upload, with metadata and the content type of the name', async () => {
    const header = ['Headers', 'x-oss-meta-author: me', 'Use These Headers'];
    const prompts = await run('readme.txt', 'Method', ...header, 'Copy Upload Link');
    assert.match(prompts.last.text, /Content-Type, x-oss-meta-author$/);
    const headers = { 'content-type': 'text/plain;charset=utf-8', 'x-oss-meta-author': 'me' };
    assert.equal((await bench().use(bench().links[0] ?? '', 'PUT', headers, 'new')).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'readme.txt')).toString(), 'new');
  });

  it('explains the format of a size', async () => {
    const prompts = await run('readme.txt', 'Method', 'Size', 'ten', '1e3', '6000000000', '1024', undefined);
    const howTo = 'Enter a number of bytes, such as 1048576.';
    assert.deepEqual(
      prompts.asked.at(-2)?.checks.map((check) => check?.message),
      [howTo, howTo, 'A single upload can have 0 to 5368709120 bytes (5 GB), not 6000000000.', undefined],
    );
    assert.ok(prompts.last.readable.includes('1024'));
  });

  it('shows each warning as a row with the whole sentence', async () => {
    await bench().oss.emulator.putObject('docs', 'a/../b.txt', 'x');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run(
      'copyGetUrlWithOptions',
      [{ kind: 'object', profileId: 'p1', bucket: 'docs', key: 'a/../b.txt' }],
      prompts,
    );
    assert.equal(prompts.last.labels[1], 'Warning');
    assert.ok(prompts.last.readable.some((text) => /^The key has .* another object\.$|^Most clients/.test(text)));
    assert.ok(!prompts.last.readable.some((text) => text.includes('$(warning)')));
  });

  it('asks for a name in a folder, and for an upload', async () => {
    await run('reports/', 'new.md', 'Copy Upload Link');
    assert.equal(
      (await bench().use(bench().links[0] ?? '', 'PUT', { 'content-type': 'text/markdown;charset=utf-8' })).status,
      200,
    );
    assert.ok(bench().oss.emulator.object('docs', 'reports/new.md'));
    assert.deepEqual(bench().memory.uploadFolders[0], { profileId: 'p1', bucket: 'docs', prefix: 'reports/' });
  });

  it('shows what a callback sends, and that there is none', async () => {
    const call = [
      'Upload Link Instead…',
      'Callback',
      'https://example.com/done',
      'Callback SNI',
      'with SNI',
      undefined,
    ];
    const prompts = new ScriptedPrompts(...call);
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'reports/')], prompts);
    const values = prompts.asked.map(({ readable }) => readable[readable.indexOf('Callback') + 1]);
    assert.ok(values.includes('none') && values.includes('https://example.com/done'), values.join());
    assert.ok(prompts.last.readable.includes('with SNI'));
  });

  it('signs a callback for OSS after the upload', async () => {
    const call = ['Callback', 'https://example.com/done', 'Callback Body', 'key=${object}', 'Callback SNI', 'with SNI'];
    await run('reports/', 'new.md', ...call, 'Copy Upload Link');
    const callback = new URL(bench().links[0] ?? '').searchParams.get('callback') ?? assert.fail();
    assert.deepEqual(JSON.parse(Buffer.from(callback, 'base64').toString()), {
      callbackUrl: 'https://example.com/done',
      callbackBody: 'key=${object}',
      callbackSNI: true,
    });
  });

  it('signs type, host and variables of a callback, and refuses variables that are no JSON object', async () => {
    const prompts = await run(
      ...['reports/', 'new.md', 'Callback', 'https://example.com/done'],
      ...['Callback Body Type', 'application/json', 'Callback Host', 'api.example.com'],
      ...['Callback Variables', 'me', '["me"]', '{"x:user": "me", "x:number": 7}', 'Copy Upload Link'],
    );
    const { searchParams } = new URL(bench().links[0] ?? '');
    const decoded = (name: string): unknown =>
      JSON.parse(Buffer.from(searchParams.get(name) ?? '', 'base64').toString());
    const { callbackBodyType, callbackHost } = decoded('callback') as Readonly<Record<string, string>>;
    assert.deepEqual([callbackBodyType, callbackHost], ['application/json', 'api.example.com']);
    assert.deepEqual(decoded('callback-var'), { 'x:user': 'me', 'x:number': '7' });
    const refusals = prompts.asked.flatMap(({ checks }) => checks.filter((check) => check?.severity === 'error'));
    assert.equal(refusals.length, 2);
  });

  it('shows at the row which options are invalid, and copies no link', async () => {
    const prompts = await run(
      'readme.txt',
      'Validity',
      '7 days',
      'Stable URL',
      'for a day',
      "These options can't be combined",
      undefined,
    );
    assert.ok(prompts.last.readable.some((text) => text.startsWith('7 days · A URL that is stable for a day')));
    bench().assertSilent();
  });

  it('shows at the row which option a CDN cannot check, and at no other row', async () => {
    const endpoint = { kind: 'custom', url: 'https://cdn.example.com', addressing: 'cname' } as const;
    await bench().linkHosts.setLinkHost(
      { profileId: 'p1', bucket: 'docs' },
      { endpoint, cdn: { type: 'A', cdnTtl: 1800 } },
    );
    await bench().linkHosts.storeCdnKey('cdn.example.com', CDN_KEY);
    for (const [label, ...more] of [
      ['Invalid Ranges'],
      ['Range', 'bytes=0-9'],
      ['Traffic Limit', '1 MB/s'],
      ['Payer'],
      ['Source VPC', 'vpc-t4nlw426y44rd3iq4xxxx'],
      ['Source Addresses', '127.0.0.0/8'],
      ['Forwarding Proxies', 'forbidden'],
      ['Bind to Host'],
      ['Signature'],
      ['Headers', 'if-match: "0f"', 'Use These Headers'],
    ] as const) {
      const { last } = await run('readme.txt', label, ...more, undefined);
      const refused = last.readable.flatMap((text, index) =>
        text.includes(" · Links of the CDN cdn.example.com can't have the option") ? [last.readable[index - 1]] : [],
      );
      assert.deepEqual(refused, [label]);
    }
    bench().assertSilent();
  });

  it('creates a V1 link of any validity, and shows at the row if it is too long for V4', async () => {
    const v1 = ['Signature', 'Validity', 'Custom…', '30d'];
    const prompts = await run('readme.txt', ...v1, 'Signature', 'Signature', COPY);
    const toV4 = prompts.asked.at(-2) ?? assert.fail();
    assert.ok(toV4.readable.some((text) => /^30 days · The validity can be at most 7 days/.test(text)));
    const { searchParams } = new URL(bench().links[0] ?? '');
    const expires = Number(searchParams.get('Expires')) * 1000;
    assert.equal(Math.round((expires - bench().oss.now().getTime()) / 86_400_000), 30);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).status, 200);
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal(validityOf(bench().links[0] ?? ''), '900');
  });

  it('shows when the signing session expires, and that such a link cannot be stable', async () => {
    const linkRole = { roleArn: 'acs:ram::1:role/reader', maxSessionSeconds: 3600, forEveryLink: false };
    await bench().oss.profiles.saveLinkRole('p1', linkRole);
    const stay = ['Signed By', 'Stable URL', 'for an hour'];
    const prompts = await run('readme.txt', 'Validity', '1 day', ...stay, "These options can't be combined", undefined);
    const [bySession, clash] = [prompts.asked.at(-4), prompts.asked.at(-2)];
    assert.notEqual(bySession?.place.title, prompts.asked.at(-5)?.place.title);
    assert.ok(clash?.readable.some((text) => /^for an hour · A scoped link is signed by its own session/.test(text)));
    bench().assertSilent();
  });

  it('saves its options as a recipe, and continues with them', async () => {
    bench().recipeSettings = { user: { Old: {} }, workspace: undefined, defaults: {} };
    const prompts = await run(
      'readme.txt',
      ...['Traffic Limit', '1 MB/s', 'Save as Recipe…', 'Old', undefined, 'Slow'],
      ...(['Save as Recipe…', BACK, COPY] as const),
    );
    assert.deepEqual(bench().savedRecipes, [
      { name: 'Slow', recipe: { method: 'GET', validity: '15m', trafficLimit: '1 MB/s' } },
    ]);
    assert.equal(prompts.last.place.title?.startsWith('Download link for readme.txt'), true);
    assert.equal(new URL(bench().links[0] ?? '').searchParams.get('x-oss-traffic-limit'), '8388608');
  });

  it('keeps the focus on a row after Escape from it, and focuses the first row after an answer', async () => {
    const prompts = await run('readme.txt', 'Traffic Limit', undefined, 'Traffic Limit', '1 MB/s', COPY);
    assert.equal(prompts.asked[2]?.activeLabel, 'Traffic Limit');
    assert.equal(prompts.last.activeLabel, undefined);
  });

  it('uses a host for this link only, and keeps the host of the bucket', async () => {
    await run('readme.txt', 'Host', 'files.example.com', COPY);
    assert.equal(new URL(bench().links[0] ?? '').host, 'files.example.com');
    assert.equal(bench().linkHosts.linkHost({ profileId: 'p1', bucket: 'docs' }), undefined);
  });

  it('offers the versions of the object, and accepts a typed version ID', async () => {
    const prompts = await run('readme.txt', 'Version', 'typed-id', COPY);
    assert.equal(new URL(bench().links[0] ?? '').searchParams.get('versionId'), 'typed-id');
    assert.equal(prompts.asked[1]?.labels[0], 'Latest');
  });

  it('offers no versions of other objects whose keys begin with that of the object', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    for (const key of ['plan.md', 'plan.md', 'plan.md.bak']) await bench().oss.emulator.putObject('kept', key, 'x');
    const prompts = new ScriptedPrompts('Version', undefined, undefined);
    await bench().run('copyGetUrlWithOptions', [await bench().node('kept', 'plan.md')], prompts);
    assert.equal(prompts.asked[1]?.labels.length, 3, 'the latest one and two versions');
  });

  it('offers the fifty newest versions', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    for (let count = 0; count < 55; count++) await bench().oss.emulator.putObject('kept', 'plan.md', String(count));
    const prompts = new ScriptedPrompts('Version', undefined, undefined);
    await bench().run('copyGetUrlWithOptions', [await bench().node('kept', 'plan.md')], prompts);
    assert.equal(prompts.asked[1]?.labels.length, 51, 'the latest one and fifty versions');
  });

  it('is limited by the setting', async () => {
    bench().maxValiditySeconds = 600;
    const prompts = await run('readme.txt', 'Validity', '10 minutes', COPY);
    assert.deepEqual(prompts.asked[1]?.labels, ['10 minutes', 'Custom…']);
    assert.equal(validityOf(bench().links[0] ?? ''), '600');
  });

  it('downloads each of several objects under its own name', async () => {
    const nodes = [await bench().node('docs', 'reports/2026.pdf'), await bench().node('docs', 'readme.txt')];
    const prompts = new ScriptedPrompts('Download', 'Forced download', 'Copy 2 Download Links');
    await bench().run('copyGetUrlWithOptions', [nodes[0], nodes], prompts);
    const headers = await Promise.all(
      bench().links.map(async (url) => (await bench().use(url, 'GET')).headers['content-disposition']),
    );
    assert.deepEqual(headers, ['attachment; filename="2026.pdf"', 'attachment; filename="readme.txt"']);
    assert.ok(!prompts.last.labels.includes('Version'));
  });

  it('asks for an object from the palette', async () => {
    await bench().run('copyGetUrlWithOptions', [], new ScriptedPrompts('docs', 'readme.txt', ...replies));
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });

  it('shows the result of image processing, and copies a link with it', async () => {
    await bench().oss.emulator.putObject('docs', 'a.png', 'pixels', { contentType: 'image/png' });
    const prompts = new ScriptedPrompts(
      'Image Processing',
      'Resize',
      '200',
      'Rotate',
      '90',
      'Use This Processing',
      COPY,
    );
    const pick = prompts.pick.bind(prompts);
    const shown: (readonly string[])[] = [];
    prompts.pick = (question) => {
      shown.push(bench().images.map(({ name, bytes }) => `${name}: ${Buffer.from(bytes).toString()}`));
      return pick(question);
    };
    await bench().run('copyGetUrlWithOptions', [await bench().node('docs', 'a.png')], prompts);
    assert.equal(new URL(bench().links[0] ?? '').searchParams.get('x-oss-process'), 'image/resize,w_200/rotate,90');
    assert.deepEqual(
      shown.at(-1),
      Array.from({ length: 3 }, () => 'a.png processed.png: pixels'),
    );
    assert.deepEqual(bench().images, [], 'the preview closes with the form');
  });

  it('copies nothing and is silent after Escape in the form', async () => {
    const node = await bench().node('docs', 'readme.txt');
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [node], [COPY]);
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [], ['docs', 'readme.txt', COPY]);
    await escapeSilently(bench(), 'copyGetUrlWithOptions', [await bench().node('docs')], ['a.md', 'Copy Upload Link']);
    assert.equal(bench().memory.lastLink, undefined);
  });
});
