import assert from 'node:assert/strict';
import { openUri } from '../../../../src/features/api/openUri.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('a URI of the extension', () => {
  const bench = withBench();

  const open = async (query: string, prompts: ScriptedPrompts, path = '/open'): Promise<void> =>
    openUri({ path, query }, bench().services(prompts));

  it('shows the object after a confirmation', async () => {
    const prompts = new ScriptedPrompts('Show');
    await open('bucket=docs&key=readme.txt', prompts);
    assert.match(prompts.asked[0]?.readable.join('\n') ?? '', /Bucket: docs\nKey: readme\.txt/);
    assert.deepEqual(
      bench().revealed.map((node) => (node.kind === 'object' ? node.key : node.kind)),
      ['readme.txt'],
    );
    assert.deepEqual(bench().clipboard, []);
  });

  it('shows the bucket if the URI has no key', async () => {
    const prompts = new ScriptedPrompts('Show');
    await open('bucket=docs', prompts);
    assert.doesNotMatch(prompts.last.readable.join('\n'), /Key:/);
    assert.deepEqual(
      bench().revealed.map(({ kind }) => kind),
      ['bucket'],
    );
  });

  it('uses the profile that it names, by name or ID, without a question', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    for (const profile of ['Home', 'p2']) {
      await open(`bucket=docs&profile=${profile}&key=readme.txt`, new ScriptedPrompts('Show'));
    }
    assert.deepEqual(
      bench().revealed.map((node) => node.kind === 'object' && node.profileId),
      ['p2', 'p2'],
    );
  });

  it('says which profile the bucket is listed with, if the URI chooses it', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    const detailFor = async (profile: string): Promise<string> => {
      const prompts = new ScriptedPrompts(ESCAPE);
      await open(`bucket=docs${profile}&key=readme.txt`, prompts);
      return prompts.asked[0]?.readable.join('\n') ?? '';
    };
    assert.match(await detailFor('&profile=p2'), /\nProfile: Home$/);
    assert.doesNotMatch(await detailFor('&profile=other'), /Profile: /);
    assert.doesNotMatch(await detailFor(''), /Profile: /);
  });

  it('sends and shows nothing unless the user agrees', async () => {
    await open('bucket=docs&key=readme.txt', new ScriptedPrompts(ESCAPE));
    bench().assertSilent();
    assert.deepEqual(bench().revealed, []);
  });

  it('shows nothing if the user chooses no profile', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await open('bucket=docs&key=readme.txt', new ScriptedPrompts('Show', ESCAPE));
    bench().assertSilent();
    assert.deepEqual(bench().revealed, []);
  });

  it('keeps & and = of a key', async () => {
    const prompts = new ScriptedPrompts(ESCAPE);
    await open('bucket=docs&profile=Work&key=a&key=b=c&bucket=other', prompts);
    assert.match(
      prompts.asked[0]?.readable.join('\n') ?? '',
      /Bucket: docs\nKey: a&key=b=c&bucket=other\nProfile: Work$/,
    );
  });

  for (const [query, path] of [
    ['key=readme.txt', '/open'],
    ['bucket=docs&key=readme.txt', '/copy'],
    ['bucket=a/b&key=x', '/open'],
    ['bucket=docs&key=/readme.txt', '/open'],
    ['', '/open'],
  ] as const) {
    it(`is refused as ${path}?${query}, without a confirmation`, async () => {
      const prompts = new ScriptedPrompts();
      await assert.rejects(open(query, prompts, path), { name: 'InvalidInputError' });
      assert.deepEqual(prompts.asked, []);
    });
  }
});
