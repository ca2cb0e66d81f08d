import assert from 'node:assert/strict';
import type { DeletedNode, ObjectNode, VersionNode } from '../../../../src/tree/nodes.ts';
import { versionLabel } from '../../../../src/tree/nodeLabels.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('versions', () => {
  const bench = withBench();
  beforeEach(async () => {
    const { emulator } = bench().oss;
    emulator.createBucket('kept', { versioning: 'Enabled' });
    await emulator.putObject('kept', 'a.txt', 'first', { contentType: 'text/x-first', acl: 'private' });
    await emulator.putObject('kept', 'a.txt', 'second');
  });

  const text = async (key = 'a.txt'): Promise<string> =>
    (await bench().oss.emulator.readObject('kept', key)).toString();
  const versionsOf = async (node?: ObjectNode | DeletedNode): Promise<readonly VersionNode[]> => {
    const shown = node ?? (await bench().node('kept', 'a.txt'));
    if (shown.kind !== 'object' && shown.kind !== 'deleted') return assert.fail(shown.kind);
    return (await bench().tree.showVersions(shown)).nodes;
  };
  const deleted = async (): Promise<DeletedNode> => {
    bench().oss.emulator.bucket('kept').remove('a.txt', undefined, new Date());
    const bucket = await bench().bucket('kept');
    bench().tree.showDeleted(bucket, true);
    const found = (await bench().tree.children(bucket)).find((node) => node.kind === 'deleted');
    return found ?? assert.fail('nothing is shown as deleted');
  };

  it('are made current with all that belongs to them; the current one stays as a version', async () => {
    const [, old] = await versionsOf();
    await bench().run('makeCurrent', [old]);
    assert.equal(await text(), 'first');
    const current = bench().oss.emulator.object('kept', 'a.txt');
    assert.deepEqual([current?.headers['content-type'], current?.acl], ['text/x-first', 'private']);
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 3);
    assert.deepEqual(bench().messages, ['status: "a.txt" is now as it was in that version']);
    const object = await bench().node('kept', 'a.txt');
    assert.ok(object.kind === 'object');
    assert.equal(bench().tree.versionsOf(object)?.length, 3, 'the versions stay shown');
  });

  it('are made current only after a question where the current one would be lost', async () => {
    const { emulator } = bench().oss;
    const bucket = emulator.createBucket('paused', { versioning: 'Enabled' });
    await emulator.putObject('paused', 'b.txt', 'first');
    Object.assign(bucket.settings, { versioning: 'Suspended' });
    await emulator.putObject('paused', 'b.txt', 'second');
    const node = await bench().node('paused', 'b.txt');
    assert.ok(node.kind === 'object');
    const [, old] = await versionsOf(node);
    await bench().run('makeCurrent', [old], new ScriptedPrompts(undefined));
    assert.equal((await emulator.readObject('paused', 'b.txt')).toString(), 'second');
    await bench().run('makeCurrent', [old], new ScriptedPrompts('Replace'));
    assert.equal((await emulator.readObject('paused', 'b.txt')).toString(), 'first');
  });

  it('that are current are left as they are', async () => {
    const [current] = await versionsOf();
    await bench().run('makeCurrent', [current]);
    assert.deepEqual(bench().messages, ['info: This version of "a.txt" is the current one.']);
  });

  it('are deleted for good after a question, one or several', async () => {
    const [current, old] = await versionsOf();
    const prompts = new ScriptedPrompts('Delete');
    await bench().run('deleteVersions', [old], prompts);
    assert.equal(prompts.last.text, 'Delete this version of "a.txt"?');
    assert.match(prompts.last.readable.join('\n'), /Deleted versions can't be restored\./);
    assert.deepEqual(bench().messages, ['status: Deleted a version of "a.txt"']);
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 1);
    const object = await bench().node('kept', 'a.txt');
    assert.ok(object.kind === 'object');
    assert.equal(bench().tree.versionsOf(object)?.length, 1, 'the others stay shown');
    await bench().oss.emulator.putObject('kept', 'a.txt', 'third');
    const [third] = await versionsOf();
    const several = new ScriptedPrompts('Delete');
    await bench().run('deleteVersions', [current, [current, third]], several);
    assert.equal(several.last.text, 'Delete 2 versions and delete markers?');
    assert.equal(bench().messages.at(-1), 'status: Deleted 2 versions');
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 0);
  });

  it('are reported as changed where they cannot be listed afterwards', async () => {
    const [, old] = await versionsOf();
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListObjectVersions' },
      times: 100,
    });
    await bench().run('makeCurrent', [old]);

    await bench().run('deleteVersions', [old], new ScriptedPrompts('Delete'));

    const isError = (message: string): boolean =>
      message.startsWith('error: Permission missing: oss:ListObjectVersions.');
    assert.deepEqual(
      bench().messages.map((message) => (isError(message) ? 'cannot list' : message)),
      ['status: "a.txt" is now as it was in that version', 'cannot list', 'status: Deleted a version of "a.txt"'],
    );
  });

  it('are not deleted where deleting is off, or the user leaves', async () => {
    const [, old] = await versionsOf();
    await bench().run('deleteVersions', [old], new ScriptedPrompts(undefined));
    bench().assertSilent();
    bench().allowsDelete = false;
    await bench().run('deleteVersions', [old]);
    assert.match(bench().messages.join(), /^warn: Deleting is turned off\./);
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 2);
  });

  it('come back where a deleted object is undeleted', async () => {
    await bench().run('undelete', [await deleted()]);
    assert.equal(await text(), 'second');
    assert.deepEqual(bench().messages, ['status: "a.txt" is back']);
  });

  it('come back where several deleted objects are undeleted', async () => {
    const { emulator } = bench().oss;
    await emulator.putObject('kept', 'b.txt', 'of b');
    for (const key of ['a.txt', 'b.txt']) emulator.bucket('kept').remove(key, undefined, new Date());
    const bucket = await bench().bucket('kept');
    bench().tree.showDeleted(bucket, true);
    const shown = (await bench().tree.children(bucket)).filter((node) => node.kind === 'deleted');
    await bench().run('undelete', [shown[0], shown]);
    assert.deepEqual([await text(), await text('b.txt')], ['second', 'of b']);
    assert.deepEqual(bench().messages, ['status: 2 objects are back']);
  });

  it('come back where a delete marker is deleted', async () => {
    const [marker] = await versionsOf(await deleted());
    const prompts = new ScriptedPrompts('Delete');
    await bench().run('deleteVersions', [marker], prompts);
    assert.equal(prompts.last.text, 'Delete this delete marker of "a.txt"?');
    assert.equal(await text(), 'second');
  });

  it('are compared with the current one', async () => {
    const [, old] = await versionsOf();
    await bench().run('compareVersion', [old]);
    const target = { profileId: 'p1', bucket: 'kept', key: 'a.txt' };
    assert.deepEqual(bench().comparedObjects, [
      [
        { ...target, versionId: old?.versionId },
        target,
        `a.txt (${versionLabel(old ?? assert.fail(), 'en')} ↔ current)`,
      ],
    ]);
  });

  it('stay as they are once the user cancels', async () => {
    const [current, old] = await versionsOf();
    bench().onProgress = (cancel) => {
      cancel();
    };
    await bench().run('makeCurrent', [old]);
    assert.equal(await text(), 'second');
    await bench().run('compareVersion', [old]);
    assert.deepEqual(bench().comparedObjects, []);
    bench().onProgress = () => undefined;
    bench().onReport = (cancel) => {
      cancel();
    };
    await bench().run('deleteVersions', [current, [current, old]], new ScriptedPrompts('Delete'));
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 1);
    // One was deleted for good before.
    assert.deepEqual(bench().messages, ['status: Canceled: 1 of 2 versions deleted']);
  });

  it('that are not all deleted are counted, with the reason', async () => {
    const [current, old] = await versionsOf();
    const match = { operation: 'DeleteObject', query: { versionId: old?.versionId ?? '' } } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().run('deleteVersions', [current, [current, old]], new ScriptedPrompts('Delete'));
    assert.match(bench().messages.join(), /^warn: 1 deleted, 1 failed\. Permission missing: oss:DeleteObject\./);
  });

  it('say which permission is missing', async () => {
    const [, old] = await versionsOf();
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'DeleteObject' },
    });
    await bench().run('deleteVersions', [old], new ScriptedPrompts('Delete'));
    assert.match(bench().messages.join(), /^error: Permission missing: oss:DeleteObject/);
  });

  it('are changed only where changes are allowed', async () => {
    bench().changeMode = 'off';
    const [, old] = await versionsOf();
    for (const name of ['makeCurrent', 'deleteVersions'] as const) await bench().run(name, [old]);
    await bench().run('undelete', [await deleted()]);
    assert.equal(bench().messages.length, 3);
    assert.equal(bench().oss.emulator.bucket('kept').versions('a.txt').length, 3);
  });
});
