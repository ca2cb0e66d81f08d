import assert from 'node:assert/strict';
import { readBrowserData, readState } from './browserStorage.ts';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session, stateFiles, waitUntilStored } from './session.ts';
import { openTree } from './openTree.ts';
import { assertNothingWritten, assertWithoutTraces, dataFiles, extensionLog, writtenFiles } from './traces.ts';
import { until } from './until.ts';

const report = '2026年第二季度.pdf';

/**
 * // The same is asserted after each file of tests; this test shows that the search finds records of the user's
 * actions.
 */
describeInWorkbench('a session', {}, () => {
  it('leaves no secret, signature or link in logs, settings or stored state, but a record of everything else', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openTree('demo-documents', '报告');
    await tree.clickInlineAction(report, 'copyGetUrl');
    const link = await workbench.copied(report);
    const files = await workbench.openContainer('Explorer');
    await files.chooseInMenu('notes.md', 'uploadAndCopyGetUrl');
    const another = quickInput.row('Other Folder…');
    await another.or(quickInput.row('demo-documents')).first().waitFor();
    if (await another.isVisible()) await another.click();
    await quickInput.choose('demo-documents');
    await quickInput.choose('Use demo-documents/');
    await workbench.copied('notes.md', link);

    const log = await extensionLog(session());
    for (const planted of [/ListObjectsV2: GET .* 200 /, /PutObject: PUT .* 200 /]) assert.match(log, planted);
    await waitUntilStored(`"key":"报告/${report}"`);
    const state = [...(await stateFiles(session().folders)).keys()];
    for (const planted of ['ossLinks.profiles', 'ossLinks.memory', 'ossLinks.ledger']) {
      assert.ok(state.includes(`${planted}.json`), `${planted} is not among ${state.join()}`);
    }
    assert.match(await readState(workbench.page), /oss-presigned-links/);
    const settings = await dataFiles(session(), '**/settings.json');
    assert.match([...settings.values()].join('\n'), /"workbench\.startupEditor"/);
    await assertWithoutTraces(session());
  });

  it('leaves none in backups of editors and in any file, although links stand in an editor', async () => {
    const { workbench } = session();
    const { quickInput, page } = workbench;
    // What is typed and not saved shows where VS Code keeps backups.
    await workbench.openFile('notes.md');
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.type('typed and never saved');
    const tree = await openTree('demo-documents');
    await tree.chooseInMenu('readme.txt', 'copyAs');
    await quickInput.choose('Open in Editor Instead…');
    await quickInput.row('Open in Editor Instead…').waitFor({ state: 'detached' });
    await quickInput.type('curl');
    await quickInput.choose('curl');
    await until(
      'the command in an editor',
      async () => (await workbench.editorText()).includes('x-oss-signature') || undefined,
    );
    await until('a backup', async () => {
      const written = [...(await writtenFiles(session())).values(), await readBrowserData(workbench.page)];
      return written.some((text) => text.includes('typed and never saved')) || undefined;
    });
    await assertNothingWritten(session());
    await workbench.runCommand('View: Revert and Close Editor');
  });
});
