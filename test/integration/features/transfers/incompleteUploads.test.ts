import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('incomplete uploads', () => {
  const bench = withBench();
  const begin = async (...keys: string[]): Promise<void> => {
    const client = await bench().oss.clients.of('p1');
    for (const key of keys) await client.initiateMultipartUpload('docs', key);
  };
  const left = async (): Promise<string[]> => {
    const keys: string[] = [];
    const client = await bench().oss.clients.of('p1');
    for await (const { key } of client.incompleteUploads('docs')) keys.push(key);
    return keys;
  };

  it('of a bucket are listed, and the checked ones are aborted', async () => {
    await begin('a.bin', 'b.bin', 'c.bin');
    const prompts = new ScriptedPrompts({ checked: ['a.bin', 'c.bin'] });
    await bench().run('incompleteUploads', [await bench().node('docs')], prompts);
    assert.deepEqual(prompts.last.labels, ['a.bin', 'b.bin', 'c.bin']);
    assert.deepEqual(await left(), ['b.bin']);
    assert.deepEqual(bench().messages, ['status: 2 of 2 uploads aborted']);
    assert.deepEqual(
      bench()
        .progresses.at(-1)
        ?.reports.map(({ done }) => done),
      [0.5, 1],
    );
  });

  it('are kept unless the user checks some of them', async () => {
    await begin('a.bin');
    for (const answer of [{}, { checked: [] }, undefined]) {
      await bench().run('incompleteUploads', [await bench().node('docs')], new ScriptedPrompts(answer));
    }
    assert.deepEqual(await left(), ['a.bin']);
    bench().assertSilent();
  });

  it('are reported as none for a bucket without any', async () => {
    await bench().run('incompleteUploads', [], new ScriptedPrompts('docs'));
    assert.deepEqual(bench().messages, ['info: docs has no incomplete uploads.']);
  });

  it('that cannot be aborted are named, and the others are aborted', async () => {
    await begin('a.bin', 'b.bin');
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'AbortMultipartUpload', key: 'a.bin' },
    });
    const prompts = new ScriptedPrompts({ checked: ['a.bin', 'b.bin'] });
    await bench().run('incompleteUploads', [await bench().node('docs')], prompts);
    assert.deepEqual(await left(), ['a.bin']);
    assert.match(bench().messages[0] ?? '', /^warn: 1 of 2 uploads aborted .*AccessDenied/);
  });
});
