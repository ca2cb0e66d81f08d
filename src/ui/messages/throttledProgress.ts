import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import type { Progress } from './notifications.ts';

/** Each report is a message to the window, and nobody reads more of them than ten a second. */
const INTERVAL_MS = 100;

/** Passes on at most ten reports a second, the first and that of the end among them. */
export function throttledProgress(progress: Progress, now: () => Date): Progress {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    report(done, message) {
      const nowMs = now().getTime();
      if (done < 1 && Math.abs(nowMs - lastMs) < INTERVAL_MS) return;
      lastMs = nowMs;
      progress.report(done, message);
    },
  };
}

/** Reports how many of all are done. */
export function reportCount(progress: Progress, done: number, all: number, locale: string): void {
  const text = l10n.t('{0} of {1}', describeCount(done, locale), describeCount(all, locale));
  progress.report(Math.min(done / all, 1), text);
}
