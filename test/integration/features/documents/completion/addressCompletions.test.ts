import assert from 'node:assert/strict';
import {
  addressParts,
  type AddressParts,
} from '../../../../../src/features/documents/completion/addressCompletions.ts';
import { withBench } from '../../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../../support/ui/scriptedPrompts.ts';

const DOCUMENT = { scheme: 'file', authority: '', path: '/project/guide/a.md' };

describe('completions of an oss:// address', () => {
  const bench = withBench();
  const complete = (typed: string): Promise<AddressParts> =>
    addressParts(typed, DOCUMENT, bench().services(new ScriptedPrompts()), new AbortController().signal);
  const names = async (typed: string): Promise<readonly string[]> =>
    (await complete(typed)).parts.map(({ name }) => name);

  it('are the buckets of the profiles and of the mappings, although one profile cannot list its own', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Rotated' }, { accessKeyId: 'gone', accessKeySecret: 'gone' });
    bench().map([{ folder: '', bucket: 'archive' }]);
    assert.deepEqual(await complete('do'), {
      parts: ['archive/', 'docs/', 'logs/'].map((name) => ({ kind: 'bucket', name })),
      isComplete: true,
    });
  });

  it('are the folders and objects of one folder, by the profile that shows the bucket', async () => {
    assert.deepEqual(await names('docs/'), ['reports/', '报告/', 'readme.txt']);
    assert.deepEqual(await names('docs/reports/20'), ['2026.pdf']);
  });

  it('are listed by the profile of the mapping', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Second' });
    bench().map([{ folder: '', bucket: 'docs', profile: 'Second' }], 'user');
    const asked: string[] = [];
    const services = bench().services(new ScriptedPrompts());
    const found = await addressParts(
      'docs/reports/',
      DOCUMENT,
      {
        ...services,
        clientOf: (profileId) => {
          asked.push(profileId);
          return services.clientOf(profileId);
        },
      },
      new AbortController().signal,
    );
    assert.deepEqual(
      found.parts.map(({ name }) => name),
      ['2026.pdf', 'summary.md'],
    );
    assert.deepEqual(asked, ['p2']);
  });

  it('leave out names that would end the address in a text', async () => {
    await bench().oss.emulator.putObject('docs', 'guide/a b.txt', 'x');
    await bench().oss.emulator.putObject('docs', 'guide/ab.txt', 'x');
    assert.deepEqual(await names('docs/guide/'), ['ab.txt']);
  });

  it('say that a longer text finds more', async () => {
    for (let index = 0; index < 201; index++) await bench().oss.emulator.putObject('logs', `k${index}`, '');
    const { parts, isComplete } = await complete('logs/');
    assert.deepEqual([parts.length, isComplete], [200, false]);
  });

  it('are none for a bucket of no profile', async () => {
    assert.deepEqual(await complete('unknown-bucket/a'), { parts: [], isComplete: true });
  });
});
