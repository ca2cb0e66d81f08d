import * as l10n from '@vscode/l10n';
import { minimalPolicy } from '../../oss/errors/permissions.ts';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import type { CheckOutcome, PermissionCheck } from '../../profiles/permissionChecks.ts';
import { servesOneBucket } from '../../profiles/profile.ts';
import { markdownCell } from '../../text/plainText.ts';
import type { HostFacts } from '../../ui/settings/hostFacts.ts';
import type { ConnectionStep, TestedConnection } from './connectionStep.ts';

/** Results of a test, with the facts for a bug report. */
export interface ConnectionResults {
  readonly steps: readonly ConnectionStep[];
  /** Empty if the service did not respond. */
  readonly permissions: readonly PermissionCheck[];
  readonly facts: HostFacts;
  readonly time: Date;
}

/** Report of a connection test in Markdown. It contains no secrets and no AccessKey ID. */
export function connectionReport({ profile, path }: TestedConnection, results: ConnectionResults): string {
  const { steps, permissions, facts, time } = results;
  const hasNext = steps.some(({ next }) => next !== undefined);
  const where = path ? markdownCell(bucketPathText(path)) : l10n.t('the account only');
  return [
    `# ${l10n.t('Connection test of {0}', markdownCell(profile.name))}`,
    '',
    l10n.t('Tested on {0}, {1}. Nothing was written or deleted.', where, time.toISOString()),
    ...(servesOneBucket(profile) ? ['', l10n.t("A custom domain serves one bucket and can't list buckets.")] : []),
    '',
    ...table([
      ['', l10n.t('Step'), l10n.t('Result'), ...(hasNext ? [l10n.t('Next step')] : [])],
      ...steps.map(({ name, state, text, next = '' }) => [
        SYMBOLS[state],
        name,
        markdownCell(text),
        ...(hasNext ? [markdownCell(next)] : []),
      ]),
    ]),
    ...(permissions.length === 0 ? [] : permissionSections(permissions)),
    '',
    `## ${l10n.t('For a bug report')}`,
    '',
    l10n.t('This report contains no secrets. Remove names of hosts, buckets, and objects before you publish it.'),
    '',
    // English in every language, for those who read the report.
    '```text',
    `OSS Presigned Links ${facts.extensionVersion}`,
    `${facts.application} ${facts.vscodeVersion}, Node ${facts.nodeVersion}, ${facts.platform}`,
    `Extension host: ${facts.extensionHost}; remote: ${facts.remoteName ?? 'none'}`,
    `Proxy: ${facts.proxy}`,
    '```',
    '',
  ].join('\n');
}

const SYMBOLS: Readonly<Record<ConnectionStep['state'], string>> = { ok: '✓', note: '!', failed: '✗', skipped: '–' };

function permissionSections(permissions: readonly PermissionCheck[]): readonly string[] {
  const rows = permissions.map(({ permission, outcome }) => [
    `\`${permission.action}\``,
    outcomeText(outcome),
    purposeOf(permission.action),
  ]);
  return [
    '',
    `## ${l10n.t('Permissions')}`,
    '',
    ...table([[l10n.t('Permission'), l10n.t('Result'), l10n.t('For')], ...rows]),
    '',
    `## ${l10n.t('RAM policy for all permissions')}`,
    '',
    l10n.t("Remove permissions that you don't need. Links to objects that you name don't need the permission to list."),
    '',
    '```json',
    minimalPolicy(permissions.map(({ permission }) => permission)),
    '```',
  ];
}

function purposeOf(action: string): string {
  switch (action) {
    case 'oss:ListBuckets':
      return l10n.t('show the buckets of the account');
    case 'oss:GetBucketInfo':
      return l10n.t('find the region of an added bucket');
    case 'oss:ListCname':
      return l10n.t('offer the custom domains of a bucket as link hosts');
    case 'oss:ListObjects':
      return l10n.t('browse objects');
    case 'oss:ListObjectVersions':
      return l10n.t('show versions and links to them');
    case 'oss:GetObject':
      return l10n.t('download links');
    case 'oss:PutObject':
      return l10n.t('upload links, uploads');
    case 'oss:DeleteObject':
      return l10n.t('delete objects');
    default:
      return '';
  }
}

function outcomeText(outcome: CheckOutcome): string {
  switch (outcome.kind) {
    case 'allowed':
      return l10n.t('✓ granted');
    case 'denied':
      return l10n.t('✗ denied');
    case 'failed':
      return l10n.t('✗ failed: {0}', markdownCell(outcome.code));
    case 'notTried':
      return outcome.because === 'writes'
        ? l10n.t('not tested (it would write)')
        : l10n.t('not tested (it would delete)');
  }
}

/** Markdown table whose columns are aligned as text. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = []] = rows;
  const last = head.length - 1;
  // The last column is not padded, because trailing blanks would wrap.
  const widths = head.map((_, column) =>
    column === last ? 0 : Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  // With a colon, cells and headings are aligned at the left.
  const rule = `| ${widths.map((width) => `:${'-'.repeat(Math.max(2, width - 1))}`).join(' | ')} |`;
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}
