import assert from 'node:assert/strict';
import { deleteUploads } from '../../../../src/features/documents/uploads/deleteUploads.ts';
import { uploadForDocument, type UploadedFile } from '../../../../src/features/documents/uploads/uploadForDocument.ts';
import { findMappedFile } from '../../../../src/links/mappings/mappings.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

const DENIED = { kind: 'status', status: 403, code: 'AccessDenied' } as const;

describe('objects of removed insertions', () => {
  const bench = withBench();
  const upload = async (...names: readonly string[]): Promise<readonly UploadedFile[]> => {
    bench().map([{ folder: '', bucket: 'docs', profile: 'Work' }], 'user');
    const document = { scheme: 'file', authority: '', path: '/project/guide/a.md' };
    const mapped = findMappedFile(document, bench().mappedRoots) ?? assert.fail();
    const uris = names.map((name) => bench().file(`/project/${name}`, `content of ${name}`));
    const done = await uploadForDocument(mapped, { uris }, new Map(), bench().services(new ScriptedPrompts()));
    return done?.files ?? assert.fail('nothing was uploaded');
  };
  const stored = (files: readonly UploadedFile[]): readonly boolean[] =>
    files.map(({ target }) => bench().oss.emulator.object('docs', target.key) !== undefined);

  it('are deleted, with a message that names a single one and counts several', async () => {
    const one = await upload('cat.png');
    await deleteUploads(one, bench().services(new ScriptedPrompts()));
    assert.deepEqual(stored(one), [false]);
    assert.match(bench().messages.at(-1) ?? '', /^status: Deleted "cat-[0-9a-f]{8}\.png"\.$/);
    const two = await upload('one.png', 'two.png');
    await deleteUploads(two, bench().services(new ScriptedPrompts()));
    assert.deepEqual(stored(two), [false, false]);
    assert.equal(bench().messages.at(-1), 'status: Deleted 2 objects.');
  });

  it('are kept if their content has changed since, with a warning', async () => {
    const files = await upload('cat.png');
    const key = files[0]?.target.key ?? assert.fail();
    await bench().oss.emulator.putObject('docs', key, 'content of somebody else');
    await deleteUploads(files, bench().services(new ScriptedPrompts()));
    assert.deepEqual(stored(files), [true]);
    assert.equal(bench().messages.length, 1);
    assert.match(bench().messages[0] ?? '', /^warn: cat-[0-9a-f]{8}\.png has changed since and was not deleted\.$/);
  });

  it('are kept if their content cannot be compared, with a warning', async () => {
    const files = await upload('cat.png');
    bench().oss.emulator.faults.add({ ...DENIED, match: { operation: 'HeadObject' } });
    await deleteUploads(files, bench().services(new ScriptedPrompts()));
    assert.deepEqual(stored(files), [true]);
    assert.deepEqual(bench().messages.length, 1);
    assert.match(
      bench().messages[0] ?? '',
      /^warn: Couldn't check the content of cat-[0-9a-f]{8}\.png, so it was not deleted\.$/,
    );
  });

  it('are deleted although another one cannot be, which is reported', async () => {
    const files = await upload('one.png', 'two.png', 'three.png');
    const [, second] = files;
    const key = second?.target.key ?? assert.fail();
    bench().oss.emulator.faults.add({ ...DENIED, match: { operation: 'DeleteObject', key } });
    await deleteUploads(files, bench().services(new ScriptedPrompts()));
    assert.deepEqual(stored(files), [false, true, false]);
    assert.match(bench().messages.join('\n'), /^warn: Deleted 2 objects\. /);
  });
});
