import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { session } from './session.ts';
import { answerAddProfile, profileName } from './teamProfile.ts';
import { titleOf } from './titles.ts';

const bucket = 'demo-documents';
const folder = '报告';
const report = '2026年第三季度.pdf';

const chinese = {
  id: 'zh-cn',
  name: '中文(简体)',
  workbenchTexts: { 'vs/workbench/contrib/files/browser/explorerViewlet': { explore: '资源管理器' } },
} as const;

describeInWorkbench('the workbench in Chinese', { withProfile: false, language: chinese }, () => {
  it('shows no English text of ours from the first profile to a working link', async () => {
    const { workbench, emulator } = session();
    await workbench.page.getByRole('tab', { name: /^资源管理器/ }).waitFor();
    const tree = await workbench.openBuckets();
    await tree
      .welcome()
      .getByText(/\p{Script=Han}/u)
      .first()
      .waitFor();
    const addProfile = titleOf('addProfile', 'zh-cn').replace('…', '');
    await tree.welcome().getByRole('button', { name: addProfile }).click();
    await answerAddProfile(workbench, {
      endpoint: emulator.endpoint('cn-hangzhou'),
      useEndpoint: '作为 Endpoint 使用',
    });
    await tree.expand(profileName, bucket, folder);
    for (const item of await tree.menuItems(report)) assert.match(item, /\p{Script=Han}/u);
    await tree.clickInlineAction(report, 'copyGetUrl');
    const message = workbench.statusBar.message().filter({ hasText: report });
    await message.filter({ hasText: /^\W*已复制.+到期/ }).waitFor();
    assert.equal((await fetch(await workbench.readClipboard())).status, 200);
    await workbench.page.setViewportSize({ width: 860, height: 580 });
    await tree.row(report).click({ button: 'right' });
    await workbench.page.locator('.monaco-menu .action-menu-item').first().waitFor();
    await workbench.picture('chinese', {});
    await workbench.page.keyboard.press('Escape');
  });
});
