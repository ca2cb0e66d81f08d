import assert from 'node:assert/strict';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('Enter Secret', () => {
  const bench = withBench();
  beforeEach(() => {
    bench().oss.secrets.values.clear();
  });

  it('repairs a profile from the node that misses its secret', async () => {
    const [problem] = await bench().tree.children(bench().tree.roots()[0] ?? assert.fail());
    assert.equal(problem?.kind, 'problem');
    await bench().run('enterSecret', [problem], new ScriptedPrompts(KEY.accessKeyId, KEY.accessKeySecret));
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
    assert.deepEqual(bench().messages, ['status: Saved the secret of "Work"']);
  });

  it('restores a profile that lost only its secret', async () => {
    const { profiles } = bench().oss;
    await profiles.addBucket('p1', 'docs');
    const before = profiles.list();
    const node = await bench().node();
    assert.equal(node.kind, 'profile');
    await bench().run('enterSecret', [node], new ScriptedPrompts(KEY.accessKeyId, KEY.accessKeySecret));
    assert.deepEqual(profiles.list(), before);
    bench().tree.refreshProfile('p1');
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    assert.equal((await bench().use(bench().links[0] ?? '', 'GET')).text, 'content of readme.txt');
  });

  it('stores no secret that fails the test', async () => {
    const prompts = new ScriptedPrompts(KEY.accessKeyId, 'wrong', 'Edit', undefined);
    await bench().run('enterSecret', ['p1'], prompts);
    assert.equal(bench().oss.secrets.values.size, 0);
    bench().assertSilent();
  });

  it('asks for both values again after going back', async () => {
    const prompts = new ScriptedPrompts(KEY.accessKeyId, BACK, KEY.accessKeyId, KEY.accessKeySecret);
    await bench().run('enterSecret', ['p1'], prompts);
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('is silent after Escape at every step', () =>
    escapeSilently(bench(), 'enterSecret', ['p1'], [KEY.accessKeyId, KEY.accessKeySecret]));

  it('asks for the secret at once if the AccessKey ID is still stored', async () => {
    await bench().oss.profiles.saveSecret('p1', { ...KEY, accessKeySecret: 'rotated' });
    const prompts = new ScriptedPrompts(KEY.accessKeySecret);
    await bench().run('enterSecret', ['p1'], prompts);
    assert.equal(prompts.last.place.title, 'Enter Secret · Work');
    assert.deepEqual(await bench().oss.profiles.credentialsOf('p1'), { ...KEY });
  });

  it('reports that there is no stored profile', async () => {
    await bench().oss.profiles.remove('p1');
    await bench().run('enterSecret');
    assert.deepEqual(bench().messages, ['status: No stored profiles.']);
  });
});
