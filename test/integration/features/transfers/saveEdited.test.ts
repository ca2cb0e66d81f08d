import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saveEdited } from '../../../../src/features/transfers/saveEdited.ts';
import { contentState, type ContentState } from '../../../../src/transfers/edit/contentState.ts';
import { explainError } from '../../../../src/ui/messages/errorText.ts';
import { ObjectTooLargeError } from '../../../../src/transfers/objectContents.ts';
import type { EditedContent } from '../../../../src/ui/files/openedObjects.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ScriptedPrompts, type Reply } from '../../../support/ui/scriptedPrompts.ts';

const target = { profileId: 'p1', bucket: 'docs', key: 'reports/summary.md' };

describe('saving an editor', () => {
  const bench = withBench();
  /** What was compared, closed and saved again, in order. */
  let events: string[];
  let edited: EditedContent;

  const client = () => bench().oss.clients.of('p1');
  const text = async (key = target.key) => (await bench().oss.emulator.readObject('docs', key)).toString();
  const put = (content: string, key = target.key) =>
    bench().oss.emulator.putObject('docs', key, content, { headers: { 'x-oss-meta-who': 'me' }, storageClass: 'IA' });

  beforeEach(async () => {
    events = [];
    await put('one');
    const metadata = await (await client()).headObject('docs', target.key);
    edited = {
      ...{ target, metadata, bytes: Buffer.from('two'), base: contentState(metadata) },
      compare: (title) => {
        events.push(`compare ${title}`);
        return Promise.resolve(() => Promise.resolve(void events.push('close')));
      },
      saveChanges: () => void events.push('save changes'),
    };
  });

  async function save(...replies: readonly Reply[]): Promise<{ state: ContentState | undefined; asked: string[] }> {
    const prompts = new ScriptedPrompts(...replies);
    try {
      return {
        state: await saveEdited(edited, bench().services(prompts)),
        asked: prompts.asked.map((one) => one.text),
      };
    } finally {
      prompts.assertDone();
    }
  }

  /** Text of the error with which a save ends, as VS Code shows it. */
  async function failure(...replies: readonly Reply[]): Promise<string> {
    try {
      await save(...replies);
    } catch (error) {
      return explainError(error).message;
    }
    return assert.fail('it was saved');
  }

  it('replaces the object and returns its state', async () => {
    const { state } = await save();
    assert.deepEqual(state, contentState(await (await client()).headObject('docs', target.key)));
    assert.equal(await text(), 'two');
    assert.deepEqual([events, bench().messages], [[], []]);
    await bench().node('docs', target.key);
    edited = { ...edited, base: state, bytes: Buffer.from('three') };
    bench().changed.length = 0;
    await save();
    assert.deepEqual(bench().changed, ['folder:p1/docs/reports/']);
  });

  it('asks for the bucket once, and writes nothing without the answer', async () => {
    bench().changeMode = 'ask';
    assert.match(await failure(undefined), /^Canceled\. Your changes are kept in the editor\.$/);
    assert.equal(await text(), 'one');
    assert.deepEqual((await save('Allow')).asked, ['Allow changes to existing objects in docs?']);
  });

  for (const [mode, message] of [
    ['off', /^Changing objects is turned off/],
    ['untrusted', /workspace that you don't trust/],
  ] as const) {
    it(`is refused where changes are ${mode}`, async () => {
      bench().changeMode = mode;
      assert.match(await failure(), message);
      assert.equal(await text(), 'one');
    });
  }

  it('compares both where the object was changed, and keeps both if the user cancels', async () => {
    await put('other');
    for (const leave of ['Cancel', undefined]) {
      assert.equal(await failure(leave), '"summary.md" was changed on OSS since you opened it.');
    }
    assert.equal(await text(), 'other');
    assert.deepEqual(new Set(events), new Set(['compare summary.md (on OSS ↔ in the editor)']));
  });

  it('overwrites the change that was shown, and no other one', async () => {
    await put('other');
    let isShown = false;
    edited = {
      ...edited,
      compare: async () => {
        // The second change comes while the user looks at the first one.
        if (!isShown) await put('third');
        isShown = true;
        return () => Promise.resolve();
      },
    };
    const { asked, state } = await save('Overwrite', 'Overwrite');
    assert.equal(asked.length, 2);
    assert.equal(await text(), 'two');
    assert.equal(state?.sizeBytes, 3);
    assert.deepEqual(events, ['save changes', 'save changes']);
  });

  it('asks without a comparison where the present content is too large for an editor', async () => {
    await put('other');
    edited = { ...edited, compare: () => Promise.reject(new ObjectTooLargeError()) };
    await save('Overwrite');
    assert.equal(await text(), 'two');
    await put('other');
    edited = { ...edited, compare: () => Promise.reject(new Error('it cannot be read')) };
    assert.match(await failure(), /it cannot be read/);
    assert.equal(await text(), 'other');
  });

  it('saves under another key with type and metadata, and never over another object', async () => {
    await put('other');
    await put('taken', 'reports/taken.md');
    const { state } = await save('Save As…', 'Another Object', 'reports/taken.md', 'reports/mine.md');
    assert.equal(state, undefined);
    assert.deepEqual([await text(), await text('reports/taken.md'), await text('reports/mine.md')], ['other', 'taken', 'two']); // prettier-ignore
    assert.match(bench().messages.join(), /another object has this key/);
    const { headers } = bench().oss.emulator.object('docs', 'reports/mine.md') ?? assert.fail();
    assert.equal(headers['x-oss-meta-who'], 'me');
    assert.deepEqual(bench().openedObjects, [{ ...target, key: 'reports/mine.md' }]);
    assert.deepEqual(bench().editedObjects, []);
    assert.equal(events.at(-1), 'close');
  });

  it('saves as a file on this computer, and opens it', async () => {
    await put('other');
    assert.match(await failure('Save As…', 'File on This Computer', 'Cancel'), /was changed/);
    const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-edited-'));
    try {
      bench().downloadFolder = folder;
      const { state } = await save('Save As…', 'File on This Computer');
      assert.equal(state, undefined);
      assert.equal(await readFile(path.join(folder, 'summary.md'), 'utf8'), 'two');
      assert.deepEqual(bench().openedFiles, ['summary.md']);
      assert.equal(await text(), 'other');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('comes back to the question where the user leaves Save As', async () => {
    await put('other');
    assert.match(
      await failure('Save As…', undefined, 'Save As…', 'Another Object', undefined, 'Cancel'),
      /was changed/,
    );
    assert.equal(await text(), 'other');
  });

  it('creates an object again that was deleted, with the headers that it had', async () => {
    bench().oss.emulator.bucket('docs').remove(target.key, undefined, new Date());
    assert.equal(await failure('Cancel'), '"summary.md" was deleted on OSS since you opened it.');
    await save('Create Again');
    assert.equal(await text(), 'two');
    assert.equal(bench().oss.emulator.object('docs', target.key)?.headers['x-oss-meta-who'], 'me');
    assert.equal(bench().oss.emulator.object('docs', target.key)?.storageClass, 'IA');
    bench().oss.emulator.bucket('docs').remove(target.key, undefined, new Date());
    edited = { ...edited, metadata: undefined };
    await save('Create Again');
    assert.match(bench().oss.emulator.object('docs', target.key)?.headers['content-type'] ?? '', /^text\/markdown/);
  });

  it('names a missing permission and offers its policy', async () => {
    const denied = { kind: 'status', status: 403, code: 'AccessDenied', match: { operation: 'PutObject' } } as const;
    bench().oss.emulator.faults.add(denied);
    assert.match(await failure(), /^Permission missing: oss:PutObject/);
    assert.match(bench().messages.join(), /^error: Permission missing: oss:PutObject/);
    assert.equal(await text(), 'one');
  });
});
