import * as l10n from '@vscode/l10n';
import type { CopyRun } from '../../transfers/copy/copyJournal.ts';
import { parentPrefix } from '../../links/link.ts';
import { describeAge, describeCount } from '../../text/describe.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import { allowsChanges } from '../targets/confirmChanges.ts';
import { runCopyJob } from './copyJob.ts';
import { isStillInterrupted } from './reportCopies.ts';

/** Offers to resume what was interrupted, for example as VS Code was closed. Sends nothing before a button is pressed. */
export function offerInterruptedCopies(services: Services): void {
  const { copyJournal, changeMode, notifications, locale } = services;
  const runs = copyJournal.interrupted();
  const [first] = runs;
  if (!first || !['ask', 'on'].includes(changeMode())) return;
  const message =
    runs.length === 1
      ? interruptedText(first, locale)
      : l10n.t('{0} moves or copies were interrupted.', describeCount(runs.length, locale));
  notifications.info(
    message,
    { label: runs.length === 1 ? l10n.t('Resume') : l10n.t('Resume…'), run: () => resumeCopies(services) },
    {
      label: l10n.t('Discard'),
      run: async () => {
        for (const { id } of runs) await copyJournal.remove(id);
      },
    },
  );
}

/** Resumes an interrupted move or copy, which the user selects if there are several. */
export async function resumeCopies(services: Services): Promise<void> {
  const { copyJournal, prompts, notifications, now, locale } = services;
  if (!allowsChanges(services)) return;
  const runs = copyJournal.interrupted();
  const [first] = runs;
  if (!first) {
    notifications.info(l10n.t('No move or copy was interrupted.'));
    return;
  }
  const answer =
    runs.length === 1
      ? first
      : await prompts.pick({
          title: l10n.t('Resume Interrupted Move or Copy'),
          placeholder: l10n.t('Select what to resume'),
          choices: runs.map((run) => ({
            label: interruptedText(run, locale),
            description: describeAge(new Date(run.startedAtMs), now(), locale),
            value: run,
          })),
        });
  if (isUnanswered(answer) || !isStillInterrupted(answer, services)) return;
  const { requests, moves, renames } = answer;
  const done = doneText(answer);
  // Time has passed, so the question says again what is left.
  const job = { requests, moves, confirms: true, done, earlier: { run: answer, made: [] } };
  await runCopyJob({ ...job, ...(renames && { renames }) }, services);
}

function interruptedText(run: CopyRun, locale: string): string {
  const { renames, moves } = run;
  const [count, where] = [describeCount(run.count, locale), targetOf(run)];
  if (renames) return l10n.t('Renaming "{0}" to "{1}" was interrupted.', renames.from, renames.to);
  if (run.count === 1) {
    return moves
      ? l10n.t('Moving 1 object to {1} was interrupted.', count, where)
      : l10n.t('Copying 1 object to {1} was interrupted.', count, where);
  }
  return moves
    ? l10n.t('Moving {0} objects to {1} was interrupted.', count, where)
    : l10n.t('Copying {0} objects to {1} was interrupted.', count, where);
}

function doneText(run: CopyRun): string {
  const { renames, moves } = run;
  if (renames) return l10n.t('Renamed "{0}" to "{1}"', renames.from, renames.to);
  const where = targetOf(run);
  return moves ? l10n.t('Moved everything to {0}', where) : l10n.t('Copied everything to {0}', where);
}

/** Folder of the first target. */
function targetOf({ requests: [first] }: CopyRun): string {
  if (!first) return '';
  const { bucket, key } = first.to;
  return `${bucket}/${parentPrefix(key)}`;
}
