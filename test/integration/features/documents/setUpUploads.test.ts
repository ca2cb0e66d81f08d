import assert from 'node:assert/strict';
import { noon } from '../../../support/emulator/handMade.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { BACK } from '../../../../src/ui/prompts/questions.ts';
import { ESCAPE, ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('Set Up Uploads in Documents', () => {
  const bench = withBench();
  it('adds a mapping to the settings of the workspace, with an example while the name is typed', async () => {
    const prompts = new ScriptedPrompts(
      ...(['docs', 'docs', 'Use docs/', '{date:yyyy}/{name}{ext}'] as const),
      'oss:// address, which the Markdown preview shows',
    );
    await bench().run('setUpUploads', [], prompts);
    assert.deepEqual(bench().addedMappings, [
      { folder: 'docs', bucket: 'docs', documents: { folder: '', name: '{date:yyyy}/{name}{ext}', insert: 'address' } },
    ]);
    assert.deepEqual(
      prompts.asked.map(({ place: { step, totalSteps } }) => `${String(step)} of ${String(totalSteps)}`),
      ['1 of 4', '2 of 4', '2 of 4', '3 of 4', '4 of 4'],
    );
    const checks = prompts.asked.flatMap((one) => one.checks).map((check) => check?.message);
    assert.ok(checks.includes(`cat.png becomes docs/${String(noon.getFullYear())}/cat.png`), checks.join('\n'));
    assert.deepEqual(bench().messages, ['info: Saved the mapping in the settings of the workspace.']);
    await bench().press('Open Settings');
    assert.equal(bench().mappingSettingsShown, 1);
  });

  it('proposes the folder of the document, and names that differ by their content', async () => {
    bench().documentsFolder = 'handbook';
    const replies = ['handbook', 'docs', 'Use docs/', '{name}{ext}', ESCAPE];
    const prompts = new ScriptedPrompts(...replies);
    await bench().run('setUpUploads', [], prompts);
    assert.deepEqual(
      prompts.asked.flatMap(({ value }) => value ?? []),
      ['handbook', '{name}-{hash8}{ext}'],
    );
    assert.deepEqual(bench().addedMappings, []);
  });

  it('signs with the profile that was chosen with the bucket, without asking again', async () => {
    const { profiles } = bench().oss;
    const other = { ...profiles.get('p1'), id: 'p2', name: 'Other', buckets: ['docs'] };
    await profiles.save(other, { accessKeyId: 'LTAIother', accessKeySecret: 'other-secret' });
    for (const id of ['p1', 'p2']) await profiles.addBucket(id, 'docs');
    const replies = ['docs', 'Work', 'docs', 'Use docs/', '{name}{ext}'];
    await bench().run(
      'setUpUploads',
      [],
      new ScriptedPrompts(...replies, 'URL without a signature, for public objects'),
    );
    bench().map(bench().addedMappings);
    const file = { scheme: 'file', authority: '', path: '/project/docs/a.md' };
    const { mappings } = bench().services(new ScriptedPrompts());
    const mapped = mappings.of(file) ?? assert.fail('the document is not mapped');
    assert.equal(mappings.profiles.profileFor(mapped)?.name, 'Work');
  });

  it('counts the steps also where it offers the last folders of uploads', async () => {
    await bench().memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: 'reports/' });
    const prompts = new ScriptedPrompts('docs', 'docs/reports/', ESCAPE);
    await bench().run('setUpUploads', [], prompts);
    const { step, totalSteps } = prompts.asked[1]?.place ?? {};
    assert.deepEqual([step, totalSteps], [2, 4]);
  });

  it('explains a folder outside the workspace folder', async () => {
    for (const folder of ['/docs', '../docs', 'docs/../..', 'C:\\docs']) {
      const prompts = new ScriptedPrompts(folder, ESCAPE);
      await bench().run('setUpUploads', [], prompts);
      assert.deepEqual(
        prompts.last.checks,
        [{ severity: 'error', message: 'The folder must be a path inside the workspace folder, such as docs.' }],
        folder,
      );
    }
  });

  it('saves no mapping to a folder of the bucket that URLs would leave', async () => {
    await bench().memory.rememberUploadFolder({ profileId: 'p1', bucket: 'docs', prefix: 'a/../b/' });
    const replies = ['docs', 'docs/a/../b/', '{name}{ext}', 'URL without a signature, for public objects'];
    await bench().run('setUpUploads', [], new ScriptedPrompts(...replies));
    assert.deepEqual(bench().addedMappings, []);
    assert.match(bench().messages.join(), /^error: .*"\.\."/);
  });

  it('says that the workspace has no such folder yet', async () => {
    const replies = ['dcos', 'docs', 'Use docs/', '{name}{ext}', 'URL without a signature, for public objects'];
    await bench().run('setUpUploads', [], new ScriptedPrompts(...replies));
    assert.equal(bench().addedMappings.length, 1);
    const saved = 'warn: Saved the mapping in the settings of the workspace, which has no folder dcos yet.';
    assert.deepEqual(bench().messages, [saved]);
    await bench().press('Open Settings');
    assert.equal(bench().mappingSettingsShown, 1);
  });

  it('goes back to the step before', async () => {
    const prompts = new ScriptedPrompts('docs', 'docs', 'Use docs/', BACK, 'docs', 'Use docs/', ESCAPE);
    await bench().run('setUpUploads', [], prompts);
    assert.equal(prompts.last.place.step, 3);
  });

  it('adds nothing where the user cancels, and needs an open folder', async () => {
    await bench().run('setUpUploads', [], new ScriptedPrompts(ESCAPE));
    assert.deepEqual(bench().addedMappings, []);
    bench().documentsFolder = undefined;
    await bench().run('setUpUploads');
    assert.deepEqual(bench().messages, ['warn: Open a folder first.']);
  });

  it('adds nothing at any step that the user cancels', async () => {
    const replies = ['docs', 'docs', 'Use docs/', '{name}{ext}'];
    for (let step = 0; step <= replies.length; step++) {
      await bench().run('setUpUploads', [], new ScriptedPrompts(...replies.slice(0, step), ESCAPE));
      assert.deepEqual(bench().addedMappings, [], `after ${step} replies`);
    }
    assert.deepEqual(bench().messages, []);
  });

  it('explains a name template that is not possible', async () => {
    const prompts = new ScriptedPrompts('docs', 'docs', 'Use docs/', '{nmae}', ESCAPE);
    await bench().run('setUpUploads', [], prompts);
    const [check] = prompts.last.checks;
    assert.equal(check?.severity, 'error');
    assert.match(check.message, /^The name template has no placeholder \{nmae\}\./);
  });

  it('needs a profile', async () => {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(ESCAPE);
    await bench().run('setUpUploads', [], prompts);
    assert.deepEqual(prompts.texts, ['No profiles yet.']);
    assert.deepEqual(bench().addedMappings, []);
  });
});
