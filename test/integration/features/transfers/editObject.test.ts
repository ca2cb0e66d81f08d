import assert from 'node:assert/strict';
import { editErrorText } from '../../../../src/ui/messages/editErrorText.ts';
import { NotEditableError, type NotEditableReason } from '../../../../src/transfers/edit/editErrors.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('Edit Object', () => {
  const bench = withBench();
  const target = (key: string) => ({ profileId: 'p1', bucket: 'docs', key });
  const node = (key: string) => bench().node('docs', key);
  const question = 'Allow changes to existing objects in docs?';

  beforeEach(() => {
    bench().changeMode = 'ask';
  });

  it('makes the editor of an object writable after one question for the bucket', async () => {
    const prompts = new ScriptedPrompts('Allow');
    await bench().run('editObject', [await node('readme.txt')], prompts);
    assert.equal(prompts.last.text, question);
    assert.deepEqual(bench().editedObjects, [target('readme.txt')]);
    assert.deepEqual(
      bench()
        .shortcuts.list('recent')
        .map(({ key }) => key),
      ['readme.txt'],
    );
    assert.deepEqual(bench().messages, ['status: "readme.txt" can be edited. Saving replaces the object.']);
    await bench().run('editObject', [await node('reports/summary.md')]);
    assert.deepEqual(bench().editedObjects[1], target('reports/summary.md'));
  });

  it('takes the object of the active editor, or asks for one', async () => {
    bench().changeMode = 'on';
    bench().activeObject = target('readme.txt');
    await bench().run('editObject');
    bench().activeObject = undefined;
    await bench().run('editObject', [], new ScriptedPrompts('docs', 'readme.txt'));
    assert.deepEqual(bench().editedObjects, [target('readme.txt'), target('readme.txt')]);
  });

  it('does nothing where the user leaves at a question', async () => {
    await escapeSilently(bench(), 'editObject', [await node('readme.txt')], ['Allow']);
    assert.deepEqual(bench().editedObjects, []);
  });

  for (const [mode, text] of [
    ['off', 'warn: Changing objects is turned off. Change the setting "ossLinks.changes".'],
    ['untrusted', "warn: Objects can't be changed from a workspace that you don't trust."],
  ] as const) {
    it(`is refused without a request where changes are ${mode}`, async () => {
      const readme = await node('readme.txt');
      const before = bench().oss.emulator.requests.length;
      bench().changeMode = mode;
      await bench().run('editObject', [readme]);
      assert.deepEqual(bench().messages, [text]);
      assert.equal(bench().oss.emulator.requests.length, before);
    });
  }

  it('names the permission that saving would lack, before anything is typed', async () => {
    const denied = { kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'GetObjectAcl' } } as const;
    bench().oss.emulator.faults.add(denied);
    await bench().run('editObject', [await node('readme.txt')], new ScriptedPrompts('Allow'));
    assert.match(bench().messages.at(-1) ?? '', /^error: Permission missing: oss:GetObjectAcl/);
    assert.deepEqual(bench().editedObjects, []);
  });

  it('asks before an appendable object becomes a normal one', async () => {
    bench().changeMode = 'on';
    const { oss } = bench();
    const put = await oss.emulator.putObject('docs', 'app.log', 'a line');
    oss.emulator.bucket('docs').put({ ...put, type: 'Appendable' });
    await escapeSilently(bench(), 'editObject', [await node('app.log')], ['Edit']);
    assert.deepEqual(bench().editedObjects, []);
    const prompts = new ScriptedPrompts('Edit');
    await bench().run('editObject', [await node('app.log')], prompts);
    assert.equal(prompts.last.text, 'Edit the appendable object "app.log"?');
    assert.match(prompts.last.readable.join(), /to which nothing can be appended/);
    assert.deepEqual(bench().editedObjects, [target('app.log')]);
  });

  it('says why some objects are not edited', async () => {
    bench().changeMode = 'on';
    await bench().oss.emulator.putObject('docs', 'x.bin', 'x', {
      headers: { 'x-oss-meta-client-side-encryption-key': 'AA' },
    });
    await bench().run('editObject', [await node('x.bin')]);
    assert.match(bench().messages.at(-1) ?? '', /^error: Couldn't edit "x\.bin": it was encrypted before the upload\./);
    await bench().run('editObject', [{ ...(await node('readme.txt')), kind: 'version', versionId: 'v1' }]);
    assert.match(bench().messages.at(-1) ?? '', /^error: Couldn't edit "readme\.txt": this is one of its versions\./);
    assert.deepEqual(bench().editedObjects, []);
    const reasons: readonly NotEditableReason[] = [
      'archived',
      'symlink',
      'version',
      'unchecked',
      'encrypted',
      'notRestored',
      'metadata',
    ];
    const texts = reasons.map((reason) => editErrorText(new NotEditableError('a/b', reason)));
    assert.equal(new Set(texts).size, reasons.length);
    assert.ok(texts.every((text) => text !== undefined && /^Couldn't (?:edit|change) "b": /.test(text)));
  });

  it('is not needed where changes are on: opening an object makes it writable, if a save leaves it what it is', async () => {
    bench().changeMode = 'on';
    const put = await bench().oss.emulator.putObject('docs', 'app.log', 'a line');
    bench()
      .oss.emulator.bucket('docs')
      .put({ ...put, type: 'Appendable' });
    await bench().oss.emulator.putObject('docs', 'x.bin', 'x', {
      headers: { 'x-oss-meta-client-side-encryption-key': 'AA' },
    });
    for (const key of ['readme.txt', 'app.log', 'x.bin']) await bench().run('openObject', [await node(key)]);
    assert.equal(bench().openedObjects.length, 3);
    assert.deepEqual(bench().editedObjects, [target('readme.txt')]);
  });
});
