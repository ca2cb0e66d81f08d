import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { plainRequestOptions } from '../../../../src/links/requests/requestOptions.ts';
import { anyOrigin } from '../../../emulator/cors.ts';
import { noon } from '../../../support/emulator/handMade.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { formOfPage, sendForm, type FormOfPage } from '../../../support/links/sentForm.ts';
import { READER_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ESCAPE, ScriptedPrompts, type Asked, type Reply } from '../../../support/ui/scriptedPrompts.ts';
import { localClock, localDay } from '../../../support/localTime.ts';

const SAVE = 'Save Upload Page…';
const UPLOAD = 'Upload the Page and Copy Its Link';
const COPY = 'Copy As…';
/** Name of the subfolder of the first request of a bench. */
const SUBFOLDER = `${localDay(noon)}-new1/`;

/** Limits of a request, as its form shows them. */
const limitsIn = (form: Asked | undefined): string => form?.readable.find((text) => text.startsWith('Up to ')) ?? '';

describe('Request Files', () => {
  const bench = withBench();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'oss-links-request-'));
    bench().downloadFolder = folder;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function run(key: string, ...replies: readonly Reply[]): Promise<ScriptedPrompts['asked']> {
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('requestFiles', [await bench().node('docs', key)], prompts);
    return prompts.asked;
  }

  /** The page that was saved. */
  async function savedPage(): Promise<FormOfPage> {
    const [name = assert.fail('nothing was saved')] = await readdir(folder);
    return formOfPage(await readFile(path.join(folder, name), 'utf8'));
  }

  const stored = (): readonly string[] =>
    bench()
      .oss.emulator.bucket('docs')
      .keys.filter((one) => !['readme.txt', 'reports/2026.pdf', 'reports/summary.md', '报告/三.pdf'].includes(one));

  it('saves a page that receives files in a new subfolder, by Enter alone', async () => {
    const [form] = await run('reports/', SAVE);
    assert.match(form?.place.title ?? '', new RegExp(`^Request Files · docs/reports/${SUBFOLDER} · expires at `));
    assert.equal(form?.labels[0], SAVE);
    assert.equal((await sendForm(await savedPage(), '照片.txt', 'hello')).status, 201);
    assert.deepEqual(stored(), [`reports/${SUBFOLDER}照片.txt`]);
    assert.deepEqual(bench().askedFiles, [{ name: `${localDay(noon)}-new1.html`, isSecret: true }]);
    assert.equal(bench().ledger.list()[0]?.format, 'page');
    assert.match(
      bench().messages[0] ?? '',
      new RegExp(
        `^info: Saved the upload page ${localDay(noon)}-new1\\.html\\. Anyone who has it can upload into docs/reports/${SUBFOLDER} until `,
      ),
    );
  });

  it('saves a page that only the user can read', async () => {
    await run('reports/', SAVE);
    const [name = ''] = await readdir(folder);
    // Windows has no such modes.
    const mode = process.platform === 'win32' ? 0o666 : 0o600;
    assert.equal((await stat(path.join(folder, name))).mode & 0o777, mode);
  });

  it('offers usual sizes of files, and a new subfolder again after the folder itself', async () => {
    const itself = 'the folder docs/reports/ itself';
    const asked = await run(
      'reports/',
      'Largest File',
      '1 GB',
      'Folder',
      itself,
      'Folder',
      `new subfolder ${SUBFOLDER}`,
      SAVE,
    );
    assert.deepEqual(asked[1]?.labels, ['10 MB', '100 MB', '1 GB', '5 GB (OSS limit)']);
    assert.equal((await sendForm(await savedPage(), 'a.txt', 'x')).status, 201);
    assert.deepEqual(stored(), [`reports/${SUBFOLDER}a.txt`]);
  });

  it('shows expiry, limits and what cannot be limited', async () => {
    const [form] = await run('reports/', ESCAPE);
    const readable = form?.readable.join('\n') ?? '';
    assert.match(limitsIn(form), /^Up to 100 MB per file · Accepted: all files · Same name: refuse the new file$/);
    for (const text of [
      /^expires at .* · 127\.0\.0\.1:\d+$/m,
      /^number and content of files; anyone with the request can upload until it expires$/m,
      /^1 day$/m,
      /^not shown \(no CORS rule allows it\); files are sent one by one$/m,
    ]) {
      assert.match(readable, text);
    }
    bench().assertSilent();
  });

  it('asks for all options in one form, and creates the page from them', async () => {
    await run(
      'reports/',
      ...['Folder', 'offsite 2031', 'Note', 'Photos & films please', 'Validity', '7 days'],
      ...['Largest File', '20 KB', 'Accepted Files', 'Custom List…', '.PNG; txt', 'Same Name'],
      ...['keep both (random letters before each name)', 'Language', SAVE],
    );
    const html = await readFile(path.join(folder, 'offsite 2031.html'), 'utf8');
    assert.match(html, /<html lang="zh-CN">/);
    assert.ok(html.includes('Photos &amp; films please'));
    const { action, fields } = await savedPage();
    const policy = JSON.parse(Buffer.from(fields['policy'] ?? '', 'base64').toString()) as {
      readonly expiration: string;
      readonly conditions: readonly unknown[];
    };
    assert.equal(policy.expiration, new Date(noon.getTime() + 604_800_000).toISOString());
    for (const condition of [
      ['starts-with', '$key', 'reports/offsite 2031/'],
      ['content-length-range', 0, 20_480],
      ['eq', '$x-oss-object-acl', 'default'],
      ['eq', '$x-oss-forbid-overwrite', 'true'],
      ['in', '$x-oss-content-type', ['image/png', 'text/plain']],
    ]) {
      assert.ok(
        policy.conditions.some((one) => JSON.stringify(one) === JSON.stringify(condition)),
        JSON.stringify(condition),
      );
    }
    const typed = { action, fields: { ...fields, 'x-oss-content-type': 'text/plain' } };
    assert.equal((await sendForm(typed, 'a.txt', 'x'.repeat(20_481))).element('Code'), 'EntityTooLarge');
    assert.equal((await sendForm(typed, 'a.txt', 'x')).status, 201);
    assert.equal((await sendForm({ action, fields }, 'a.exe', 'x')).element('Code'), 'AccessDenied');
    assert.deepEqual(stored(), ['reports/offsite 2031/a.txt']);
  });

  it('takes files into the folder itself, and replaces nothing there', async () => {
    await run('reports/', 'Folder', 'the folder docs/reports/ itself', SAVE);
    const page = await savedPage();
    assert.equal((await sendForm(page, '2026.pdf', 'new')).element('Code'), 'FileAlreadyExists');
    assert.equal(
      (await bench().oss.emulator.readObject('docs', 'reports/2026.pdf')).toString(),
      'content of reports/2026.pdf',
    );
    assert.equal((await sendForm(page, 'new.pdf', 'new')).status, 201);
  });

  it('offers a typed subfolder without a slash at its end, and shows the chosen one', async () => {
    const asked = await run('reports/', 'Folder', 'inbox//', ESCAPE);
    const folderOf = (form: Asked | undefined): string | undefined =>
      form?.readable[form.readable.indexOf('Folder') + 1];
    assert.deepEqual([folderOf(asked[0]), folderOf(asked[2])], [`new subfolder ${SUBFOLDER}`, 'subfolder inbox/']);
    assert.match(asked[2]?.place.title ?? '', /docs\/reports\/inbox\/ /);
  });

  it('receives files at the root of a bucket', async () => {
    await run('', 'Folder', 'anywhere in the bucket docs', SAVE);
    assert.deepEqual(bench().askedFiles[0]?.name, 'docs.html');
    assert.equal((await sendForm(await savedPage(), 'top.txt', 'x')).status, 201);
    assert.deepEqual(stored(), ['top.txt']);
  });

  it('asks for a folder from the palette', async () => {
    const prompts = new ScriptedPrompts('docs', { type: 'inbox', pick: 'Use docs/inbox/' }, SAVE);
    await bench().run('requestFiles', [], prompts);
    await sendForm(await savedPage(), 'a.txt', 'x');
    assert.deepEqual(stored(), [`inbox/${SUBFOLDER}a.txt`]);
    assert.deepEqual(bench().memory.uploadFolders[0], { profileId: 'p1', bucket: 'docs', prefix: 'inbox/' });
  });

  it('uploads the page beside the folder and copies a link that expires with the request', async () => {
    await run('reports/', 'Validity', '1 hour', UPLOAD);
    const key = `reports/${SUBFOLDER.slice(0, -1)}.html`;
    assert.deepEqual(stored(), [key]);
    const page = bench().oss.emulator.object('docs', key);
    assert.deepEqual([page?.headers['content-type'], page?.acl], ['text/html;charset=utf-8', 'default']);
    // The tree shows the page.
    assert.deepEqual(bench().changed.slice(-1), ['folder:p1/docs/reports/']);
    const [url = ''] = bench().links;
    assert.equal(new URL(url).searchParams.get('x-oss-expires'), '3600');
    const answer = await bench().use(url, 'GET');
    assert.equal((await sendForm(formOfPage(answer.text), 'a.txt', 'x')).status, 201);
    assert.deepEqual(stored(), [key, `reports/${SUBFOLDER}a.txt`]);
    assert.deepEqual(
      bench()
        .ledger.list()
        .map(({ method, format }) => [method, format]),
      [
        ['GET', 'url'],
        ['POST', 'page'],
      ],
    );
  });

  it('copies the link to the page with the host of the request', async () => {
    await run('reports/', 'Host', 'files.example.com', 'Validity', '1 hour', UPLOAD);
    assert.equal(new URL(bench().links[0] ?? '').host, 'files.example.com');
  });

  it('saves the page under a name that every system can write', async () => {
    await run('reports/', 'Folder', 'a:b', SAVE);
    assert.deepEqual(await readdir(folder), ['a_b.html']);
  });

  it('shows the accepted kind of files as the present choice', async () => {
    const asked = await run('reports/', 'Accepted Files', 'pictures', 'Accepted Files', ESCAPE, ESCAPE);
    assert.equal(asked[3]?.activeLabel, 'pictures');
  });

  it('does not replace an object by the page', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/kept.html', 'theirs');
    await run('reports/', 'Folder', 'kept', UPLOAD);
    assert.deepEqual(stored(), ['reports/kept (2).html', 'reports/kept.html']);
    assert.equal((await bench().oss.emulator.readObject('docs', 'reports/kept.html')).toString(), 'theirs');
  });

  for (const [label, pattern] of [
    ['curl', /^curl --fail-with-body --form-string 'key=reports\/.*\$\{filename\}'/],
    ['HTML', /^<form action="http:\/\/127\.0\.0\.1:\d+\/docs/],
    ['Python', /requests|urllib/],
  ] as const) {
    it(`copies the request as ${label}`, async () => {
      await run('reports/', COPY, label);
      assert.match(bench().clipboard.at(-1) ?? '', pattern);
      assert.equal(bench().ledger.list()[0]?.format, label.toLowerCase());
      assert.match(bench().messages[0] ?? '', new RegExp(`^info: Copied the request as ${label}\\. Anyone who has it`));
    });
  }

  it('keeps the options if the user leaves', async () => {
    await run('reports/', 'Note', 'For Ann', 'Largest File', '10 MB', ESCAPE);
    const [form] = await run('reports/', COPY, ESCAPE, ESCAPE);
    assert.ok(form?.readable.includes('For Ann'));
    assert.match(limitsIn(form), /^Up to 10 MB per file/);
    // Leaving the save dialog leads back to the form.
    bench().downloadFolder = undefined;
    assert.equal((await run('reports/', SAVE, ESCAPE)).length, 2);
    bench().assertSilent();
    assert.deepEqual(bench().ledger.list(), []);
  });

  it('copies nothing and returns to the form if the user leaves a question', async () => {
    for (const steps of [
      ['Note'],
      ['Validity'],
      ['Accepted Files'],
      ['Accepted Files', 'Custom List…'],
      ['Folder'],
      [COPY],
    ]) {
      const asked = await run('reports/', ...steps, ESCAPE, ESCAPE);
      assert.equal(asked.at(-1)?.place.title, asked[0]?.place.title, steps.join());
    }
    bench().assertSilent();
  });

  it('returns to the form from each question', async () => {
    const rows = ['Folder', 'Note', 'Validity', 'Largest File', 'Accepted Files', 'Same Name', 'Host', COPY];
    const replies = rows.flatMap((row): readonly Reply[] => [row, BACK]);
    const asked = await run('reports/', ...replies, 'Accepted Files', 'Custom List…', BACK, BACK, ESCAPE);
    assert.equal(asked.at(-1)?.place.title, asked[0]?.place.title);
    bench().assertSilent();
  });

  it('remembers the options for the bucket, but not the note and the name of the subfolder', async () => {
    await run('reports/', 'Folder', 'mine', 'Note', 'For Ann', 'Largest File', '10 MB', COPY, 'curl');
    const [form] = await run('', ESCAPE);
    assert.match(limitsIn(form), /^Up to 10 MB per file/);
    assert.match(form?.place.title ?? '', new RegExp(`docs/${localDay(noon)}-new2/`));
    assert.ok(!form?.readable.includes('For Ann'));
  });

  it('accepts sizes up to the maximum of OSS, and no larger ones', async () => {
    const prompts = new ScriptedPrompts('Largest File', '5 GB', ESCAPE);
    await bench().run('requestFiles', [await bench().node('docs', 'reports/')], prompts);
    assert.match(limitsIn(prompts.last), /^Up to 5 GB \(OSS limit\) per file/);
    await assert.rejects(run('reports/', 'Largest File', '6 GB'), /cannot be picked/);
  });

  it('refuses links in notes, which are stored', async () => {
    const link = 'https://docs.example.com/a?x-oss-signature=0';
    const asked = await run('reports/', 'Note', link, 'x'.repeat(1001), 'for Ann', ESCAPE);
    assert.deepEqual(
      asked[1]?.checks.map((check) => check?.message),
      [
        'Notes are stored as plain text. Remove the link from the note.',
        'A note can have at most 1000 characters.',
        undefined,
      ],
    );
  });

  it('shows at the row that a folder cannot receive files by a form', async () => {
    for (const [name, words] of [
      ['${filename}', "Forms can't upload to a folder whose name contains ${."],
      ['很'.repeat(260), 'The folder name has 789 bytes. Use at most 768 to leave room for file names.'],
    ] as const) {
      const asked = await run('reports/', 'Folder', name, "These options can't be combined", ESCAPE);
      assert.ok(
        asked.at(-1)?.readable.some((text) => text === words),
        name,
      );
      assert.ok(
        asked.at(-1)?.readable.some((text) => text.endsWith(` · ${words}`)),
        name,
      );
    }
    bench().assertSilent();
  });

  it('shows that a bucket with versioning adds a version instead of refusing a name', async () => {
    bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('requestFiles', [await bench().node('kept')], prompts);
    const [form] = prompts.asked;
    assert.match(limitsIn(form), /Same name: add a version \(this bucket keeps versions\)$/);
  });

  it('warns that a bucket with suspended versioning replaces objects, unless both files are kept', async () => {
    bench().oss.emulator.createBucket('paused', { versioning: 'Suspended' });
    const both = 'keep both (random letters before each name)';
    const prompts = new ScriptedPrompts('Same Name', both, ESCAPE);
    await bench().run('requestFiles', [await bench().node('paused')], prompts);
    const [form] = prompts.asked;
    assert.match(limitsIn(form), /Same name: replace the object \(versioning of this bucket is suspended\)$/);
    assert.ok(form?.labels.includes('Warning'));
    assert.ok(!prompts.last.labels.includes('Warning'));
  });

  it('records a request whose page was uploaded, although its link was not copied', async () => {
    bench().inspector.isCheckedBeforeCopy = true;
    const fault = { kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'GetObject' } } as const;
    bench().oss.emulator.faults.add({ ...fault, times: 5 });
    await run('reports/', UPLOAD, ESCAPE);
    assert.deepEqual(bench().clipboard, []);
    assert.deepEqual(
      bench()
        .ledger.list()
        .map(({ method, key }) => [method, key]),
      [['POST', `reports/${SUBFOLDER}`]],
    );
    assert.match(bench().messages.at(-1) ?? '', /^info: Uploaded the page as reports\/.*\.html\. Anyone who has it/);
  });

  it('starts with the default validity if the last one was an expired moment', async () => {
    const folder = { profileId: 'p1', bucket: 'docs', prefix: 'reports/' };
    const past = { ...plainRequestOptions(3600, 'en'), validity: '2031-05-06T11:00:00.000Z' };
    bench().memory.keepRequestDraft(folder, past);
    const [form] = await run('reports/', ESCAPE);
    assert.ok(form?.readable.includes('1 day'));
  });

  it('works without permission to read the settings of the bucket', async () => {
    const { emulator } = bench().oss;
    for (const operation of ['GetBucketCors', 'GetBucketVersioning'] as const) {
      emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match: { operation } });
    }
    const [form] = await run('reports/', SAVE);
    assert.ok(form?.readable.includes('unknown (the CORS rules cannot be read)'));
    assert.equal((await sendForm(await savedPage(), 'a.txt', 'x')).status, 201);
  });

  it('does not mention progress if a rule allows it', async () => {
    bench().oss.emulator.bucket('docs').corsRules = [anyOrigin];
    const [form] = await run('reports/', SAVE);
    assert.ok(form?.readable.includes('shown (a CORS rule allows it)'));
    assert.deepEqual(
      bench().shownMessages[0]?.actions.map(({ label }) => label),
      ['How to Revoke'],
    );
  });

  it('has at most the maximum validity', async () => {
    bench().maxValiditySeconds = 3600;
    const [form] = await run('reports/', ESCAPE);
    assert.match(form?.place.title ?? '', new RegExp(`expires at ${localClock(new Date(noon.getTime() + 3_600_000))}`));
  });

  it('needs no permission: a missing permission to upload shows at the first upload', async () => {
    const target = await bench().node('docs', 'reports/');
    await bench().oss.saveProfile({}, READER_KEY);
    await bench().run('requestFiles', [target], new ScriptedPrompts(SAVE));
    assert.equal((await sendForm(await savedPage(), 'a.txt', 'x')).element('Code'), 'AccessDenied');
  });
});

describe('Request Files with a wrong clock', () => {
  const bench = withBench({ clockOffsetMs: 7_200_000 });

  it('signs by the time of OSS, which the form has requested', async () => {
    const target = await bench().node('docs', 'reports/');
    await bench().run('requestFiles', [target], new ScriptedPrompts('Validity', '1 hour', COPY, 'HTML'));
    const form = formOfPage(bench().clipboard.at(-1) ?? '');
    assert.equal((await sendForm(form, 'a.txt', 'x')).status, 201);
  });
});
