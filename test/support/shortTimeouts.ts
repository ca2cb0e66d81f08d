/**
 * Runs code whose time limits of up to a minute end at once, so that no test waits for them. Longer limits never end, and
 * so fail the test.
 */
export async function withShortTimeouts<T>(run: () => Promise<T>): Promise<T> {
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (limitMs) => (limitMs <= 60_000 ? real(0) : new AbortController().signal);
  try {
    return await run();
  } finally {
    AbortSignal.timeout = real;
  }
}
