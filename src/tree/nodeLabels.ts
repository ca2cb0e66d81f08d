// Kept apart from nodeRows.ts: labels are drawn with each row, tooltips with the first hover.
import * as l10n from '@vscode/l10n';
import type { RestoreState } from '../oss/client/restoreState.ts';
import { formatMoment } from '../text/moment.ts';
import type { VersionNode } from './nodes.ts';
import type { Shortcut, ShortcutUse } from './shortcuts.ts';

/** Browsing host and link host of a bucket, as text. */
export interface HostLabels {
  readonly browsing: string | undefined;
  readonly links: string | undefined;
}

/** Region and hosts of a bucket, e.g. `cn-hangzhou · via oss-cn-hangzhou-internal.aliyuncs.com → files.example.com`. */
export function locationText(where: string, { browsing: browsed, links }: HostLabels): string {
  if (browsed !== undefined && browsed === links) return `${where} ⇄ ${links}`.trim();
  const via = browsed === undefined ? '' : l10n.t('via {0}', browsed);
  const location = [where, via].filter((text) => text !== '').join(' · ');
  return (links === undefined ? location : `${location} → ${links}`).trim();
}

/** Restore state of an archived object in the description of its row; empty for other objects. */
export function restoreLabel(state: RestoreState | undefined, now: Date, locale: string): string {
  switch (state?.kind) {
    case undefined:
      return '';
    case 'restoring':
      return l10n.t('restoring');
    case 'archived':
      return l10n.t('archived');
    case 'restored': {
      const { until } = state;
      if (!until) return l10n.t('restored');
      // The row may have been listed before the restored copy expired.
      return until > now ? l10n.t('restored until {0}', formatMoment(until, { now, locale })) : l10n.t('archived');
    }
  }
}

/** Bucket and folder that contain an object or folder. */
export function folderOf({ bucket, key }: Pick<Shortcut, 'bucket' | 'key'>): string {
  const whole = key.endsWith('/') ? key.slice(0, -1) : key;
  const slash = whole.lastIndexOf('/');
  return slash < 0 ? bucket : `${bucket}/${whole.slice(0, slash)}`;
}

/** What was done with a recent object, and when. */
export function useText(use: ShortcutUse, when: string): string {
  return {
    linked: l10n.t('linked {0}', when),
    opened: l10n.t('opened {0}', when),
    uploaded: l10n.t('uploaded {0}', when),
  }[use];
}

/** Date of a version, short enough for a row. */
export function versionLabel({ lastModified }: Pick<VersionNode, 'lastModified'>, locale: string): string {
  return lastModified.toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
}
