// Kept apart from nodeRows.ts: labels are drawn with each row, tooltips with the first hover.
import * as l10n from '@vscode/l10n';

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
