import type { Notifications } from './notifications.ts';

/** Longest wait that shows no progress. */
const QUIET_MS = 1000;

/** Runs a task, with progress that can be cancelled once it takes long; `undefined` if the user cancelled. */
export async function slowProgress<T>(
  title: string,
  { progress }: Pick<Notifications, 'progress'>,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const abort = new AbortController();
  const running = task(abort.signal);
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<'slow'>((resolve) => {
    timer = setTimeout(() => {
      resolve('slow');
    }, QUIET_MS);
  });
  try {
    const first = await Promise.race([running.then((result) => ({ result })), quiet]);
    if (first !== 'slow') return first.result;
  } finally {
    clearTimeout(timer);
  }
  return progress(title, (_, signal) => {
    const { promise: cancelled, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => {
      abort.abort(signal.reason);
      // Work that the task does not stop is no longer awaited.
      reject(signal.reason as Error);
    });
    return Promise.race([running, cancelled]);
  });
}
