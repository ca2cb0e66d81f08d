import * as l10n from '@vscode/l10n';
import { formatDuration } from '../../text/duration.ts';
import type { Notifications } from './notifications.ts';

/** Warning about a wrong local clock; `offsetMs` is the OSS time minus the local time. */
export function clockWarning(offsetMs: number, locale: string): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const off = formatDuration(seconds < 3600 ? seconds : Math.round(seconds / 60) * 60, locale);
  return offsetMs > 0
    ? l10n.t('The clock of this computer is {0} behind OSS. Links use the time of OSS. Set your clock.', off)
    : l10n.t('The clock of this computer is {0} ahead of OSS. Links use the time of OSS. Set your clock.', off);
}

/** Creates the listener that warns about a wrong local clock. */
export function createClockWarning(
  notifications: Pick<Notifications, 'warn'>,
  locale: string,
): (offsetMs: number) => void {
  return (offsetMs) => {
    notifications.warn(clockWarning(offsetMs, locale));
  };
}
