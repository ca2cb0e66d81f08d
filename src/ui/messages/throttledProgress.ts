import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import type { Progress } from './notifications.ts';

/** Shortest interval between two reports, each of which is a message to the window. */
const INTERVAL_MS = 100;

/** Progress whose messages are only made when they are shown. */
export interface ThrottledProgress {
  report(done: number, message: string | (() => string)): void;
}

/** Progress that passes on at most ten reports a second, including the first and the last. */
export function throttledProgress(progress: Progress, now: () => Date): ThrottledProgress {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    report(done, message) {
      const nowMs = now().getTime();
      if (done < 1 && Math.abs(nowMs - lastMs) < INTERVAL_MS) return;
      lastMs = nowMs;
      progress.report(done, typeof message === 'string' ? message : message());
    },
  };
}

/** Reports a count of a total. */
export function reportCount(progress: Progress, done: number, all: number, locale: string): void {
  progress.report(Math.min(done / all, 1), countText(done, all, locale));
}

/** Message of a count of a total. */
export function countText(done: number, all: number, locale: string): string {
  return l10n.t('{0} of {1}', describeCount(done, locale), describeCount(all, locale));
}
