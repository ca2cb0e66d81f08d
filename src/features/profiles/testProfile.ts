import * as l10n from '@vscode/l10n';
import { OssError } from '../../oss/errors/errors.ts';
import { minimalPolicy, missingPermission, type Permission } from '../../oss/errors/permissions.ts';
import { readBucketPath } from '../../oss/names/address.ts';
import type { BucketPath } from '../../oss/names/bucketPath.ts';
import type { PermissionCheck } from '../../profiles/permissionChecks.ts';
import { servesOneBucket, type Profile } from '../../profiles/profile.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { browsingHostOf } from './shownBuckets.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from '../services.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import type { ConnectionResults } from '../check/connectionReport.ts';
import type { ConnectionStep, TestedConnection } from '../check/connectionStep.ts';
import { prefixOf, type ProblemNode } from '../../tree/nodes.ts';

/**
 * Tests a connection from name resolution to the download of a link, and the permissions on a bucket or folder. Shows a
 * rendered report that fits into a bug report. Writes nothing.
 */
export async function testProfile(profileId: string | undefined, services: Services): Promise<void> {
  const { profiles, prompts, documents } = services;
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
  const tested = { profile, path: read(text) };
  const results = await testConnection(tested, services);
  if (!results) return;
  // Lazy: only this command needs the report.
  const { connectionReport } = await import('../check/connectionReport.ts');
  const report = connectionReport(tested, results);
  await documents.showRendered(`${title} ${profile.name}`, report);
  notifyResults(profile, results, report, services);
}

/** Runs all steps with progress; `undefined` if the user cancels. */
async function testConnection(tested: TestedConnection, services: Services): Promise<ConnectionResults | undefined> {
  const { profile, path } = tested;
  const { notifications, clientOf, hostFacts, now } = services;
  const { CONNECTION_STEP_COUNT, connectionSteps } = await import('../check/connectionSteps.ts');
  const { linkStepCount, linkSteps } = await import('../check/linkSteps.ts');
  const { checkCount, checkPermissions } = await import('../../profiles/permissionChecks.ts');
  const hasService = !servesOneBucket(profile);
  const total = CONNECTION_STEP_COUNT + checkCount({ path, hasService }) + linkStepCount(tested, services);
  return notifications.progress(l10n.t('Testing profile {0}', profile.name), async (progress, signal) => {
    const steps: ConnectionStep[] = [];
    const permissions: PermissionCheck[] = [];
    const report = (name: string): void => {
      progress.report((steps.length + permissions.length) / total, name);
    };
    const add = (step: ConnectionStep): void => {
      steps.push(step);
      report(step.name);
      signal.throwIfAborted();
    };
    for await (const step of connectionSteps(tested, services, signal)) add(step);
    // The region comes last; it is not tested if the service accepted no request.
    const last = steps.at(-1);
    if (last?.state !== 'skipped' && last?.isLast !== true) {
      for await (const check of checkPermissions(await clientOf(profile.id), { path, hasService }, signal)) {
        permissions.push(check);
        report(check.permission.action);
        signal.throwIfAborted();
      }
      for await (const step of linkSteps(tested, services, signal)) add(step);
    }
    progress.report(1, '');
    return { steps, permissions, facts: await hostFacts(), time: now() };
  });
}

function notifyResults(
  profile: Profile,
  { steps, permissions }: ConnectionResults,
  report: string,
  services: Services,
): void {
  const { notifications, clipboard } = services;
  const denied = permissions.filter(({ outcome }) => outcome.kind === 'denied').map(({ permission }) => permission);
  const failed = [
    ...steps.filter(({ state }) => state === 'failed'),
    ...permissions.filter(({ outcome }) => outcome.kind === 'failed'),
  ];
  const copyPolicy: NotificationAction = {
    label: l10n.t('Copy Minimal Policy'),
    run: async () => {
      await clipboard.writeText(minimalPolicy(denied));
      notifications.status(l10n.t('Copied RAM policy for {0}', denied.map(({ action }) => action).join(', ')));
    },
  };
  const copyReport: NotificationAction = {
    label: l10n.t('Copy Report'),
    run: async () => {
      await clipboard.writeText(report);
      notifications.status(l10n.t('Copied report'));
    },
  };
  const fixes = steps.flatMap(({ fix }) => (fix === undefined ? [] : [fixAction(profile, fix, services)]));
  const actions = [...fixes, ...(denied.length > 0 ? [copyPolicy] : []), copyReport];
  const count = steps.length + permissions.length;
  if (failed.length > 0) notifications.warn(l10n.t('{0} of {1} tests failed.', failed.length, count), ...actions);
  else if (denied.length > 0) {
    const message = l10n.t(
      denied.length === 1 ? '1 of {1} permissions is denied to {2}.' : '{0} of {1} permissions are denied to {2}.',
      denied.length,
      permissions.length,
      profile.name,
    );
    notifications.info(message, ...actions);
  } else if (fixes.length > 0) notifications.info(l10n.t('The connection of {0} works', profile.name), ...actions);
  else notifications.status(l10n.t('All tested permissions of {0} are granted', profile.name));
}

/** Action that changes a profile to the signature version that its service accepts. */
function fixAction(
  { id, name, source }: Profile,
  fix: NonNullable<ConnectionStep['fix']>,
  { profiles, notifications }: Services,
): NotificationAction {
  const label = { useV1: l10n.t('Use Signature V1'), useV4: l10n.t('Use Signature V4') }[fix];
  return {
    label,
    run: async () => {
      if (source === 'environment') {
        notifications.warn(
          l10n.t('The profile "{0}" comes from the environment. Add a profile with this endpoint instead.', name),
        );
        return;
      }
      await profiles.saveSignatureVersion(id, fix === 'useV1' ? 'v1' : undefined);
      notifications.status(l10n.t('Saved profile "{0}"', name));
    },
  };
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
