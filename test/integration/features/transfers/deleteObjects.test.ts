import assert from 'node:assert/strict';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Delete', () => {
  const bench = withBench();
  const node = (key: string, bucket = 'docs') => bench().node(bucket, key);
  const isThere = (key: string, bucket = 'docs'): boolean => bench().oss.emulator.object(bucket, key) !== undefined;
  const operations = () => bench().oss.emulator.requests.map(({ operation }) => operation);

  it('does nothing unless the setting allows it', async () => {
    bench().allowsDelete = false;
    await bench().run('deleteObjects', [await node('readme.txt')]);
    assert.ok(isThere('readme.txt'));
    assert.match(
      bench().messages.join('\n'),
      /^warn: Deleting is turned off\. Turn on the setting "ossLinks\.allowDelete"/,
    );
  });

  it('never empties a bucket', async () => {
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('deleteObjects', [await node('')], prompts);
    assert.match(prompts.last.text, /^Select /);
    const nodes = [await node(''), await node('readme.txt')];
    const confirmation = new ScriptedPrompts('Delete');
    await bench().run('deleteObjects', [nodes[0], nodes], confirmation);
    assert.equal(confirmation.last.text, 'Delete "readme.txt" from docs?');
    assert.deepEqual([isThere('readme.txt'), isThere('reports/2026.pdf')], [false, true]);
  });

  it('deletes an object after a confirmation, and removes it from the tree', async () => {
    const docs = await node('');
    const prompts = new ScriptedPrompts('Delete');
    await bench().run('deleteObjects', [await node('readme.txt')], prompts);
    assert.equal(prompts.last.text, 'Delete "readme.txt" from docs?');
    assert.match(prompts.last.readable.join('\n'), /You can't undo this\./);
    assert.ok(!isThere('readme.txt'));
    assert.deepEqual(bench().messages, ['status: Deleted "readme.txt"']);
    assert.deepEqual(bench().changed, [docs.id]);
  });

  it('removes an object that was chosen from the palette from the tree', async () => {
    const docs = await node('');
    await node('readme.txt');
    await bench().run('deleteObjects', [], new ScriptedPrompts('docs', 'readme.txt', 'Delete'));
    assert.deepEqual(bench().changed, [docs.id]);
  });

  it('deletes a selection after one question, and nothing else', async () => {
    const nodes = await Promise.all(['reports/2026.pdf', 'readme.txt'].map((key) => node(key)));
    const prompts = new ScriptedPrompts('Delete');
    await bench().run('deleteObjects', [nodes[0], nodes], prompts);
    assert.equal(prompts.last.text, 'Delete 2 objects (48 B) from docs?');
    assert.match(prompts.last.readable.join('\n'), /^2026\.pdf, readme\.txt$/m);
    assert.deepEqual(
      ['reports/2026.pdf', 'readme.txt', 'reports/summary.md'].map((key) => isThere(key)),
      [false, false, true],
    );
    assert.deepEqual(bench().messages, ['status: Deleted 2 objects']);
  });

  it('names the first five of many, and no more', async () => {
    const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt', 'f.txt'];
    for (const name of names) await bench().oss.emulator.putObject('logs', name, 'x');
    const nodes = await Promise.all(names.map((name) => node(name, 'logs')));
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('deleteObjects', [nodes[0], nodes], prompts);
    assert.match(prompts.last.readable.join('\n'), /^a\.txt, b\.txt, c\.txt, d\.txt, e\.txt, …$/m);
  });

  it('deletes a folder with its content after its name was typed', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/', '');
    await bench().oss.emulator.putObject('docs', 'reports/deep/er.txt', 'x');
    await bench().oss.emulator.putObject('docs', 'reports2.txt', 'x');
    const prompts = new ScriptedPrompts('Delete', 'report', 'reports');
    await bench().run('deleteObjects', [await node('reports/')], prompts);
    assert.match(prompts.asked[0]?.text ?? '', /^Delete 4 objects \(\d+ B\) from docs\/reports\/\?$/);
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', undefined],
    );
    for (const key of ['reports/', 'reports/deep/er.txt', 'reports/2026.pdf']) assert.ok(!isThere(key), key);
    assert.ok(isThere('reports2.txt'));
    assert.deepEqual(bench().messages, ['status: Deleted 4 objects']);
  });

  it('deletes nothing and is silent after Escape at every step', async () => {
    await escapeSilently(bench(), 'deleteObjects', [await node('reports/')], ['Delete', 'reports']);
    await escapeSilently(bench(), 'deleteObjects', [], ['docs', 'readme.txt', 'Delete']);
    for (const key of ['reports/2026.pdf', 'readme.txt']) assert.ok(isThere(key));
    assert.ok(!operations().some((operation) => operation?.startsWith('Delete')));
  });

  it('asks for an object from the palette', async () => {
    await bench().run('deleteObjects', [], new ScriptedPrompts('docs', BACK, 'docs', 'readme.txt', 'Delete'));
    assert.ok(!isThere('readme.txt'));
  });

  it('says that a folder has no objects any more', async () => {
    const folder = await bench().node('docs', 'reports/');
    const client = await bench().oss.clients.of('p1');
    for (const key of ['reports/2026.pdf', 'reports/summary.md']) await client.deleteObject('docs', key);
    await bench().run('deleteObjects', [folder]);
    assert.deepEqual(bench().messages, ['warn: No objects to delete.']);
    await bench().run('cut', [folder]);
    await bench().run('paste', [await bench().node('docs', '报告/')]);
    assert.equal(bench().messages.at(-1), 'warn: No objects to move or copy.');
  });

  it('deletes no bucket', async () => {
    await bench().run('deleteObjects', [await node('')], new ScriptedPrompts(undefined));
    assert.ok(isThere('readme.txt'));
  });

  for (const [versioning, said] of [
    ['Enabled', 'Versioning is turned on: delete markers hide the objects, and their versions are kept.'],
    ['Suspended', 'Versioning is suspended'],
  ] as const) {
    it(`explains what happens to versions: ${versioning}`, async () => {
      bench().oss.emulator.createBucket('kept', { versioning });
      await bench().oss.emulator.putObject('kept', 'a.txt', 'x');
      bench().tree.refresh();
      const prompts = new ScriptedPrompts('Delete');
      await bench().run('deleteObjects', [await node('a.txt', 'kept')], prompts);
      assert.ok(prompts.last.readable.join('\n').includes(said));
      assert.ok(!isThere('a.txt', 'kept'));
    });
  }

  for (const [folder, typed] of [
    ['photos /', 'photos'],
    [' /', 'docs/ /'],
  ] as const) {
    it(`deletes the folder ${JSON.stringify(folder)} by a name that can be typed`, async () => {
      await bench().oss.emulator.putObject('docs', `${folder}a.txt`, 'x');
      await bench().run('deleteObjects', [await node(folder)], new ScriptedPrompts('Delete', '', typed));
      assert.ok(!isThere(`${folder}a.txt`));
    });
  }

  describe('in a bucket with versions', () => {
    const keys = ['f/a.txt', 'f/bell\u0007', 'f/c.txt'];
    beforeEach(async () => {
      bench().oss.emulator.createBucket('kept', { versioning: 'Enabled' });
      for (const key of keys) await bench().oss.emulator.putObject('kept', key, key);
      bench().tree.refresh();
    });
    const areThere = () => keys.map((key) => isThere(key, 'kept'));

    it('can be undone, for one object and for a folder', async () => {
      await bench().run('deleteObjects', [await node('f/a.txt', 'kept')], new ScriptedPrompts('Delete'));
      assert.deepEqual(bench().messages, ['info: Deleted "f/a.txt"']);
      bench().changed.length = 0;
      await bench().press('Undo Delete');
      assert.equal(bench().messages.at(-1), 'status: "a.txt" is back');
      assert.deepEqual(bench().changed, [(await node('f/', 'kept')).id], 'the object has its row again');
      await bench().run('deleteObjects', [await node('f/', 'kept')], new ScriptedPrompts('Delete', 'f'));
      assert.deepEqual(areThere(), [false, false, false]);
      assert.equal(bench().messages.at(-1), 'info: Deleted 3 objects');
      await bench().press('Undo Delete');
      assert.deepEqual(areThere(), [true, true, true]);
      assert.equal(bench().messages.at(-1), 'status: 3 objects are back');
      assert.equal(bench().changed.at(-1), (await node('', 'kept')).id, 'the folder has its row again');
    });

    it('cannot be undone if some of the objects are in a bucket without versions, which the question says', async () => {
      const nodes = [await node('f/a.txt', 'kept'), await node('readme.txt')];
      const prompts = new ScriptedPrompts(undefined);
      await bench().run('deleteObjects', [nodes[0], nodes], prompts);
      assert.match(prompts.last.readable.join('\n'), /^You can't undo this\.$/m);
    });

    it('says what an undo that fails or is canceled leaves hidden', async () => {
      await bench().run('deleteObjects', [await node('f/', 'kept')], new ScriptedPrompts('Delete', 'f'));
      const match = { operation: 'DeleteObject', key: 'f/a.txt' } as const;
      bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
      const undo = bench().shownMessages.at(-1)?.actions[0] ?? assert.fail('no undo');
      await undo.run();
      assert.deepEqual(areThere(), [false, true, true]);
      assert.match(bench().messages.at(-1) ?? '', /^warn: 2 of 3 objects are back\. Permission missing/);
      bench().onProgress = (cancel) => {
        cancel();
      };
      await undo.run();
      assert.equal(bench().messages.at(-1), 'status: 0 of 3 objects are back.');
    });

    it('is not undone where versioning is suspended: the marker has replaced the object', async () => {
      bench().oss.emulator.createBucket('paused', { versioning: 'Suspended' });
      await bench().oss.emulator.putObject('paused', 'a.txt', 'x');
      bench().tree.refresh();
      await bench().run('deleteObjects', [await node('a.txt', 'paused')], new ScriptedPrompts('Delete'));
      assert.deepEqual(bench().messages, ['status: Deleted "a.txt"']);
    });
  });

  it('reports that the effect on versions is unknown', async () => {
    const match = { operation: 'GetBucketVersioning' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    const prompts = new ScriptedPrompts(undefined);
    await bench().run('deleteObjects', [await node('readme.txt')], prompts);
    assert.match(prompts.last.readable.join('\n'), /^Couldn't check whether versioning is turned on/m);
  });

  it('deletes a key that a batch request cannot contain with a request of its own', async () => {
    for (const key of ['a/1', 'a/2', 'a/bell\u0007']) await bench().oss.emulator.putObject('logs', key, '');
    await bench().run('deleteObjects', [await node('a/', 'logs')], new ScriptedPrompts('Delete', 'a'));
    const deleting = operations().filter((operation) => operation?.startsWith('Delete'));
    assert.deepEqual(deleting, ['DeleteMultipleObjects', 'DeleteObject']);
    assert.deepEqual(bench().messages, ['status: Deleted 3 objects']);
  });

  it('reports the reason, and continues with the others', async () => {
    const match = { operation: 'DeleteMultipleObjects' } as const;
    bench().oss.emulator.faults.add({ kind: 'status', status: 403, code: 'AccessDenied', match });
    await bench().oss.emulator.putObject('logs', 'x', 'x');
    const nodes = [await node('readme.txt'), await node('x', 'logs')];
    await bench().run('deleteObjects', [nodes[0], nodes], new ScriptedPrompts('Delete'));
    assert.match(bench().messages.join('\n'), /^warn: 1 deleted, 1 failed\. .*AccessDenied/);
    assert.deepEqual([isThere('readme.txt'), isThere('x', 'logs')], [true, false]);
  });

  it('stops when cancelled, and reports its progress', async () => {
    await bench().oss.emulator.putObject('logs', 'x', 'x');
    bench().onReport = (cancel) => {
      cancel();
    };
    const nodes = [await node('readme.txt'), await node('x', 'logs')];
    await bench().run('deleteObjects', [nodes[0], nodes], new ScriptedPrompts('Delete'));
    assert.deepEqual(bench().messages, ['status: Canceled: 1 of 2 objects deleted']);
    assert.ok(isThere('x', 'logs'));
  });
});
