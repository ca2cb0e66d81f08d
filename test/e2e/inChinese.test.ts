import assert from 'node:assert/strict';
import { resetDisplayLanguage, setDisplayLanguage } from '../workbench/displayLanguage.ts';
import { answerAddProfile, profileName } from './teamProfile.ts';
import { session } from './session.ts';

const bucket = 'demo-documents';
const folder = '报告';
const report = '2026年第三季度.pdf';

describe('the workbench in Chinese', () => {
  before(() =>
    setDisplayLanguage(session().folders, {
      id: 'zh-cn',
      name: '中文(简体)',
      workbenchTexts: { 'vs/workbench/contrib/files/browser/explorerViewlet': { explore: '资源管理器' } },
    }),
  );

  after(() => resetDisplayLanguage(session().folders));

  it('leads from the first profile to a link that works without a word of English from us', async () => {
    const workbench = await session().openAnotherWorkbench();
    try {
      await workbench.page.getByRole('tab', { name: /^资源管理器/ }).waitFor();
      const tree = await workbench.openContainer('OSS 预签名链接');
      await tree.welcome().getByText('添加阿里云账号或 RAM 用户的 AccessKey').waitFor();

      await tree.welcome().getByRole('button', { name: '添加配置' }).click();
      await answerAddProfile(workbench, { title: '添加配置', endpoint: '作为 Endpoint 使用' });
      await tree.expand(profileName, bucket, folder);
      for (const item of await tree.menuItems(report)) assert.match(item, /\p{Script=Han}/u);
      await tree.clickInlineAction(report, '复制下载链接');

      await workbench.statusBar
        .message()
        .filter({ hasText: new RegExp(`^\\W*已复制 ${report} 的 GET 链接，.+ 到期`) })
        .waitFor();
      assert.equal((await fetch(await workbench.readClipboard())).status, 200);
      await workbench.screenshot('chinese');
    } finally {
      await workbench.page.close();
    }
  });
});
