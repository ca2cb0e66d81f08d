import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Calculate Size', () => {
  const bench = withBench();

  it('counts the objects of a folder, and adds up their sizes by storage class', async () => {
    await bench().oss.emulator.putObject('docs', 'reports/old.pdf', 'x'.repeat(1000), { storageClass: 'IA' });
    await bench().run('calculateSize', [await bench().node('docs', 'reports/')]);
    assert.deepEqual(bench().messages, [
      'info: docs/reports/: 3 objects, 1.03 KB (IA: 1 object, 1,000 B; Standard: 2 objects, 56 B)',
    ]);
  });

  it('adds up several folders, each object once', async () => {
    const nodes = [await bench().node('docs', 'reports/'), await bench().bucket('docs'), await bench().bucket('logs')];
    await bench().run('calculateSize', [nodes[0], nodes]);
    assert.deepEqual(bench().messages, ['info: 2 folders: 4 objects, 102 B']);
  });

  it('says nothing once it is canceled', async () => {
    bench().onReport = (cancel) => {
      cancel();
    };
    for (let index = 0; index < 1001; index++) await bench().oss.emulator.putObject('docs', `many/${index}`, '');
    await bench().run('calculateSize', [await bench().node('docs', 'many/')]);
    assert.deepEqual(bench().messages, []);
  });

  it('works where changes are off, and asks for a folder from the palette', async () => {
    bench().changeMode = 'off';
    await bench().run('calculateSize', [], new ScriptedPrompts('logs', 'Use logs/'));
    assert.deepEqual(bench().messages, ['info: logs/: 0 objects, 0 B']);
  });
});
