import * as l10n from '@vscode/l10n';
import type { BucketRef } from '../../links/linkHosts.ts';
import { parentFolders, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import { planCopies, type CopyPlan, type CopyRequest, type PlannedCopy } from '../../transfers/copy/copyPlan.ts';
import { runCopies, type MadeCopy, type RunOptions } from '../../transfers/copy/runCopies.ts';
import type { MovedTarget } from '../../tree/shortcuts.ts';
import { newOutcome } from '../../transfers/transferAll.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { reportCount } from '../../ui/messages/throttledProgress.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import { allowsChanges, confirmChanges } from '../targets/confirmChanges.ts';
import { progressText } from '../transfers/uploadAll.ts';
import { reportCopies, type CopyJob, type JobResult } from './reportCopies.ts';

interface Choices extends Pick<RunOptions, 'existing' | 'keepsAcl'> {
  /** Whether the user chose what happens to existing objects. */
  readonly isExistingChosen: boolean;
}

/** Plans copies, asks one question about them if one is needed, makes them and reports. */
export async function runCopyJob(job: CopyJob, services: Services): Promise<void> {
  if (!allowsChanges(services)) return;
  if (job.moves && !(await confirmChanges(bucketsOf(job.requests.map(({ from }) => from)), services))) return;
  const plan = await makePlan(job, services);
  if (!plan) return;
  const [first] = plan.copies;
  if (!first && job.earlier && plan.blocked.length === 0) {
    // Everything was done before the interruption was noticed.
    await services.copyJournal.remove(job.earlier.run.id);
    services.notifications.status(job.done);
    return;
  }
  if (!first) {
    const [blocked] = plan.blocked;
    if (blocked) services.notifications.error(blocked.error);
    else services.notifications.warn(l10n.t('No objects to move or copy.'));
    return;
  }
  const choices = await confirmPlan(job, plan, services);
  if (!choices) return;
  const replaces = choices.existing === 'replace' && plan.copies.some(({ present }) => present === 'other');
  if (replaces && !(await confirmChanges(bucketsOf(plan.copies.map(({ to }) => to)), services))) return;
  const result = await makeCopies(job, plan, choices, services);
  for (const folder of changedFolders(job)) {
    services.tree.refreshFolder(folder.profileId, folder.bucket, folder.prefix);
  }
  if (job.moves) await services.shortcuts.follow(movedTargets(result));
  reportCopies(result, (again) => runCopyJob(again, services), services);
  const [renamed] = result.made;
  const [request] = job.requests;
  if (job.renames && renamed && request) {
    await revealRenamed(request.isFolder ? request.to : { ...request.to, key: renamed.to.key }, services);
  }
}

/** Selects what was renamed. A profile that may rename but not list gets no message: the tree itself says so. */
async function revealRenamed(target: ObjectTarget, services: Services): Promise<void> {
  try {
    await revealObject(target, services);
  } catch (error) {
    services.log.error(explainError(error).details);
  }
}

function makePlan(job: CopyJob, { notifications, clientOf, locale }: Services): Promise<CopyPlan | undefined> {
  return notifications.progress(l10n.t('Listing objects'), (progress, signal) =>
    planCopies(job.requests, {
      clientOf,
      signal,
      isContinued: job.earlier !== undefined,
      onFound: (count) => {
        progress.report(0, l10n.t(count === 1 ? '1 object' : '{0} objects', describeCount(count, locale)));
      },
    }),
  );
}

/** Asks once: whether to go on, and what to do with existing objects. `undefined` if the user cancels. */
async function confirmPlan(job: CopyJob, plan: CopyPlan, services: Services): Promise<Choices | undefined> {
  const { prompts, locale } = services;
  const { copies } = plan;
  const [first] = copies;
  const { earlier } = job;
  // What the user agreed to before an interruption is not asked again, unless it could lose something.
  const chosen = earlier?.run.existing === 'replace' ? undefined : earlier?.run.existing;
  const existing = chosen ? [] : copies.filter(({ present }) => present === 'other');
  const blocked = earlier && !job.confirms ? [] : plan.blocked;
  const acceptsAcl = earlier?.run.keepsAcl === false;
  const mayKeepAcl = first === undefined || (await mayReadAcl(first));
  const keepsAcl = mayKeepAcl || acceptsAcl;
  const isRelayed = copies.some(({ route }) => route.isRelayed);
  const lines = [
    ...(existing.length > 0 && copies.length > 1
      ? [
          l10n.t(
            existing.length === 1 ? '1 of them exists at the target.' : '{0} of them exist at the target.',
            describeCount(existing.length, locale),
          ),
        ]
      : []),
    ...(blocked.length > 0
      ? [
          l10n.t(
            blocked.length === 1
              ? "1 object can't be copied and stays where it is."
              : "{0} objects can't be copied and stay where they are.",
            describeCount(blocked.length, locale),
          ),
        ]
      : []),
    ...(isRelayed
      ? [
          l10n.t(
            "OSS can't copy between these buckets by itself: all bytes are downloaded to this computer and uploaded again.",
          ),
        ]
      : []),
    ...(keepsAcl
      ? []
      : [
          l10n.t(
            'Permission missing: oss:GetObjectAcl. The copies get the ACL of their bucket, not that of the objects.',
          ),
        ]),
    ...(job.moves ? [l10n.t('Existing links to the old keys stop working.')] : []),
  ];
  if (existing.length === 0 && !job.confirms && keepsAcl && !isRelayed && blocked.length === 0) {
    return { existing: chosen ?? 'skip', keepsAcl: mayKeepAcl, isExistingChosen: chosen !== undefined };
  }
  const [go, replace, skip, both] = [
    job.renames ? l10n.t('Rename') : job.moves ? l10n.t('Move') : l10n.t('Copy'),
    copies.length > 1 ? l10n.t('Replace All') : l10n.t('Replace'),
    l10n.t('Skip Existing'),
    l10n.t('Keep Both'),
  ];
  const answer = await prompts.decide({
    message: questionText(job, plan, existing, locale),
    detail: lines.join('\n'),
    answers: existing.length === 0 ? [go] : copies.length > 1 ? [replace, skip, both] : [replace, both],
  });
  if (answer === undefined) return undefined;
  const isAsked = existing.length > 0;
  const answered = answer === replace ? 'replace' : answer === both ? 'keepBoth' : 'skip';
  return {
    existing: isAsked ? answered : (chosen ?? 'skip'),
    keepsAcl: mayKeepAcl,
    isExistingChosen: isAsked || chosen !== undefined,
  };
}

function questionText(
  { moves, requests, renames }: CopyJob,
  { copies }: CopyPlan,
  existing: readonly PlannedCopy[],
  locale: string,
): string {
  const [first] = copies;
  if (copies.length === 1 && existing.length === 1) {
    return l10n.t('"{0}" already exists in {1}. Replace it?', first?.to.key ?? '', first?.to.bucket ?? '');
  }
  const sizeBytes = copies.reduce((sum, copy) => sum + copy.sizeBytes, 0);
  const [count, size] = [describeCount(copies.length, locale), describeSize(sizeBytes, locale)];
  if (renames) {
    return l10n.t(
      copies.length === 1 ? 'Rename "{0}" to "{1}" (1 object, {3})?' : 'Rename "{0}" to "{1}" ({2} objects, {3})?',
      renames.from,
      renames.to,
      count,
      size,
    );
  }
  const [request] = requests;
  const where = targetText(requests.length === 1 && request ? request.to : folderOf(first?.to));
  if (copies.length === 1) {
    return moves
      ? l10n.t('Move "{0}" ({1}) to {2}?', first?.from.key ?? '', size, where)
      : l10n.t('Copy "{0}" ({1}) to {2}?', first?.from.key ?? '', size, where);
  }
  return moves
    ? l10n.t('Move {0} objects ({1}) to {2}?', count, size, where)
    : l10n.t('Copy {0} objects ({1}) to {2}?', count, size, where);
}

function targetText(target: { readonly bucket: string; readonly key: string } | undefined): string {
  return target ? `${target.bucket}/${target.key}` : '';
}

function folderOf(target: CopyRequest['to'] | undefined): CopyRequest['to'] | undefined {
  return target && { ...target, key: target.key.slice(0, target.key.lastIndexOf('/') + 1) };
}

/** Whether the key may read ACLs, tried with one object. */
async function mayReadAcl({ from, route }: PlannedCopy): Promise<boolean> {
  try {
    await route.source.getObjectAcl(from.bucket, from.key);
    return true;
  } catch (error) {
    if (error instanceof OssError) return missingPermission(error) === undefined;
    throw error;
  }
}

async function makeCopies(
  job: CopyJob,
  plan: CopyPlan,
  choices: Choices,
  { notifications, copyJournal, locale }: Services,
): Promise<JobResult> {
  const { copies } = plan;
  const { requests, moves, renames, earlier } = job;
  const { existing, keepsAcl, isExistingChosen } = choices;
  // A copy of one object is made or not. Others can be interrupted in the middle.
  const isJournaled = earlier !== undefined || copies.length > 1;
  const begun = { requests, moves, keepsAcl, count: copies.length, ...(renames && { renames }) };
  const run = isJournaled
    ? await copyJournal.begin({ ...begun, ...(isExistingChosen && { existing }) }, earlier?.run.id)
    : undefined;
  const outcome = newOutcome<PlannedCopy>();
  const made: MadeCopy[] = [];
  const leftBehind: PlannedCopy[] = [];
  const count = describeCount(copies.length, locale);
  const isOne = copies.length === 1;
  const title = job.moves
    ? l10n.t(isOne ? 'Moving 1 object' : 'Moving {0} objects', count)
    : l10n.t(isOne ? 'Copying 1 object' : 'Copying {0} objects', count);
  const copyAll = notifications.progress(title, (progress, signal) =>
    runCopies(copies, outcome, made, {
      existing,
      keepsAcl,
      moves,
      signal,
      onLeftBehind: (copy) => leftBehind.push(copy),
      onProgress: (state) => {
        if (run) void copyJournal.renew(run.id);
        if (copies.length > 1) reportCount(progress, state.doneCount, copies.length, locale);
        else progress.report(state.part, progressText(state, copies, locale));
      },
    }),
  );
  let finished = false;
  try {
    finished = (await copyAll) === true;
  } finally {
    // Nothing is left to resume if all is done, or if nothing was begun.
    const isOver = (finished && outcome.failed.length === 0) || (made.length === 0 && !earlier);
    if (run) await (isOver ? copyJournal.remove(run.id) : copyJournal.release(run.id));
  }
  const isInterrupted = run !== undefined && copyJournal.find(run.id) !== undefined;
  return { job, plan, outcome, made, leftBehind, finished, ...(isInterrupted && { run }) };
}

/** New locations of what was moved: whole folders if nothing is left in them, otherwise the moved objects. */
function movedTargets({ job, plan, outcome, made, finished }: JobResult): readonly MovedTarget[] {
  const isWhole = finished && outcome.failed.length + outcome.skipped.length + plan.blocked.length === 0;
  const folders = isWhole ? job.requests.filter(({ isFolder }) => isFolder) : [];
  const keys = new Map(made.map(({ from, to }) => [from, to]));
  return [
    ...outcome.done.map(({ from, to }) => ({ from: { ...from, kind: 'object' as const }, to: keys.get(from) ?? to })),
    ...folders.map(({ from, to }) => ({ from: { ...from, kind: 'folder' as const }, to })),
  ];
}

/** Folders whose rows change. */
function changedFolders({ requests, moves }: CopyJob): readonly FolderTarget[] {
  return parentFolders(requests.flatMap(({ from, to }) => [to, ...(moves ? [from] : [])]));
}

function bucketsOf(targets: readonly BucketRef[]): readonly BucketRef[] {
  const buckets = targets.map(({ profileId, bucket }) => ({ profileId, bucket }));
  return [...new Map(buckets.map((bucket) => [JSON.stringify(bucket), bucket])).values()];
}
