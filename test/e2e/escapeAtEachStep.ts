import assert from 'node:assert/strict';
import { session } from './session.ts';
import { untouchedClipboard } from './workbench.ts';

export interface FlowStep {
  readonly title: string;
  readonly answer: () => Promise<void>;
  /** Whether Escape at this step is left to unit tests, because another step of the same kind is tested here. */
  readonly passed?: boolean;
}

/** Presses Escape at each step of a flow that `begin` opens, and expects no message. */
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
