import assert from 'node:assert/strict';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';
import { escapeSilently, withBench } from '../../../support/features/commandBench.ts';

describe('buckets added by name', () => {
  const bench = withBench();

  it('are tested and added to the clicked profile', async () => {
    const prompts = new ScriptedPrompts('No_Bucket', 'my-bucket');
    await bench().run('addBucket', [await bench().node()], prompts);
    assert.equal(prompts.last.checks[0]?.severity, 'error');
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['my-bucket']);
  });

  it('ask for the profile from the palette if there are several', async () => {
    await bench().oss.saveProfile({ id: 'p2', name: 'Home' });
    await bench().run('addBucket', [], new ScriptedPrompts('Home', 'my-bucket'));
    assert.deepEqual(bench().oss.profiles.get('p2').buckets, ['my-bucket']);
    await escapeSilently(bench(), 'addBucket', [], ['Home', 'other-bucket']);
    assert.deepEqual(bench().oss.profiles.get('p2').buckets, ['my-bucket']);
  });

  it('may be read from a URL of the host that the profile browses, whose folder is shown while it is typed', async () => {
    const endpoint = bench().oss.emulator.endpoint('cn-hangzhou');
    const prompts = new ScriptedPrompts(`${endpoint}/docs/reports/2026.pdf?x-oss-signature=secret`);
    await bench().run('addBucket', ['p1'], prompts);
    assert.deepEqual(prompts.last.checks, [{ severity: 'info', message: 'Adds docs/reports/' }]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['docs/reports/']);
  });

  it('are removed from the view again, all selected ones at once', async () => {
    for (const name of ['one', 'two', 'three']) await bench().oss.profiles.addBucket('p1', name);
    const nodes = [await bench().node('one'), await bench().node('two')];
    await bench().run('removeBucket', [nodes[0], nodes]);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['three']);
    await bench().run('removeBucket', [], new ScriptedPrompts('three'));
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, []);
    await bench().run('removeBucket');
    assert.equal(bench().messages.at(-1), 'status: No bucket or folder was added.');
  });

  it('stay after Escape', async () => {
    await bench().oss.profiles.addBucket('p1', 'one');
    await escapeSilently(bench(), 'removeBucket', [], ['one']);
    assert.deepEqual(bench().oss.profiles.get('p1').buckets, ['one']);
  });
});
