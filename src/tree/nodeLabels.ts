import * as l10n from '@vscode/l10n';

/** The hosts that were chosen for a bucket, as people read them. */
export interface HostLabels {
  readonly browsing: string | undefined;
  readonly links: string | undefined;
}

/** Where a bucket is, e.g. `cn-hangzhou · via oss-cn-hangzhou-internal.aliyuncs.com → files.example.com`. */
export function locationText(where: string, { browsing: browsed, links }: HostLabels): string {
  if (browsed !== undefined && browsed === links) return `${where} ⇄ ${links}`.trim();
  const via = browsed === undefined ? '' : l10n.t('via {0}', browsed);
  const place = [where, via].filter((text) => text !== '').join(' · ');
  return (links === undefined ? place : `${place} → ${links}`).trim();
}
