import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';

const pollMs = 50;
const limitMs = 30_000;

/** Asks again and again until there is an answer; throws what was waited for when none comes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > endMs) throw new Error(`${what} did not come within ${limitMs} ms`);
    await delay(pollMs);
  }
}

/** Tells whether something shows within `timeoutMs`. */
export function appears(locator: Locator, timeoutMs: number): Promise<boolean> {
  return locator.waitFor({ timeout: timeoutMs }).then(
    () => true,
    () => false,
  );
}
