/**
 * Runs code whose time limits end at once, so that no test waits for them. Limits longer than `longestMs` never end, and
 * so fail the test.
 */
export async function withShortTimeouts<T>(run: () => Promise<T>, longestMs = 60_000): Promise<T> {
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (limitMs) => (limitMs <= longestMs ? real(0) : new AbortController().signal);
  try {
    return await run();
  } finally {
    AbortSignal.timeout = real;
  }
}
