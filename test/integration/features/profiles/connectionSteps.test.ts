import assert from 'node:assert/strict';
import { connectionSteps } from '../../../../src/features/check/connectionSteps.ts';
import type { ConnectionStep } from '../../../../src/features/check/connectionStep.ts';
import { linkHostSteps } from '../../../../src/features/check/linkHostSteps.ts';
import type { OssClient } from '../../../../src/oss/client/ossClient.ts';
import type { LinkHost } from '../../../../src/links/linkHosts.ts';
import { startCdn, type Cdn, type CdnOptions } from '../../../emulator/cdn.ts';
import { withBench, CDN_KEY, type CommandBench } from '../../../support/features/commandBench.ts';
import { answer, failure, fakeTransport } from '../../../support/oss/fakeTransport.ts';
import { KEY, READER_KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const docs = { profileId: 'p1', bucket: 'docs' };

/** Rows of the report's first table: sign, step, result and, if there is one for any step, next step. */
function steps({ documents }: CommandBench): readonly (readonly string[])[] {
  const report = documents.get('Test Connection Work') ?? assert.fail('nothing was shown');
  const [table = ''] = report.split('\n## ');
  return table
    .split('\n')
    .filter((line) => /^\| [✓✗!–]/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\', '')),
    );
}

function row(bench: CommandBench, name: string): string {
  return (steps(bench).find(([, step]) => step === name) ?? assert.fail(`no row ${name}`)).join(' | ');
}

async function test(bench: CommandBench, place = 'docs'): Promise<void> {
  await bench.run('testProfile', ['p1'], new ScriptedPrompts(place));
  // The last of all steps completes the progress, and none before it.
  const done = bench.progresses.at(-1)?.reports.map((one) => one.done) ?? [];
  if (steps(bench).some(([, name]) => name === 'Link')) assert.equal(done.indexOf(1), done.length - 2);
}

describe('the steps of Test Connection', () => {
  const bench = withBench();
  const started: Cdn[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((cdn) => cdn.close()));
  });

  async function openCdn(options: Partial<CdnOptions> = {}): Promise<Cdn> {
    const { emulator, now } = bench().oss;
    const cdn = await startCdn({
      origin: { endpoint: emulator.endpoint('cn-hangzhou'), region: 'cn-hangzhou', bucket: 'docs', account: KEY },
      authentication: { type: 'A', keys: [CDN_KEY], ttlSeconds: 1800 },
      now,
      ...options,
    });
    started.push(cdn);
    return cdn;
  }

  it('begin with the endpoint of the region, and say that its certificate is trusted', async () => {
    const profile = { ...bench().oss.profiles.get('p1'), endpoint: { kind: 'public' } } as const;
    const transport = fakeTransport(answer(403));
    bench().inspector.transportInUse = transport;
    const shown: string[] = [];
    const { signal } = new AbortController();
    const services = bench().services(new ScriptedPrompts());
    for await (const { name, state, text } of connectionSteps({ profile, path: undefined }, services, signal)) {
      shown.push(`${name}: ${state}, ${text}`);
      if (name === 'TLS') break;
    }
    assert.deepEqual(shown.slice(-3), [
      'Name resolution: ok, oss-cn-hangzhou.aliyuncs.com',
      'Connection: ok, oss-cn-hangzhou.aliyuncs.com responds',
      'TLS: ok, the certificate is trusted',
    ]);
    assert.equal(transport.requests[0]?.timeoutMs, 10_000, 'a silent host is reported after 10 seconds');
  });

  it('warn of plain HTTP in the network, and say from where the credentials are', async () => {
    const endpoint = { kind: 'custom', url: 'http://oss.corp.example', allowPlainHttp: true } as const;
    const stored = bench().oss.profiles.get('p1');
    const credentialSource = { tool: 'ossutil', profile: 'default' } as const;
    const profile = { ...stored, endpoint, credentialSource };
    bench().inspector.transportInUse = fakeTransport(answer(403), answer(403));
    const services = bench().services(new ScriptedPrompts());
    const shown: string[] = [];
    const { signal } = new AbortController();
    for await (const { name, state, text, next } of connectionSteps({ profile, path: undefined }, services, signal)) {
      shown.push([name, state, text, next].join(' | '));
      if (name === 'TLS') break;
    }
    assert.equal(shown[0], 'Credentials | ok | AccessKey of another tool | ');
    assert.equal(shown.at(-1), 'TLS | note | plain HTTP | Anyone on the network can read the data and use the links.');
  });

  it('say when temporary credentials expire', async () => {
    const expiration = new Date(bench().oss.now().getTime() + 30 * 60_000);
    const services = bench().services(new ScriptedPrompts());
    const profiles = Object.create(services.profiles, {
      credentialsOf: { value: () => Promise.resolve({ ...STS_KEY, expiration }) },
    }) as typeof services.profiles;
    const tested = { profile: bench().oss.profiles.get('p1'), path: undefined };
    const shown: string[] = [];
    const { signal } = new AbortController();
    for await (const { state, text } of connectionSteps(tested, { ...services, profiles }, signal)) {
      shown.push(`${state}, ${text}`);
      break;
    }
    assert.match(shown.join(), /^ok, temporary, expire at .*\d/);
  });

  it('are rows of a table with one heading', async () => {
    await test(bench());
    const [table = ''] = (bench().documents.get('Test Connection Work') ?? '').split('\n## ');
    const lines = table.split('\n').filter((line) => line.startsWith('| '));
    assert.equal(new Set(lines).size, lines.length);
    assert.match(lines[1] ?? '', /^\| :-+ \|/);
  });

  it('succeed for a working profile, from the credentials to the download of a link', async () => {
    await test(bench());
    assert.deepEqual(
      steps(bench()).map(([sign, name]) => `${sign ?? ''} ${name ?? ''}`),
      [
        '✓ Credentials',
        '✓ Name resolution',
        '✓ Connection',
        '✓ TLS',
        '✓ Clock',
        '✓ Signature',
        '✓ Region',
        '✓ Link host',
        '✓ Link',
      ],
    );
    assert.match(row(bench(), 'Signature'), /V4 accepted/);
    assert.match(row(bench(), 'Link'), /Download link for readme\.txt works: .*21 B/);
    assert.deepEqual([...new Set(bench().oss.emulator.requests.map(({ method }) => method))].sort(), ['GET', 'HEAD']);
  });

  it('report the facts for a bug report, without secrets', async () => {
    await test(bench());
    const report = bench().documents.get('Test Connection Work') ?? '';
    assert.match(
      report,
      /\n\n## For a bug report\n\nThis report .*\n\n```text\nOSS Presigned Links 0\.0\.1\nTest Code 1\.105\.0, Node 22\.0\.0, /,
    );
    assert.match(report, /^Proxy: with credentials$/m);
    const lines = report.split('\n');
    const headings = [...lines.keys()].filter((index) => lines[index]?.startsWith('## '));
    assert.ok(headings.length > 2, report);
    for (const index of headings) assert.deepEqual([lines[index - 1], lines[index + 1]], ['', ''], lines[index]);
    for (const secret of Object.values(KEY)) assert.ok(!report.includes(secret));
    assert.doesNotMatch(report, /Signature=|x-oss-signature|auth_key/);
  });

  it('show text of servers and users as plain text, never as Markdown', async () => {
    await bench().oss.saveProfile({ name: '![x](https://evil.example/a.png) <b>|' });
    await bench().run('testProfile', ['p1'], new ScriptedPrompts('docs'));
    const [entry] = bench().documents;
    const [name, report] = entry ?? ['', ''];
    assert.match(name, /evil/);
    assert.ok(report.includes('\\!\\[x\\]\\(https://evil.example/a.png\\) \\<b\\>\\|'));
    await bench().oss.emulator.putObject('docs', '[x](y)/a.txt', 'x');
    await bench().oss.profiles.addBucket('p1', 'docs/[x](y)');
    bench().documents.clear();
    await bench().run('testProfile', ['p1'], new ScriptedPrompts('docs/[x](y)/'));
    assert.match([...bench().documents.values()].join(), /^Tested on docs\/\\\[x\\\]\\\(y\\\)\/, /m);
  });

  it('end with a policy that has also the permissions that are missing', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    await test(bench());
    const report = bench().documents.get('Test Connection Work') ?? '';
    const rows = [...report.matchAll(/^\| `(oss:\w+)`.*?\| (✓|✗|not)/gm)].map(([, action, mark]) => [action, mark]);
    assert.ok(rows.some(([, mark]) => mark === '✓') && rows.some(([, mark]) => mark === '✗'), report);
    const [, policy = ''] = report.split('```json\n');
    for (const [action = ''] of rows) assert.ok(policy.includes(`"${action}"`), action);
  });

  it('report a wrong secret, and stop', async () => {
    await bench().oss.saveProfile({}, { ...KEY, accessKeySecret: 'wrong' });
    await test(bench());
    assert.match(row(bench(), 'Signature'), /^✗ .*SignatureDoesNotMatch.*\| Enter Secret…$/);
    assert.equal(row(bench(), 'Region'), '– | Region | not tested | ');
    assert.doesNotMatch(bench().documents.get('Test Connection Work') ?? '', /## Permissions/);
    assert.match(bench().messages[0] ?? '', /^warn: 1 of 7 tests failed\.$/);
  });

  it('report a missing secret', async () => {
    bench().oss.secrets.values.clear();
    await test(bench());
    assert.match(row(bench(), 'Credentials'), /^✗ .*missing on this computer.*\| Enter Secret…$/);
    assert.match(row(bench(), 'Connection'), /^✓/);
    assert.equal(row(bench(), 'Signature'), '– | Signature | not tested | ');
  });

  it('report temporary credentials', async () => {
    await bench().oss.saveProfile({}, STS_KEY);
    await test(bench());
    assert.match(row(bench(), 'Credentials'), /^! .*temporary, with an unknown expiry/);
  });

  it('report the region that the service expects', async () => {
    await bench().oss.saveProfile({ region: 'cn-shenzhen' });
    await test(bench(), '');
    assert.match(
      row(bench(), 'Region'),
      /^✗ .*cn-shenzhen, but the service expects cn-hangzhou \| .*region cn-hangzhou/,
    );
    assert.deepEqual(bench().messages, ['warn: 1 of 7 tests failed.']);
  });

  it('report the region of a bucket in another region', async () => {
    await test(bench(), 'logs');
    assert.match(row(bench(), 'Region'), /^✓ .*the bucket is in cn-shanghai/);
    assert.match(row(bench(), 'Link'), /^– .*no object in the folder/);
  });

  it('report a clock that the service refuses', async () => {
    const fault = { kind: 'status', status: 403, code: 'RequestTimeTooSkewed', times: 9 } as const;
    bench().oss.emulator.faults.add({ ...fault, match: { operation: 'ListBuckets' } });
    await test(bench(), '');
    assert.match(row(bench(), 'Clock'), /^✗ .*RequestTimeTooSkewed.* \| Set the clock of this computer\.$/);
  });

  const networks = [
    ['HostNotFound', 'Name resolution', ['✗', '–', '–']],
    ['ConnectionRefused', 'Connection', ['✓', '✗', '–']],
    ['Timeout', 'Connection', ['✓', '✗', '–']],
    ['ProxyError', 'Connection', ['–', '✗', '–']],
    ['TlsError', 'TLS', ['✓', '✓', '✗']],
  ] as const;
  for (const [code, failing, signs] of networks) {
    it(`report a network failure ${code} at the step "${failing}"`, async () => {
      bench().inspector.transportInUse = fakeTransport(failure(code));
      await test(bench());
      assert.deepEqual(
        ['Name resolution', 'Connection', 'TLS'].map((name) => row(bench(), name).slice(0, 1)),
        signs,
      );
      assert.match(row(bench(), 'Signature'), /^– \| Signature \| not tested( \| )?$/);
      assert.equal(bench().oss.emulator.requests.length, 0);
    });
  }

  it('fetch an object and not the marker of a folder, by a link of five minutes', async () => {
    await bench().oss.emulator.putObject('docs', 'a/', '');
    await test(bench());
    assert.match(row(bench(), 'Link'), /^✓ .*readme\.txt works/);
    const fetched = bench().oss.emulator.requests.filter(({ query }) => query.has('x-oss-expires'));
    assert.deepEqual(new Set(fetched.map(({ query }) => query.get('x-oss-expires'))), new Set(['300']));
  });

  it('fetch an object that is not archived', async () => {
    await bench().oss.emulator.putObject('docs', 'a.txt', 'old', { storageClass: 'ColdArchive' });
    await test(bench());
    assert.match(row(bench(), 'Link'), /^✓ .*readme\.txt works/);
  });

  it('report a server without TLS', async () => {
    const url = bench().oss.emulator.endpoint('cn-hangzhou').replace('http://', 'https://');
    await bench().oss.saveProfile({ endpoint: { kind: 'custom', url } });
    await test(bench(), '');
    assert.match(row(bench(), 'TLS'), /^✗ .*responds without TLS \| Use http:/);
  });

  it('skip the link if objects may not be listed', async () => {
    await bench().oss.saveProfile({}, READER_KEY);
    await test(bench());
    assert.match(row(bench(), 'Link'), /^– .*no permission to list objects/);
  });

  it('fetch a link of the chosen CDN', async () => {
    const cdn = await openCdn();
    const host: LinkHost = {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1800 },
    };
    await bench().oss.linkHosts.setLinkHost(docs, host);
    await bench().oss.linkHosts.storeCdnKey(new URL(cdn.origin).host, CDN_KEY);
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^✓ .*a CDN with URL signing of type A; its key is stored/);
    assert.match(row(bench(), 'Link'), /^✓/);
    assert.deepEqual(
      cdn.requests.map(({ status }) => status),
      [206],
    );
  });

  it('report a missing key of the CDN', async () => {
    const cdn = await openCdn();
    await bench().oss.linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
      cdn: { type: 'A', cdnTtl: 1800 },
    });
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^✗ .*its key is missing on this computer \| Enter CDN Key…$/);
    assert.match(row(bench(), 'Link'), /^✗ .*CDN key of .* is missing/);
  });

  it('report a link host that is a CDN with URL signing, but is chosen as a plain domain', async () => {
    const cdn = await openCdn();
    await bench().oss.linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
    });
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^! .*is not bound to the bucket \| Only a CDN or proxy/);
    assert.match(row(bench(), 'CDN'), /^✗ .*checks links by its own key \| Select "CDN with URL Signing…"/);
  });

  it('report a link host that is bound to the bucket, but disabled', async () => {
    const endpoint = { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } as const;
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint });
    const services = bench().services(new ScriptedPrompts());
    const client = {
      locationOf: () => Promise.resolve({ region: 'cn-hangzhou', endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' }),
      listCustomDomains: () => Promise.resolve([{ domain: 'files.example.com', status: 'Disabled' }]),
    } as unknown as OssClient;
    bench().inspector.transportInUse = fakeTransport(answer(200));
    const found: ConnectionStep[] = [];
    const { signal } = new AbortController();
    const withClient = { ...services, clientOf: () => Promise.resolve(client) };
    for await (const step of linkHostSteps(docs, services.profiles.get('p1'), withClient, signal)) found.push(step);
    assert.equal(found[0]?.state, 'failed');
    assert.match(found[0].text, /^files\.example\.com is bound to the bucket, but disabled$/);
  });

  it('report a CDN that forwards links', async () => {
    const cdn = await startCdn({
      origin: { endpoint: bench().oss.emulator.endpoint('cn-hangzhou'), region: 'cn-hangzhou', bucket: 'docs' },
      now: bench().oss.now,
    });
    started.push(cdn);
    await bench().oss.linkHosts.setLinkHost(docs, {
      endpoint: { kind: 'custom', url: cdn.origin, addressing: 'cname' },
    });
    await test(bench());
    assert.match(row(bench(), 'CDN'), /^✓ .*is a CDN or proxy/);
  });

  for (const header of ['x-cache', 'x-swift-cachetime', 'eagleid', 'via']) {
    it(`recognize a CDN or proxy by its header ${header}`, async () => {
      const endpoint = { kind: 'custom', url: 'https://files.example.com', addressing: 'cname' } as const;
      await bench().oss.linkHosts.setLinkHost(docs, { endpoint });
      const services = bench().services(new ScriptedPrompts());
      bench().inspector.transportInUse = fakeTransport(answer(403, '', { [header]: 'x' }), answer(403));
      const { signal } = new AbortController();
      const cdnText = async (): Promise<string | undefined> => {
        let text: string | undefined;
        for await (const step of linkHostSteps(docs, services.profiles.get('p1'), services, signal)) {
          if (step.name === 'CDN') text = step.text;
        }
        return text;
      };
      assert.equal(await cdnText(), 'files.example.com is a CDN or proxy');
      assert.equal(await cdnText(), 'files.example.com responds without a CDN');
    });
  }

  it('warn about an internal link host', async () => {
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint: { kind: 'internal' } });
    bench().inspector.transportInUse = fakeTransport(answer(200), failure('Timeout'));
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^! .*-internal.*only inside Alibaba Cloud/);
    assert.match(row(bench(), 'Link'), /^✗ .*did(n't| not) respond|^✗ /);
  });
});

describe('Test Connection of a private cloud that supports only V1', () => {
  const bench = withBench({ knowsOnlyV1: true });

  it('detects V1, and one button sets it', async () => {
    await test(bench());
    assert.match(row(bench(), 'Signature'), /^✗ .*the service takes V1 only \| Use Signature V1$/);
    const [action] = bench().shownMessages[0]?.actions ?? [];
    assert.equal(action?.label, 'Use Signature V1');
    await action.run();
    assert.equal(bench().oss.profiles.get('p1').signatureVersion, 'v1');
    bench().documents.clear();
    await test(bench());
    assert.match(row(bench(), 'Signature'), /^✓ .*V1 accepted/);
    assert.match(row(bench(), 'Link'), /^✓/);
  });
});

describe('Test Connection of a service that supports V4 since an update', () => {
  const bench = withBench();

  it('offers V4 to a profile with V1', async () => {
    await bench().oss.profiles.saveSignatureVersion('p1', 'v1');
    await test(bench());
    assert.match(row(bench(), 'Signature'), /^! .*V1, though the service takes V4 too/);
    await bench().shownMessages[0]?.actions[0]?.run();
    assert.equal(bench().oss.profiles.get('p1').signatureVersion, undefined);
  });
});

describe('Test Connection on a computer with a wrong clock', () => {
  const clocks = [
    [20 * 60_000, /^✗ .*20 minutes slow \| Set the clock of this computer\.$/],
    [-5 * 60_000, /^! .*5 minutes fast \| Set the clock of this computer\.$/],
    [30_000, /^✓ .*in sync/],
  ] as const;
  for (const [clockOffsetMs, text] of clocks) {
    describe(`by ${clockOffsetMs / 1000} seconds`, () => {
      const bench = withBench({ clockOffsetMs });

      it('reports the difference', async () => {
        await test(bench(), '');
        assert.match(row(bench(), 'Clock'), text);
      });
    });
  }
});

describe('Test Connection of a bucket with a custom domain for its links', () => {
  const bench = withBench({ customDomains: { localhost: 'docs' } });
  beforeEach(async () => {
    const url = bench().oss.emulator.endpoint('cn-hangzhou').replace('127.0.0.1', 'localhost');
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint: { kind: 'custom', url, addressing: 'cname' } });
  });

  it('says that it is bound, and that no CDN responds', async () => {
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^✓ .*localhost:\d+ is bound to the bucket/);
    assert.match(row(bench(), 'CDN'), /^✓ .*responds without a CDN/);
  });

  it('says that it does not know without the permission', async () => {
    // The test of the permission, and that of the host.
    for (let count = 0; count < 2; count++) {
      const match = { operation: 'ListCname' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    }
    await test(bench());
    assert.match(row(bench(), 'Link host'), /^! .*whether it is bound to the bucket is unknown/);
  });

  it('says that the domain is unreachable', async () => {
    bench().inspector.transportInUse = fakeTransport(answer(200), failure('HostNotFound'));
    await test(bench());
    assert.match(row(bench(), 'HTTPS of the link host'), /^✗/);
  });

  it('warns of plain HTTP', async () => {
    const endpoint = {
      kind: 'custom',
      url: 'http://files.example.com',
      addressing: 'cname',
      allowPlainHttp: true,
    } as const;
    await bench().oss.linkHosts.setLinkHost(docs, { endpoint });
    bench().inspector.transportInUse = fakeTransport(answer(200), answer(200), answer(200));
    await test(bench());
    assert.match(row(bench(), 'HTTPS of the link host'), /^! .*plain HTTP/);
  });
});
