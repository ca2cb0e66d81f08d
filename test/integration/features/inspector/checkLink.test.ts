import assert from 'node:assert/strict';
import { copyGetUrl } from '../../../../src/features/copy/copyGetUrl.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { answer, fakeTransport, refusal } from '../../../support/oss/fakeTransport.ts';
import { serve } from '../../../support/http/loopback.ts';
import { STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { benchLink } from '../../../support/features/benchLinks.ts';
import { withBench } from '../../../support/features/commandBench.ts';

const hoursAgo = (hours: number): Date => new Date(noon.getTime() - hours * 3_600_000);

describe('Check Link', () => {
  const bench = withBench();
  const link = benchLink(bench, 'readme.txt');
  const check = async (url: string, prompts?: ScriptedPrompts): Promise<string> => {
    await bench().run('checkLink', [{ url }], prompts);
    return bench().messages.at(-1) ?? '';
  };
  const actions = (): string[] => (bench().shownMessages.at(-1)?.actions ?? []).map(({ label }) => label);
  const press = async (label: string): Promise<void> => {
    await bench()
      .shownMessages.at(-1)
      ?.actions.find((action) => action.label === label)
      ?.run();
  };

  it('checks the download link of an object, without credentials like its receiver', async () => {
    assert.ok(!bench().reached.has('checkedLink'));
    await bench().run('checkLink', [await bench().node('docs', 'readme.txt')]);
    assert.ok(bench().reached.has('checkedLink'), 'the step of the walkthrough is complete');
    assert.match(bench().messages[0] ?? '', /^info: Download link for readme\.txt works: .*21 B, .*expires in 15 min,/);
    const { method, query, headers } = bench().oss.emulator.requests.at(-1) ?? assert.fail();
    assert.equal(method, 'GET');
    assert.ok(query.has('x-oss-signature'));
    assert.equal(headers['range'], 'bytes=0-0');
    assert.equal(headers['authorization'], undefined);
    assert.equal(headers['cookie'], undefined);
    assert.deepEqual(bench().clipboard, []);
  });

  it('copies the link that it has checked, not a new one', async () => {
    const url = link();
    await check(url);
    await press('Copy Link');
    assert.deepEqual(bench().clipboard, [url]);
    assert.equal(bench().messages.at(-1), 'status: Copied link');
  });

  it('keeps the checked link as the last one once it is copied', async () => {
    await bench().run('checkLink', [await bench().node('docs', 'readme.txt')]);
    assert.equal(bench().inspector.sessionLinks.last, undefined);
    await press('Copy Link');
    assert.equal(bench().inspector.sessionLinks.last?.url, bench().clipboard[0]);
  });

  it('asks for no header whose value it knows from this session', async () => {
    await bench().oss.emulator.putObject('docs', 'notes.md', '#');
    const headers = { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' };
    const url = link({ method: 'PUT', key: 'notes.md', headers, additionalHeaders: ['content-md5'] });
    await bench().run('copyGetUrl', [await bench().node('docs', 'notes.md')]);
    const made = bench().inspector.sessionLinks.last ?? assert.fail();
    bench().inspector.sessionLinks.add([{ ...made, url, method: 'PUT', signedHeaders: headers }]);
    assert.match(await check(url), /^info: Upload link for notes\.md/);
  });

  it('offers at most five links of the clipboard', async () => {
    const keys = [1, 2, 3, 4, 5, 6].map((number) => `${number}.txt`);
    bench().clipboardText = keys.map((key) => link({ key })).join('\n');
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('checkLink', [], prompts);
    assert.deepEqual(prompts.last.labels, [
      ...keys.slice(0, 5).map((key) => `Download link for ${key}`),
      'Paste a Link…',
    ]);
  });

  it('ends by Cancel: no more links are checked, and nothing is shown', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `many/${String(index)}.txt`);
    for (const key of keys) await bench().oss.emulator.putObject('docs', key, key);
    const nodes = await Promise.all(keys.map((key) => bench().node('docs', key)));
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('checkLink', [nodes[0], nodes]);
    assert.equal(bench().progresses[0]?.title, 'Checking 30 links');
    assert.ok(bench().oss.emulator.requests.filter(({ operation }) => operation === 'GetObject').length < keys.length);
    bench().assertSilent();
  });

  it('lists the results of a selection, failures first, and shows the details of the chosen one', async () => {
    const { emulator } = bench().oss;
    await emulator.putObject('docs', 'old.bin', 'x', { storageClass: 'Archive' });
    const archived = { operation: 'GetObject', key: 'old.bin' } as const;
    emulator.faults.add({ kind: 'status', status: 403, code: 'InvalidObjectState', match: archived });
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'old.bin')];
    const prompts = new ScriptedPrompts('Download link for old.bin');
    await bench().run('checkLink', [nodes[0], nodes], prompts);
    assert.equal(prompts.last.text, "1 of 2 links doesn't work");
    assert.deepEqual(
      [...prompts.last.icons],
      [
        ['Download link for old.bin', 'error'],
        ['Download link for readme.txt', 'pass'],
      ],
    );
    assert.match(bench().messages[0] ?? '', /^warn: Download link for old\.bin doesn't work\. The object is archived/);
    assert.deepEqual(bench().progresses[0]?.reports.at(-1), { done: 1, message: '2 of 2' });
    await bench().press('Restore…');
    const target = { profileId: 'p1', bucket: 'docs', key: 'old.bin' };
    assert.deepEqual(bench().rowCommands, [['restoreObjects', [target]]]);
  });

  it('stops its request when it is canceled', async () => {
    let cancel = (): void => undefined;
    bench().onProgress = (stop) => (cancel = stop);
    const { transport } = bench().oss;
    let sent: AbortSignal | undefined;
    bench().inspector.transportInUse = {
      ...transport,
      request: ({ signal }) => {
        sent = signal;
        setImmediate(cancel);
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new Error('canceled'));
          });
        });
      },
    };
    await bench().run('checkLink', [{ url: link() }]);
    assert.equal(sent?.aborted, true);
    bench().assertSilent();
  });

  const failures: readonly (readonly [string, () => string, RegExp, readonly string[]])[] = [
    ['expired', () => link({ signedAt: hoursAgo(2) }), /has expired/, ['Sign Again', 'Copy Details']],
    ['of no object', () => link({ key: 'gone.txt' }), /object doesn't exist/, ['Reveal in Buckets', 'Copy Details']],
    ['of no bucket', () => link({ bucket: 'nowhere' }), /bucket doesn't exist/, ['Copy Details']],
    [
      'changed',
      () => link({}, (query) => query.set('x-oss-process', 'x')),
      /parameter x-oss-process was added/,
      ['Explain…', 'Sign Again', 'Copy Details'],
    ],
    [
      'of a key that is unknown',
      () => link({ accessKeyId: 'other' }),
      /no longer exists/,
      ['Sign Again', 'Copy Details'],
    ],
    ['signed too early', () => link({ signedAt: hoursAgo(-2) }), /15 minutes off/, ['Sign Again', 'Copy Details']],
    ['of a bucket of another region', () => link({ bucket: 'logs' }), /bucket is at/, []],
  ];
  for (const [name, make, cause, steps] of failures) {
    it(`explains why a link fails that is ${name}`, async () => {
      const text = await check(make());
      assert.match(text, /^warn: .*doesn't work/);
      assert.match(text, cause);
      if (steps.length > 0) assert.deepEqual(actions(), steps);
    });
  }

  it('explains, reveals, or copies the details of what failed, by the buttons of its message', async () => {
    await check(link({}, (query) => query.set('x-oss-process', 'x')));
    await press('Explain…');
    assert.match(bench().messages.at(-1) ?? '', /^info: .*parameter x-oss-process was added/);
    await check(link({ key: 'reports/gone.txt' }));
    await press('Copy Details');
    assert.match(bench().clipboard.at(-1) ?? '', /NoSuchKey/);
    await press('Reveal in Buckets');
    assert.equal(bench().revealed.at(-1)?.id, 'folder:p1/docs/reports/');
  });

  it('explains a network failure', async () => {
    bench().inspector.transportInUse = fakeTransport(() =>
      Promise.reject(new TransportError('TlsError', 'It is not trusted.')),
    );
    assert.match(await check(link({})), /certificate of 127\.0\.0\.1:\d+ is not trusted/);
    assert.deepEqual(actions(), ['Choose Link Host…', 'Sign Again', 'Copy Details']);
  });

  it('does not follow a redirect', async () => {
    const transport = fakeTransport(answer(302, '', { location: 'https://elsewhere.example/?x-oss-signature=1' }));
    bench().inspector.transportInUse = transport;
    assert.match(await check(link({})), /redirected to elsewhere\.example\. /);
    assert.equal(transport.requests.length, 1);
  });

  it('says that a web page answered in place of OSS', async () => {
    bench().inspector.transportInUse = fakeTransport(answer(200, '<html>', { 'content-type': 'text/html' }));
    assert.match(await check(link()), /127\.0\.0\.1:\d+ returned a web page instead of an OSS response\./);
  });

  it('says that a link with another AccessKey may be for an upload if OSS refuses its signature', async () => {
    bench().inspector.transportInUse = fakeTransport(refusal(403, 'SignatureDoesNotMatch'));
    assert.match(await check(link({ accessKeyId: 'other' })), /This may be an upload link, or it was changed\./);
  });

  it('sends no link over plain http to a network', async () => {
    const transport = fakeTransport();
    bench().inspector.transportInUse = transport;
    const url = link({}).replace(/\/\/127\.0\.0\.1:\d+/, '//files.example.com');
    assert.match(await check(url), /^error: The link uses plain HTTP/);
  });

  it('signs a failing link again with the same options and the validity of the user', async () => {
    await check(link({ signedAt: hoursAgo(9), expires: '7200', query: { 'response-content-type': 'text/x' } }));
    await press('Sign Again');
    const [url = ''] = bench().links;
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('x-oss-expires'), '900');
    assert.equal(searchParams.get('response-content-type'), 'text/x');
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
  });

  it('never writes with an upload link, and reports the existing object', async () => {
    const before = await bench().oss.emulator.readObject('docs', 'readme.txt');
    const text = await check(link({ method: 'PUT' }));
    assert.match(text, /^info: Upload link for readme\.txt: the upload should succeed \(nothing was written\)/);
    assert.match(text, /overwrites the existing object\. The signature is valid\./);
    assert.match(await check(link({ method: 'PUT', key: 'new.txt' })), /object doesn't exist yet/);
    assert.deepEqual(await bench().oss.emulator.readObject('docs', 'readme.txt'), before);
    const { requests } = bench().oss.emulator;
    assert.deepEqual([...new Set(requests.map(({ method }) => method))].sort(), ['GET', 'HEAD']);
    const unsigned = requests.filter(({ headers }) => headers['authorization'] === undefined);
    assert.ok(unsigned.every(({ query }) => !query.has('x-oss-signature')));
  });

  it('reports that an upload adds a version in a bucket with versioning', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    await bench().oss.emulator.putObject('kept', 'a.txt', 'first');
    assert.match(
      await check(link({ method: 'PUT', bucket: 'kept', key: 'a.txt' })),
      /It adds a version to the existing /,
    );
  });

  it('reports that an upload overwrites where versioning is suspended', async () => {
    bench().oss.emulator.createBucket('paused', { versioning: 'Suspended' });
    await bench().oss.emulator.putObject('paused', 'a.txt', 'first');
    assert.match(await check(link({ method: 'PUT', bucket: 'paused', key: 'a.txt' })), /It overwrites the existing /);
  });

  it('checks a link over plain http that the user made for such a host', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const endpoint = { kind: 'custom', url: 'http://files.example.com', addressing: 'cname' } as const;
    await bench().linkHosts.setLinkHost({ profileId: 'p1', bucket: 'docs' }, { endpoint });
    const transport = fakeTransport(answer(206, 'x', { 'content-type': 'text/plain', 'x-oss-request-id': 'R' }));
    bench().inspector.transportInUse = transport;
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal(transport.requests.length, 1);
    assert.match(bench().links[0] ?? '', /^http:\/\/files\.example\.com\/readme\.txt\?/);
  });

  it('names the headers that an upload must send, which are not in the link', async () => {
    const text = await check(link({ method: 'PUT', headers: { 'content-type': 'text/plain' } }));
    assert.match(text, /created with the header content-type: text\/plain/);
  });

  it('predicts a refused upload: changed, expired, no bucket, no overwriting', async () => {
    assert.match(await check(link({ method: 'PUT' }, (query) => query.set('acl', ''))), /parameter acl was added/);
    assert.match(await check(link({ method: 'PUT', signedAt: hoursAgo(2) })), /has expired/);
    assert.match(await check(link({ method: 'PUT', bucket: 'nowhere' })), /bucket doesn't exist/);
    const headers = { 'x-oss-forbid-overwrite': 'true' };
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const made = bench().inspector.sessionLinks.last ?? assert.fail();
    const url = link({ method: 'PUT', headers });
    bench().inspector.sessionLinks.add([{ ...made, url, method: 'PUT', signedHeaders: headers }]);
    assert.match(await check(url), /forbids overwriting/);
  });

  it('asks for the value of a signed header that the link only names, and sends it', async () => {
    const headers = { 'if-match': '"x"' };
    const transport = fakeTransport(refusal(412, 'PreconditionFailed'));
    bench().inspector.transportInUse = transport;
    const prompts = new ScriptedPrompts('"x"');
    assert.match(await check(link({ headers, additionalHeaders: ['if-match'] }), prompts), /has changed since/);
    assert.match(prompts.last.text, /the signed header If-Match/);
    assert.deepEqual(transport.requests[0]?.headers, { range: 'bytes=0-0', 'if-match': '"x"' });
  });

  it('uses the link at the cursor, then one on the clipboard, the last one, or a pasted one that stays hidden', async () => {
    const { inspector } = bench();
    const url = link({});
    inspector.documents.set('file:///a.md', `see ${url} and so on`);
    inspector.cursorPlace = { uri: 'file:///a.md', startIndex: 20 };
    await bench().run('checkLink');
    assert.match(bench().messages.at(-1) ?? '', /^info: Download link for readme\.txt works/);
    inspector.cursorPlace = { uri: 'file:///a.md', startIndex: 0 };
    bench().clipboardText = `curl '${link({ key: 'reports/2026.pdf' })}'`;
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const prompts = new ScriptedPrompts('Download link for 2026.pdf');
    await bench().run('checkLink', [], prompts);
    assert.deepEqual(prompts.last.labels, [
      'Download link for 2026.pdf',
      'Download link for readme.txt',
      'Paste a Link…',
    ]);
    assert.match(bench().messages.at(-1) ?? '', /^info: Download link for 2026\.pdf works/);
    bench().clipboardText = bench().inspector.sessionLinks.last?.url ?? '';
    const once = new ScriptedPrompts(undefined);
    await bench().run('checkLink', [], once);
    assert.deepEqual(once.last.labels, ['Download link for readme.txt', 'Paste a Link…']);
    const pasting = new ScriptedPrompts('Paste a Link…', 'https://example.com/', link({ key: 'reports/summary.md' }));
    await bench().run('checkLink', [], pasting);
    assert.equal(pasting.last.secret, true);
    assert.equal(pasting.last.checks[0]?.severity, 'error');
    assert.match(bench().messages.at(-1) ?? '', /^info: Download link for summary\.md works/);
  });

  it('is silent after Escape', async () => {
    bench().clipboardText = link({});
    for (const prompts of [new ScriptedPrompts(undefined), new ScriptedPrompts('Paste a Link…', undefined)]) {
      await bench().run('checkLink', [], prompts);
    }
    bench().assertSilent();
  });
});

describe('links that are checked before copying', () => {
  const bench = withBench();

  it('are copied if they work', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal(bench().links.length, 1);
    assert.equal(bench().progresses[0]?.title, 'Checking the link');
    assert.equal(bench().oss.emulator.requests.at(-1)?.headers['range'], 'bytes=0-0');
  });

  it('are copied despite a failure only if the user confirms', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const node = await bench().node('docs', 'readme.txt');
    bench().inspector.transportInUse = fakeTransport(
      refusal(403, 'PublicEndpointForbidden'),
      refusal(403, 'PublicEndpointForbidden'),
    );
    const leaving = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [node], leaving);
    assert.equal(leaving.last.text, "The link for readme.txt doesn't work.");
    assert.match(leaving.last.readable.join(' '), /only on a custom domain/);
    bench().assertSilent();
    await bench().run('copyGetUrl', [node], new ScriptedPrompts('Copy Anyway'));
    assert.equal(bench().links.length, 1);
  });

  it('are not copied if they expire while the question is open', async () => {
    let passedMs = 0;
    const slow = (request: Parameters<ReturnType<typeof refusal>>[0]): ReturnType<ReturnType<typeof refusal>> => {
      passedMs = 900_000;
      return refusal(403, 'PublicEndpointForbidden')(request);
    };
    bench().inspector.isCheckedBeforeCopy = true;
    bench().inspector.transportInUse = fakeTransport(slow, slow);
    const services = bench().services(new ScriptedPrompts('Copy Anyway'));
    const now = (): Date => new Date(services.now().getTime() + passedMs);
    const copied = copyGetUrl([{ profileId: 'p1', bucket: 'docs', key: 'readme.txt' }], { ...services, now });
    await assert.rejects(copied, /The link has expired before it was copied/);
    assert.deepEqual(bench().clipboard, []);
  });

  it('name how many of several links fail', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'reports/summary.md')];
    bench().inspector.transportInUse = fakeTransport(
      ...[1, 2, 3, 4].map(() => refusal(403, 'PublicEndpointForbidden')),
    );
    const leaving = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [nodes[0], nodes], leaving);
    assert.equal(leaving.last.text, "2 of 2 links don't work.");
    bench().assertSilent();
  });

  it('name the one of several links that fails, with the cause and the next step', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'reports/summary.md')];
    await (await bench().oss.clients.of('p1')).deleteObjects('docs', ['readme.txt']);
    const leaving = new ScriptedPrompts(undefined);
    await bench().run('copyGetUrl', [nodes[0], nodes], leaving);
    assert.equal(leaving.last.text, "1 of 2 links doesn't work.");
    assert.match(
      leaving.last.readable.join(' '),
      /The object doesn't exist\..* Find the object, and sign a link to it\./,
    );
  });

  it('are checked at most six at a time', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    let [open, most] = [0, 0];
    const { transportInUse: real } = bench().inspector;
    bench().inspector.transportInUse = {
      ...real,
      async request(request) {
        most = Math.max(most, ++open);
        const response = await real.request(request);
        open--;
        return response;
      },
    };
    const keys = Array.from({ length: 9 }, (_, index) => `${index}.txt`);
    for (const key of keys) await bench().oss.emulator.putObject('docs', key, key);
    const nodes = await Promise.all(keys.map((key) => bench().node('docs', key)));
    await bench().run('copyGetUrl', [nodes[0], nodes]);
    assert.equal(most, 6);
  });

  it('are not copied if the check is cancelled', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const node = await bench().node('docs', 'readme.txt');
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('copyGetUrl', [node]);
    bench().assertSilent();
  });

  it('ask only the profile that signed them for credentials', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, securityToken: SecurityToken } = STS_KEY;
    const asked: (string | undefined)[] = [];
    const server = await serve(({ url }, response) => {
      asked.push(url);
      const Expiration = new Date(bench().oss.now().getTime() + 3_600_000).toISOString();
      response.end(JSON.stringify({ Code: 'Success', AccessKeyId, AccessKeySecret, SecurityToken, Expiration }));
    });
    try {
      const { profiles, endpoint } = bench().oss;
      for (const id of ['p1', 'p2']) {
        const record = { id, name: id, region: 'cn-hangzhou', endpoint, credentialSource: { kind: 'uri' } } as const;
        await profiles.save(record, { uri: `${server.origin}/${id}` });
      }
      await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
      assert.equal(bench().links.length, 1);
      assert.deepEqual([...new Set(asked)], ['/p1']);
    } finally {
      await server.close();
    }
  });

  it('cause no request while the setting is off', async () => {
    const node = await bench().node('docs', 'readme.txt');
    const before = bench().oss.emulator.requests.length;
    await bench().run('copyGetUrl', [node]);
    assert.ok(
      bench()
        .oss.emulator.requests.slice(before)
        .every(({ headers }) => headers['range'] === undefined),
    );
    assert.equal(bench().progresses.length, 0);
  });
});
