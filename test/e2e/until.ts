import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

const pollMs = 50;
const usualLimitMs = 30_000;

/** Repeats a question until there is an answer; throws with `what` after the time limit. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, limitMs = usualLimitMs): Promise<T> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${limitMs} ms`);
    await delay(pollMs);
  }
}

/** Result of a step that has no time limit of its own; throws with `what` after the usual one. */
export async function within<T>(what: string, step: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = delay(usualLimitMs, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`${what} did not end within ${usualLimitMs} ms`);
  });
  try {
    return await Promise.race([step, late]);
  } finally {
    late.catch(() => undefined);
    limit.abort();
  }
}

/** Whether an element appears within `timeoutMs`. */
export function appears(locator: Locator, timeoutMs: number): Promise<boolean> {
  return locator.waitFor({ timeout: timeoutMs }).then(
    () => true,
    () => false,
  );
}

/** Repeats a gesture until its effect appears, as a user does whose click met a row at the moment of its refresh. */
export async function repeatUntil(what: string, gesture: () => Promise<void>, effect: Locator): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt++) {
    await gesture();
    if (await appears(effect, 5_000)) return;
  }
  throw new Error(`${what} did not appear`);
}
