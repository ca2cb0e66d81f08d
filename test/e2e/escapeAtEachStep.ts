import assert from 'node:assert/strict';
import { session } from './session.ts';
import { untouchedClipboard } from './workbench.ts';

export interface FlowStep {
  readonly title: string;
  readonly answer: () => Promise<void>;
  /** Escape at this step is left to unit tests, where another one of its kind stands for it here. */
  readonly passed?: boolean;
}

/** Presses Escape in a flow that `begin` opens, at each of its steps, and expects nothing but silence. */
export async function escapeAtEachStep(begin: () => Promise<void>, steps: readonly FlowStep[]): Promise<void> {
  const { workbench } = session();
  const { quickInput, notifications } = workbench;
  await workbench.writeClipboard(untouchedClipboard);
  for (const [given, left] of steps.entries()) {
    if (left.passed) continue;
    await begin();
    for (const { title, answer } of steps.slice(0, given)) {
      await quickInput.waitFor(title);
      await answer();
    }
    await quickInput.waitFor(left.title);
    await quickInput.escape();
    await quickInput.waitUntilClosed();
    await notifications.waitUntilNone();
    assert.equal(await workbench.readClipboard(), untouchedClipboard);
  }
}
