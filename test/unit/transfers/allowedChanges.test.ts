import assert from 'node:assert/strict';
import { AllowedChanges } from '../../../src/transfers/allowedChanges.ts';
import { MemoryMemento } from '../../support/profiles/storage.ts';

describe('AllowedChanges', () => {
  const docs = { profileId: 'p1', bucket: 'docs' };
  const logs = { profileId: 'p1', bucket: 'logs' };
  const others = { profileId: 'p2', bucket: 'docs' };

  it('keeps consent for a session until its end, for one bucket of one profile', () => {
    const memento = new MemoryMemento();
    const allowed = new AllowedChanges(memento);
    allowed.allow(docs);
    assert.deepEqual(
      [docs, logs, others].map((bucket) => allowed.allows(bucket)),
      [true, false, false],
    );
    assert.equal(new AllowedChanges(memento).allows(docs), false);
    allowed.allow(others);
    assert.deepEqual(
      [docs, logs, others].map((bucket) => allowed.allows(bucket)),
      [true, false, true],
    );
  });

  it('keeps permanent consent after a restart', async () => {
    const memento = new MemoryMemento();
    await new AllowedChanges(memento).alwaysAllow(docs);
    await new AllowedChanges(memento).alwaysAllow(others);
    const allowed = new AllowedChanges(memento);
    assert.deepEqual(
      [docs, logs, others].map((bucket) => allowed.allows(bucket)),
      [true, false, true],
    );
  });

  it('reads the consent that an earlier version has stored', async () => {
    const memento = new MemoryMemento();
    await memento.update('ossLinks.allowedChanges', [docs]);
    assert.equal(new AllowedChanges(memento).allows(docs), true);
  });

  it('forgets the consent of one profile, and all consent', async () => {
    const memento = new MemoryMemento();
    const allowed = new AllowedChanges(memento);
    await allowed.alwaysAllow(docs);
    allowed.allow(logs);
    await allowed.alwaysAllow(others);
    await allowed.forget('p1');
    assert.deepEqual(
      [docs, logs, others].map((bucket) => allowed.allows(bucket)),
      [false, false, true],
    );
    await allowed.forget();
    assert.equal(new AllowedChanges(memento).allows(others), false);
  });
});
