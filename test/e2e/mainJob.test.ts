import assert from 'node:assert/strict';
import { container, profileName, startOver, treeWithProfile, addTeamProfile } from './teamProfile.ts';
import { session, untouchedClipboard } from './session.ts';

const folder = '报告';
const bucket = 'demo-documents';
const report = '2026年第三季度.pdf';

/**
 * Waits until the status bar says that something was copied, and returns it. The message of a former test may still
 * stand there, so the clipboard must hold something else than `before`.
 */
async function copied(text: string, before = untouchedClipboard): Promise<string> {
  const { workbench } = session();
  await workbench.statusBar.message().filter({ hasText: text }).waitFor();
  for (;;) {
    const clipboard = await workbench.readClipboard();
    if (clipboard !== before) return clipboard;
  }
}

async function openReports() {
  const tree = await treeWithProfile();
  await tree.expand(profileName, bucket, folder);
  await tree.row(report).waitFor();
  return tree;
}

interface FlowStep {
  readonly title: string;
  readonly answer: () => Promise<void>;
  /** Escape at this step is left to unit tests, where another one of its kind stands for it here. */
  readonly passed?: boolean;
}

/** Presses Escape in a flow that `begin` opens, at each of its steps, and expects nothing but silence. */
async function escapeAtEachStep(begin: () => Promise<void>, steps: readonly FlowStep[]): Promise<void> {
  const { workbench } = session();
  const { quickInput, notifications } = workbench;
  await workbench.writeClipboard(untouchedClipboard);
  for (const [given, left] of steps.entries()) {
    if (left.passed) continue;
    await begin();
    for (const { title, answer } of steps.slice(0, given)) {
      await quickInput.waitFor(title);
      await answer();
    }
    await quickInput.waitFor(left.title);
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    assert.equal(await notifications.count(), 0, `a message after Escape at ${left.title}`);
    assert.equal(await workbench.readClipboard(), untouchedClipboard);
  }
}

describe('profiles', () => {
  it('are none at first, and the view says how to begin', async () => {
    const { workbench } = session();
    const tree = await workbench.openContainer(container);
    await tree.welcome().getByRole('button', { name: 'Add Profile' }).waitFor();
    await workbench.screenshot('welcome');
  });

  it('are not added when Escape is pressed in a box, in a hidden one, or in the last list', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const type = (text: string) => () => quickInput.enter(text);
    await escapeAtEachStep(async () => {
      await workbench.runCommand('OSS: Add Profile…');
      await startOver(workbench);
    }, [
      { title: 'Add Profile (1/4)', answer: type('never-ak') },
      { title: 'Add Profile (2/4)', answer: type('never-sk') },
      { title: 'Add Profile (3/4)', answer: () => quickInput.choose('cn-shanghai') },
      { title: 'Add Profile (4/4)', answer: type('Never') },
    ]);
    await (await workbench.openContainer(container)).welcome().waitFor();
  });

  it('hide what is secret while it is typed, and go Back with the answers kept', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    await workbench.runCommand('OSS: Add Profile…');
    await startOver(workbench);
    await quickInput.waitFor('Add Profile (1/4)');
    assert.equal(await quickInput.isPassword(), true);
    await quickInput.enter('kept-ak');
    await quickInput.waitFor('Add Profile (2/4)');
    assert.equal(await quickInput.isPassword(), true);
    await quickInput.back();
    await quickInput.waitFor('Add Profile (1/4)');
    assert.equal(await quickInput.value(), 'kept-ak');
    await quickInput.accept();
    await quickInput.enter('kept-sk');
    await quickInput.waitFor('Add Profile (3/4)');
    await quickInput.escape();
  });

  it('are added by hand and list their buckets with their regions', async () => {
    const { workbench } = session();
    const tree = await addTeamProfile();
    await tree.expand(profileName);
    await tree.row('demo-media').waitFor();
    assert.match(await tree.ariaLabel('demo-media'), /cn-shanghai/);
    await workbench.screenshot('buckets');
  });
});

describe('a GET link', () => {
  it('of an object in a folder with a Chinese name brings its bytes', async () => {
    const { workbench, emulator } = session();
    const tree = await openReports();
    await tree.clickInlineAction(report, 'Copy Download Link');
    const url = await copied(`GET link for ${report} copied`);
    await workbench.screenshot('get-copied');
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    const expected = await emulator.readObject(bucket, `${folder}/${report}`);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(expected), 'the bytes differ');
    assert.equal(await workbench.notifications.count(), 0);
  });

  it('with options lives as long as was typed and is downloaded under its name, by keyboard alone', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openReports();
    await tree.chooseInMenu(report, 'More Link Actions', 'Copy Link with Options…');
    await quickInput.waitFor(`GET ${report} · expires`);
    await workbench.screenshot('options-form');
    await quickInput.enter('Validity');
    await quickInput.waitFor('Validity ·');
    await quickInput.type('1h30m');
    await quickInput.row('1h30m').waitFor();
    await workbench.screenshot('validity');
    await quickInput.accept();
    await quickInput.waitFor(`GET ${report} · expires`);
    await quickInput.enter('Download');
    await quickInput.waitFor('Download ·');
    await quickInput.enter('saved as');
    await quickInput.waitFor(`GET ${report} · expires`);
    await quickInput.row('Copy GET Link').waitFor();
    await quickInput.accept();
    const url = new URL(await copied(`GET link for ${report} copied`));
    assert.equal(url.searchParams.get('x-oss-expires'), '5400');
    const disposition = (await fetch(url)).headers.get('content-disposition') ?? '';
    assert.match(disposition, new RegExp(`^attachment; .*filename\\*=UTF-8''${encodeURIComponent(report)}$`));
  });

  it('explains a validity that is too long and takes none, and Escape leads from a row to the form and out', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openReports();
    await tree.chooseInMenu(report, 'More Link Actions', 'Copy Link with Options…');
    await quickInput.waitFor(`GET ${report} · expires`);
    await quickInput.choose('Validity');
    await quickInput.waitFor('Validity ·');
    await quickInput.choose('Custom…');
    await quickInput.message().filter({ hasText: 'A duration' }).waitFor();
    await quickInput.enter('8d');
    await quickInput.message().filter({ hasText: 'at most 7 days' }).waitFor();
    await workbench.screenshot('validity-too-long');
    await quickInput.type('2d');
    await quickInput
      .message()
      .filter({ hasText: /^expires / })
      .waitFor();
    await quickInput.escape();
    await quickInput.waitFor(`GET ${report} · expires`);
    await quickInput.escape();
    await quickInput.waitUntilClosed();
  });

  it('is copied from the palette, which asks for the object', async () => {
    const { workbench, emulator } = session();
    const { quickInput } = workbench;
    await workbench.runCommand('OSS: Copy Download Link');
    await quickInput.row(bucket).waitFor();
    await quickInput.choose(bucket);
    await quickInput.row(`${folder}/`).waitFor();
    await quickInput.type('readme');
    await quickInput.row('Use the key readme').waitFor();
    await workbench.screenshot('palette-object');
    await quickInput.accept();
    const url = await copied('GET link for readme.txt copied');
    assert.equal(await (await fetch(url)).text(), (await emulator.readObject(bucket, 'readme.txt')).toString());
  });

  it('is not copied when Escape is pressed in the palette flow', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    await escapeAtEachStep(
      () => workbench.runCommand('OSS: Copy Download Link'),
      [
        {
          title: 'Copy Download Link',
          answer: async () => {
            await quickInput.row(bucket).waitFor();
            await quickInput.choose(bucket);
          },
        },
        { title: `${bucket}/`, answer: () => quickInput.escape() },
      ],
    );
  });
});

describe('a PUT link', () => {
  const name = '年度 总结.txt';

  it('takes an upload with exactly the headers that were signed, which shows in the tree', async () => {
    const { workbench, emulator } = session();
    const { quickInput, notifications } = workbench;
    const tree = await openReports();
    await tree.chooseInMenu(folder, 'Copy Upload Link…');
    await quickInput.waitFor('(1/4)');
    await quickInput.enter(name);
    await quickInput.waitFor('(2/4)');
    await quickInput.choose('1 hour');
    await quickInput.waitFor('(3/4)');
    assert.deepEqual((await quickInput.labels()).slice(0, 1), ['text/plain;charset=utf-8']);
    await quickInput.choose('text/plain;charset=utf-8');
    await quickInput.waitFor('(4/4)');
    await quickInput.type('x-oss-meta-author: me');
    await quickInput.row('Add x-oss-meta-author: me').waitFor();
    await quickInput.accept();
    await quickInput.row('x-oss-meta-author: me').waitFor();
    await workbench.screenshot('put-headers');
    await quickInput.choose('Copy Upload Link');
    const url = await copied(`PUT link for ${name} copied`);
    assert.match(await notifications.read('PUT link'), /content-type, x-oss-meta-author/);
    await workbench.screenshot('put-copied');

    const headers = { 'content-type': 'text/plain;charset=utf-8', 'x-oss-meta-author': 'me' };
    const other = await fetch(url, { method: 'PUT', body: 'no', headers: { ...headers, 'content-type': 'text/html' } });
    assert.equal(other.status, 403);
    assert.match(await other.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
    assert.equal(emulator.object(bucket, `${folder}/${name}`), undefined);

    const answer = await fetch(url, { method: 'PUT', body: '总结', headers });
    assert.equal(answer.status, 200);
    assert.equal((await emulator.readObject(bucket, `${folder}/${name}`)).toString(), '总结');
    await notifications.press('PUT link', 'Copy as curl');
    const curl = await copied('curl command copied', url);
    assert.ok(
      curl.includes("-H 'x-oss-meta-author: me'") && curl.includes(`'${url}'`),
      'the curl command lacks a part',
    );

    await tree.chooseInMenu(folder, 'Refresh');
    await tree.row(name).waitFor();
  });

  it('is not copied when Escape is pressed at any step', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openReports();
    await escapeAtEachStep(
      () => tree.chooseInMenu(folder, 'Copy Upload Link…'),
      [
        { title: '(1/4)', answer: () => quickInput.enter('never.txt') },
        { title: '(2/4)', answer: () => quickInput.choose('1 hour') },
        { title: '(3/4)', answer: () => quickInput.choose('text/plain;charset=utf-8') },
        { title: '(4/4)', answer: () => quickInput.choose('Copy Upload Link') },
      ],
    );
  });
});

describe('the quick copy', () => {
  it('copies a fresh link of the last object at a click', async () => {
    const { workbench } = session();
    const tree = await openReports();
    await tree.clickInlineAction(report, 'Copy Download Link');
    const former = await copied(`GET link for ${report} copied`);
    await workbench.statusBar.item(`GET ${report}`).hover();
    await workbench.page.locator('.workbench-hover').getByText('Reveal in Buckets').waitFor();
    await workbench.screenshot('quick-copy');
    await workbench.statusBar.click(`GET ${report}`);
    assert.equal((await fetch(await copied(`GET link for ${report} copied`, former))).status, 200);
  });
});

describe('the explorer', () => {
  it('uploads several files and copies their links', async () => {
    const { workbench } = session();
    const { quickInput, page } = workbench;
    await treeWithProfile();
    const files = await workbench.openContainer('Explorer');
    // Not by a plain click: the editor that it opens would select its own file alone, late.
    for (const file of ['notes.md', '季度 报告.txt']) await files.row(file).click({ modifiers: ['ControlOrMeta'] });
    await files.chooseInMenu('季度 报告.txt', 'OSS: Upload and Copy Download Link…');
    await quickInput.row('Other Folder…').waitFor();
    await quickInput.choose('Other Folder…');
    await quickInput.row(bucket).waitFor();
    await quickInput.choose(bucket);
    await quickInput.row(`Use ${bucket}/`).waitFor();
    await quickInput.type('来自/资源管理器');
    const use = `Use ${bucket}/来自/资源管理器/`;
    await quickInput.row(use).waitFor();
    await workbench.screenshot('upload-folder');
    await quickInput.choose(use);
    const links = (await copied('2 GET links copied')).split('\n');
    const texts = await Promise.all(links.map(async (link) => (await fetch(link)).text()));
    assert.deepEqual(texts.sort(), ['# Notes\n\nTo be uploaded.\n', '报告\n'].sort());
    await page.keyboard.press('Escape');
  });

  it('asks before it replaces an object', async () => {
    const { workbench, emulator } = session();
    const { quickInput, dialog } = workbench;
    await emulator.putObject(bucket, '来自/资源管理器/page.html', 'precious');
    const files = await workbench.openContainer('Explorer');
    await files.chooseInMenu('page.html', 'OSS: Upload and Copy Download Link…');
    await quickInput.row(`${bucket}/来自/资源管理器/`).waitFor();
    await quickInput.accept();
    assert.match((await dialog.read()).message, /page\.html" already exists in demo-documents/);
    await workbench.screenshot('upload-exists');
    await workbench.page.keyboard.press('Escape');
    await dialog.box().waitFor({ state: 'detached' });
    assert.equal((await emulator.readObject(bucket, '来自/资源管理器/page.html')).toString(), 'precious');
  });

  it('fills name and type of a file into its PUT link', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const files = await workbench.openContainer('Explorer');
    await files.chooseInMenu('page.html', 'OSS: Copy Upload Link for This File…');
    await quickInput.row(`${bucket}/来自/资源管理器/`).waitFor();
    await quickInput.accept();
    await quickInput.waitFor('(1/4)');
    assert.equal(await quickInput.value(), 'page.html');
    await quickInput.accept();
    await quickInput.waitFor('(2/4)');
    await quickInput.choose('15 minutes');
    await quickInput.waitFor('(3/4)');
    await quickInput.choose('text/html');
    await quickInput.waitFor('(4/4)');
    await quickInput.choose('Copy Upload Link');
    const url = await copied('PUT link for page.html copied');
    assert.match(url, /page\.html\?/);
    await workbench.notifications.clear();
  });
});

describe('the tree', () => {
  it('says why a bucket cannot be listed, and lists it again at a click', async () => {
    const { workbench, emulator } = session();
    const tree = await treeWithProfile();
    await tree.expand(profileName);
    emulator.faults.add({ kind: 'status', status: 500, match: { bucket: 'demo-versions' }, times: 6 });
    await tree.expand('demo-versions');
    const problem = tree.problems().first();
    await problem.waitFor();
    await workbench.screenshot('problem');
    emulator.faults.clear();
    await problem.click();
    await tree.row('notes').waitFor();
  });

  it('loads more at 1,000 objects', async () => {
    const { workbench } = session();
    const tree = await treeWithProfile();
    await tree.expand(profileName, 'demo-logs', 'access');
    await tree.goToEnd('part-0000.log');
    for (const shown of ['1,000 shown', '2,000 shown']) {
      const more = tree.row('Load More').filter({ hasText: shown });
      await more.waitFor();
      await workbench.screenshot('load-more');
      await more.click();
      await more.waitFor({ state: 'detached' });
      await workbench.page.keyboard.press('End');
    }
    await tree.row('part-2499.log').waitFor();
    await workbench.page.keyboard.press('Home');
  });

  it('forgets everything when asked to', async () => {
    const { workbench } = session();
    await treeWithProfile();
    await workbench.runCommand('OSS: Forget Everything…');
    await workbench.screenshot('forget');
    await workbench.dialog.press('Forget Everything');
    const tree = await workbench.openContainer(container);
    await tree.welcome().waitFor();
  });
});
