import assert from 'node:assert/strict';
import { forgetMemory } from '../../../../src/features/diagnostics/forgetMemory.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('the memory of a window, after Forget Everything in any window', () => {
  const bench = withBench();

  it('contains no link of the session, no found link, no object of an editor, no unsaved one and no consent to changes', async () => {
    const services = bench().services(new ScriptedPrompts());
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const [link = ''] = bench().links;
    bench().inspector.documents.set('file:///w/a.md', link);
    await bench().run('findPresignedUrls');
    await services.allowedChanges.alwaysAllow({ profileId: 'p1', bucket: 'docs' });
    await services.unsavedObjects.add('ossobj:/docs/a.txt', undefined);
    assert.ok(bench().inspector.sessionLinks.find(link));
    assert.equal(bench().inspector.found.length, 1);
    let forgottenEditors = 0;
    const objectEditors = { forget: () => forgottenEditors++ } as unknown as typeof services.objectEditors;
    forgetMemory({ ...services, objectEditors });
    assert.equal(bench().inspector.sessionLinks.last, undefined);
    assert.deepEqual(bench().inspector.found, []);
    assert.equal(forgottenEditors, 1);
    assert.equal(services.unsavedObjects.isEmpty, true);
    assert.equal(services.allowedChanges.allows({ profileId: 'p1', bucket: 'docs' }), false);
  });
});
