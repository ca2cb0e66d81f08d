import * as l10n from '@vscode/l10n';
import { OssError } from '../../oss/errors/errors.ts';
import { minimalPolicy, missingPermission, type Permission } from '../../oss/errors/permissions.ts';
import { readBucketPath } from '../../oss/names/address.ts';
import { bucketPathText, type BucketPath } from '../../oss/names/bucketPath.ts';
import type { CheckOutcome, PermissionCheck } from '../../profiles/permissionChecks.ts';
import { servesOneBucket, type Profile } from '../../profiles/profile.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { browsingHostOf } from './shownBuckets.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from '../services.ts';
import { prefixOf, type ProblemNode } from '../../tree/nodes.ts';

/** Tests the permissions that the features need on a bucket or folder, and shows a table of the results. */
export async function testProfile(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, notifications, clientOf, documents, clipboard, now } = services;
  const title = l10n.t('Test Connection');
  if (!(await requireProfile(services))) return;
  const id = profileId ?? (await askProfileId(services, title));
  if (id === undefined) return;
  const profile = profiles.get(id);
  const hasService = !servesOneBucket(profile);
  const read = (text: string): BucketPath | undefined =>
    text.trim() === '' && hasService ? undefined : readBucketPath(text, browsingHostOf(profile));
  const text = await prompts.input({
    title: `${title} · ${profile.name}`,
    prompt: hasService
      ? l10n.t('Bucket or folder to test permissions on (leave empty to test only listing buckets)')
      : l10n.t('Bucket or folder to test permissions on'),
    placeholder: l10n.t('my-bucket, my-bucket/folder, oss://my-bucket/folder, https://…'),
    value: profile.buckets[0] ?? '',
    check: (typed) => checkInput(read, typed),
  });
  if (isUnanswered(text)) return;
  const path = read(text);
  const { checkCount, checkPermissions } = await import('../../profiles/permissionChecks.ts');
  const checks = await notifications.progress(l10n.t('Testing profile {0}', profile.name), async (progress, signal) => {
    const done: PermissionCheck[] = [];
    for await (const check of checkPermissions(await clientOf(id), { path, hasService }, signal)) {
      done.push(check);
      progress.report(done.length / checkCount({ path, hasService }), check.permission.action);
    }
    return done;
  });
  if (!checks) return;
  const denied = checks.filter(({ outcome }) => outcome.kind === 'denied').map(({ permission }) => permission);
  await documents.show(`${title} ${profile.name}`, report(profile, path, checks, now()));
  const failed = checks.filter(({ outcome }) => outcome.kind === 'failed');
  if (failed.length > 0) notifications.warn(l10n.t('{0} of {1} tests failed.', failed.length, checks.length));
  if (denied.length === 0) {
    if (failed.length === 0) notifications.status(l10n.t('All tested permissions of {0} are granted', profile.name));
    return;
  }
  notifications.info(l10n.t('{0} of {1} permissions are denied to {2}.', denied.length, checks.length, profile.name), {
    label: l10n.t('Copy Minimal Policy'),
    run: async () => {
      await clipboard.writeText(minimalPolicy(denied));
      notifications.status(l10n.t('Copied RAM policy for {0}', denied.map(({ action }) => action).join(', ')));
    },
  });
}

function report(
  profile: Profile,
  path: BucketPath | undefined,
  checks: readonly PermissionCheck[],
  time: Date,
): string {
  const rows = checks.map(({ permission, outcome }) => [
    `\`${permission.action}\``,
    outcomeText(outcome),
    purposeOf(permission.action),
  ]);
  const policy = minimalPolicy(checks.map(({ permission }) => permission));
  const where = path ? `\`${bucketPathText(path)}\`` : l10n.t('the account only');
  return [
    `# ${l10n.t('Connection test of {0}', profile.name)}`,
    '',
    l10n.t('Tested on {0}, {1}. Nothing was written or deleted.', where, time.toISOString()),
    ...(servesOneBucket(profile) ? ['', l10n.t("A custom domain serves one bucket and can't list buckets.")] : []),
    '',
    ...table([[l10n.t('Permission'), l10n.t('Result'), l10n.t('For')], ...rows]),
    '',
    `## ${l10n.t('RAM policy for all permissions')}`,
    '',
    l10n.t("Remove permissions that you don't need. Links to objects that you name don't need the permission to list."),
    '',
    '```json',
    policy,
    '```',
    '',
  ].join('\n');
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
      return l10n.t('✗ failed: {0}', outcome.code);
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
  const rule = `| ${widths.map((width) => '-'.repeat(Math.max(3, width))).join(' | ')} |`;
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}

/** Copies the smallest RAM policy that grants a denied permission. */
export async function copyPolicy(
  permission: Permission | undefined,
  services: Pick<Services, 'notifications' | 'clipboard'>,
): Promise<void> {
  if (!permission) return;
  await services.clipboard.writeText(minimalPolicy([permission]));
  services.notifications.status(l10n.t('Copied RAM policy for {0}', permission.action));
}

/** Permission that a listing lacked, for the listed folder instead of the whole bucket. */
export function permissionLackedBy({ error, parent }: ProblemNode): Permission | undefined {
  const permission = error instanceof OssError ? missingPermission(error) : undefined;
  if (!permission || parent.kind === 'profile') return permission;
  return { ...permission, bucket: parent.bucket, prefix: prefixOf(parent) };
}
