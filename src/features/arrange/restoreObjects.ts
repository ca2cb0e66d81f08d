import * as l10n from '@vscode/l10n';
import { objectName, parentFolders, shortName, type ObjectTarget } from '../../links/link.ts';
import type { RestoreTier } from '../../oss/client/objectSettings.ts';
import { restoreState, type RestorableObject } from '../../oss/client/restoreState.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { describeCount } from '../../text/describe.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import { allowsChanges } from '../targets/confirmChanges.ts';
import { reportTransfer } from '../transfers/transferReport.ts';

const PARALLEL_REQUESTS = 8;
const MAX_DAYS = { Archive: 7, ColdArchive: 365, DeepColdArchive: 365 } as const;

type ArchiveClass = keyof typeof MAX_DAYS;

/** Object with what a listing or its headers say about its archive. */
type ArchivedObject = ObjectTarget & RestorableObject;

/** Restores objects that may not be in the tree. Their storage classes are asked of OSS first. */
export async function restoreNamedObjects(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const { notifications, clientOf, locale } = services;
  if (!allowsChanges(services)) return;
  const title = l10n.t('Reading the properties of {0}', nameOrCount(targets, locale));
  const found = await notifications.progress(title, async (_, signal) => {
    const objects: ArchivedObject[] = [];
    const describe = async (target: ObjectTarget, either: AbortSignal): Promise<void> => {
      const client = await clientOf(target.profileId);
      objects.push({ ...(await client.headObject(target.bucket, target.key, { signal: either })), ...target });
    };
    await inParallel(targets, PARALLEL_REQUESTS, describe, signal);
    return objects;
  });
  if (!found) return;
  const [restoring] = found.filter((object) => restoreState(object)?.kind === 'restoring');
  if (restoring && found.every((object) => restoreState(object)?.kind !== 'archived')) {
    notifications.info(l10n.t('"{0}" is being restored. Its row says when it can be read.', objectName(restoring.key)));
    return;
  }
  await restoreObjects(found, services);
}

/**
 * Begins to restore archived objects, for some days and at some speed that the user chooses. It costs money, so it asks.
 * Returns true if all of them are being restored.
 */
export async function restoreObjects(nodes: readonly ArchivedObject[], services: Services): Promise<boolean> {
  const { prompts, notifications, locale } = services;
  if (!allowsChanges(services)) return false;
  const archived = nodes.flatMap((node) => {
    const storageClass = archiveClassOf(node);
    return storageClass === undefined ? [] : [{ node, storageClass }];
  });
  const [first] = archived;
  if (!first) {
    notifications.info(l10n.t('Only archived objects are restored. These can be read already.'));
    return false;
  }
  const count = describeCount(archived.length, locale);
  const name = objectName(first.node.key);
  const title = archived.length === 1 ? l10n.t('Restore "{0}"', name) : l10n.t('Restore {0} Objects', count);
  const classes = archived.map(({ storageClass }) => storageClass);
  const days = await askDays(title, classes, services);
  if (days === undefined) return false;
  const tier = await askTier(title, classes, services);
  if (tier === undefined) return false;
  const go = l10n.t('Restore');
  const answer = await prompts.decide({
    message:
      archived.length === 1
        ? l10n.t(days === 1 ? 'Restore "{0}" for 1 day?' : 'Restore "{0}" for {1} days?', name, days)
        : l10n.t(days === 1 ? 'Restore {0} objects for 1 day?' : 'Restore {0} objects for {1} days?', count, days),
    detail: l10n.t('OSS charges for restoring and for the restored copies. It takes minutes to days.'),
    answers: [go],
  });
  if (answer !== go) return false;
  const failed: { readonly name: string; readonly error: unknown }[] = [];
  const running = l10n.t(archived.length === 1 ? 'Restoring 1 object' : 'Restoring {0} objects', count);
  let done = 0;
  const finished = await notifications.progress(running, async (progress, signal) => {
    const restore = async ({ node, storageClass }: (typeof archived)[number], either: AbortSignal): Promise<void> => {
      try {
        const client = await services.clientOf(node.profileId);
        const request = storageClass === 'Archive' || tier === 'none' ? { days } : { days, tier };
        await client.restoreObject(node.bucket, node.key, request, { signal: either });
      } catch (error) {
        either.throwIfAborted();
        // It is being restored already.
        const isUnderWay = error instanceof OssError && error.code === 'RestoreAlreadyInProgress';
        if (!isUnderWay) failed.push({ name: node.key, error });
      }
      progress.report(++done / archived.length, objectName(node.key));
    };
    await inParallel(archived, PARALLEL_REQUESTS, restore, signal);
    return true;
  });
  // The rows say that they are being restored.
  for (const { profileId, bucket, prefix } of parentFolders(archived.map(({ node }) => node))) {
    services.tree.refreshFolder(profileId, bucket, prefix);
  }
  const begun = describeCount(done - failed.length, locale);
  if (finished !== true) {
    // What was asked for is restored and costs, so Cancel is not silent then.
    const canceled = l10n.t(
      archived.length === 1 ? 'Canceled: OSS restores {0} of 1 object' : 'Canceled: OSS restores {0} of {1} objects',
      begun,
      count,
    );
    if (done > 0) reportTransfer({ count: archived.length, summary: canceled, failed, notes: [] }, services);
    return false;
  }
  const summary =
    archived.length === 1
      ? l10n.t('OSS restores "{0}". Its row says when it can be read.', name)
      : failed.length > 0
        ? l10n.t('OSS restores {0} of {1} objects.', begun, count)
        : l10n.t('OSS restores {0} objects. Their rows say when they can be read.', count);
  reportTransfer({ count: archived.length, summary, failed, notes: [] }, services);
  return failed.length === 0;
}

/** Storage class of an archived object, in the spelling of OSS's documents; `undefined` for others. */
function archiveClassOf({ storageClass = '' }: RestorableObject): ArchiveClass | undefined {
  const names: readonly ArchiveClass[] = ['Archive', 'ColdArchive', 'DeepColdArchive'];
  return names.find((name) => name.toLowerCase() === storageClass.toLowerCase());
}

function nameOrCount(targets: readonly ObjectTarget[], locale: string): string {
  const [first] = targets;
  return first && targets.length === 1
    ? shortName(first.key)
    : l10n.t('{0} objects', describeCount(targets.length, locale));
}

async function askDays(
  title: string,
  classes: readonly ArchiveClass[],
  { prompts }: Services,
): Promise<number | undefined> {
  const most = Math.min(...classes.map((name) => MAX_DAYS[name]));
  const answer = await prompts.input({
    title,
    prompt: l10n.t('Days for which the objects can be read (1 to {0})', most),
    value: '1',
    check: (text) =>
      /^[1-9]\d{0,2}$/.test(text) && Number(text) <= most
        ? undefined
        : { severity: 'error', message: l10n.t('Enter a whole number from 1 to {0}.', most) },
  });
  return isUnanswered(answer) ? undefined : Number(answer);
}

/** Asks for the speed, where the storage classes offer one. */
async function askTier(
  title: string,
  classes: readonly ArchiveClass[],
  { prompts }: Services,
): Promise<RestoreTier | 'none' | undefined> {
  if (classes.every((name) => name === 'Archive')) return 'none';
  const hasDeep = classes.includes('DeepColdArchive');
  const answer = await prompts.pick<RestoreTier>({
    title,
    placeholder: l10n.t('Select a speed'),
    choices: [
      {
        label: l10n.t('Standard'),
        description: hasDeep ? l10n.t('up to 48 hours') : l10n.t('2 to 5 hours'),
        value: 'Standard',
      },
      {
        label: l10n.t('Expedited'),
        description: hasDeep ? l10n.t('up to 12 hours') : l10n.t('up to 1 hour'),
        value: 'Expedited',
      },
      ...(hasDeep ? [] : [{ label: l10n.t('Bulk'), description: l10n.t('5 to 12 hours'), value: 'Bulk' as const }]),
    ],
  });
  return isUnanswered(answer) ? undefined : answer;
}
