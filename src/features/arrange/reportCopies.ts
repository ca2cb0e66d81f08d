import * as l10n from '@vscode/l10n';
import type { CopyRun } from '../../transfers/copy/copyJournal.ts';
import type { CopyPlan, CopyRequest, PlannedCopy } from '../../transfers/copy/copyPlan.ts';
import type { MadeCopy } from '../../transfers/copy/runCopies.ts';
import type { Outcome } from '../../transfers/transferAll.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { objectName } from '../../links/link.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import { describeCount } from '../../text/describe.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import type { Services } from '../services.ts';
import { offerIncomplete } from '../transfers/reportUpload.ts';
import { reportTransfer, skippedNotes } from '../transfers/transferReport.ts';

/** Copies or moves to plan, confirm and make. */
export interface CopyJob {
  readonly requests: readonly CopyRequest[];
  readonly moves: boolean;
  /** Asks also where nothing is replaced: the gesture is easily made by mistake. */
  readonly confirms: boolean;
  /** Names of what is renamed; absent for other moves. */
  readonly renames?: { readonly from: string; readonly to: string };
  /** Message once everything is done. */
  readonly done: string;
  /** Label of the button that takes a move back; absent where there is none. */
  readonly undoLabel?: string;
  /** Interrupted run that this job continues, with the copies that this window made in it. */
  readonly earlier?: { readonly run: CopyRun; readonly made: readonly MadeCopy[] };
}

/** Outcome of a job, for its report. */
export interface JobResult {
  readonly job: CopyJob;
  readonly plan: CopyPlan;
  readonly outcome: Outcome<PlannedCopy>;
  readonly made: readonly MadeCopy[];
  readonly leftBehind: readonly PlannedCopy[];
  readonly finished: boolean;
  /** Run in the journal, if it was interrupted. */
  readonly run?: CopyRun;
}

/** Reports finished and cancelled copies, and offers to resume or to undo them. */
export function reportCopies(result: JobResult, run: (job: CopyJob) => Promise<void>, services: Services): void {
  const { job, plan, outcome, leftBehind, finished } = result;
  // A copy that a cancelled run made is accepted by the next one, and counts once.
  const made = [...new Map([...(job.earlier?.made ?? []), ...result.made].map((copy) => [copy.to.key, copy])).values()];
  const { notifications, locale } = services;
  const { done, skipped } = outcome;
  const failed = [...outcome.failed.map(({ item, error }) => ({ name: item.from.key, error })), ...plan.blocked];
  const count = plan.copies.length + plan.blocked.length;
  const resume = result.run ? resumeActions(result.run, { job, made }, run, services) : [];
  const undo = undoAction(job, made, run, services);
  if (!finished) {
    if (made.length === 0) return;
    const counts = [describeCount(done.length, locale), describeCount(count, locale)];
    const summary = job.moves
      ? l10n.t(count === 1 ? 'Canceled: {0} of 1 object moved' : 'Canceled: {0} of {1} objects moved', ...counts)
      : l10n.t(count === 1 ? 'Canceled: {0} of 1 object copied' : 'Canceled: {0} of {1} objects copied', ...counts);
    notifications.warn(summary, ...resume, ...undo);
  } else if (failed.length + skipped.length > 0) {
    const [copied, left, broken] = [done, skipped, failed].map(({ length }) => describeCount(length, locale));
    const summary = job.moves
      ? l10n.t('{0} moved, {1} skipped, {2} failed.', copied ?? '', left ?? '', broken ?? '')
      : l10n.t('{0} copied, {1} skipped, {2} failed.', copied ?? '', left ?? '', broken ?? '');
    const notes = skippedNotes(skipped.map(({ to }) => to.key));
    reportTransfer({ count, summary, failed, notes, actions: resume }, services);
    // Its own message offers the policy that is missing.
    const refused = failed.find(({ error }) => error instanceof OssError && missingPermission(error) !== undefined);
    if (refused && count > 1) notifications.error(refused.error);
  } else if (undo.length > 0) notifications.info(job.done, ...undo);
  else notifications.status(job.done);
  const [behind] = leftBehind;
  if (behind) {
    const { profileId, bucket } = behind.to;
    const keys = leftBehind.map(({ to }) => to.key);
    offerIncomplete(keys, { profileId, bucket, prefix: '' }, services);
  }
}

/** Buttons for an interrupted run: the next one plans what is left and accepts the copies that are there. */
function resumeActions(
  interrupted: CopyRun,
  { job, made }: { readonly job: CopyJob; readonly made: readonly MadeCopy[] },
  run: (job: CopyJob) => Promise<void>,
  services: Services,
): readonly NotificationAction[] {
  const { copyJournal } = services;
  return [
    {
      label: l10n.t('Resume'),
      run: async () => {
        if (isStillInterrupted(interrupted, services)) {
          await run({ ...job, confirms: false, earlier: { run: interrupted, made } });
        }
      },
    },
    { label: l10n.t('Discard'), run: () => copyJournal.remove(interrupted.id) },
  ];
}

/** Whether a run can be resumed; says so if another window has resumed or discarded it. */
export function isStillInterrupted(
  { id }: CopyRun,
  { copyJournal, notifications }: Pick<Services, 'copyJournal' | 'notifications'>,
): boolean {
  if (copyJournal.find(id)) return true;
  notifications.status(l10n.t('Nothing to resume: it was resumed or discarded already'));
  return false;
}

/** Offered for moves that replaced nothing: the copies go back to where they came from. */
function undoAction(
  job: CopyJob,
  made: readonly MadeCopy[],
  run: (job: CopyJob) => Promise<void>,
  services: Services,
): readonly NotificationAction[] {
  const { undoLabel } = job;
  if (undoLabel === undefined || made.length === 0 || made.some(({ replaced }) => replaced)) return [];
  const requests = made.map(({ from, to, sizeBytes }) => ({ from: to, to: from, isFolder: false, sizeBytes }));
  const [first] = made;
  const done =
    first && made.length === 1
      ? l10n.t('"{0}" is back', objectName(first.from.key))
      : l10n.t('{0} objects are back', describeCount(made.length, services.locale));
  return [
    {
      label: undoLabel,
      run: () => run({ requests, moves: true, confirms: false, done }),
    },
  ];
}
