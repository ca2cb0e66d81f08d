import assert from 'node:assert/strict';
import { describeInWorkbench } from './describeInWorkbench.ts';
import { escapeAtEachStep } from './escapeAtEachStep.ts';
import { session } from './session.ts';
import { openTree } from './openTree.ts';
import { titleOf } from './titles.ts';

const folder = '报告';
const bucket = 'demo-documents';

describeInWorkbench('an upload link', {}, () => {
  const name = '年度 总结.txt';

  it('accepts an upload with exactly the signed headers, which then appears in the tree', async () => {
    const { workbench, emulator } = session();
    const { quickInput, notifications } = workbench;
    const tree = await openTree(bucket, folder);
    await workbench.picture('tree', { of: workbench.sideBarRows });
    await tree.chooseInMenu(folder, 'copyPutUrl');
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
    await quickInput.choose(titleOf('copyPutUrl').replace('…', ''));
    const url = await workbench.copied(name);
    assert.match(
      await notifications.read('upload link'),
      /Content-Type: text\/plain;charset=utf-8, x-oss-meta-author: me/,
    );
    await workbench.picture('put', { size: { width: 1280, height: 480 } });

    const headers = { 'content-type': 'text/plain;charset=utf-8', 'x-oss-meta-author': 'me' };
    const other = await fetch(url, { method: 'PUT', body: 'no', headers: { ...headers, 'content-type': 'text/html' } });
    assert.equal(other.status, 403);
    assert.match(await other.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
    assert.equal(emulator.object(bucket, `${folder}/${name}`), undefined);

    const answer = await fetch(url, { method: 'PUT', body: '总结', headers });
    assert.equal(answer.status, 200);
    assert.equal((await emulator.readObject(bucket, `${folder}/${name}`)).toString(), '总结');
    await notifications.press('upload link', 'Copy as curl');
    const curl = await workbench.copied('curl', url);
    assert.ok(
      curl.includes("-H 'x-oss-meta-author: me'") && curl.includes(`'${url}'`),
      'the curl command lacks a part',
    );

    await tree.chooseInMenu(folder, 'refresh');
    await tree.row(name).waitFor();
  });

  it('is not copied after Escape at any step', async () => {
    const { workbench } = session();
    const { quickInput } = workbench;
    const tree = await openTree(bucket, folder);
    await escapeAtEachStep(
      () => tree.chooseInMenu(folder, 'copyPutUrl'),
      [
        { title: '(1/4)', answer: () => quickInput.enter('never.txt') },
        { title: '(2/4)', answer: () => quickInput.choose('1 hour') },
        { title: '(3/4)', answer: () => quickInput.choose('text/plain;charset=utf-8') },
        { title: '(4/4)', answer: () => quickInput.choose(titleOf('copyPutUrl').replace('…', '')) },
      ],
    );
  });
});
