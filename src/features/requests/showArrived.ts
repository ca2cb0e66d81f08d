import * as l10n from '@vscode/l10n';
import type { IssuedLink } from '../../links/ledger/ledger.ts';
import type { ObjectEntry } from '../../oss/client/objects.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import { formatMoment } from '../../text/moment.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { isUnanswered, type Choice, type Heading } from '../../ui/prompts/questions.ts';
import { revealObject } from '../explorer/revealObject.ts';
import type { Services } from '../services.ts';
import { folderText } from './requestTexts.ts';

/** Maximum number of objects that are listed. */
const MAX_LISTED = 20_000;
/** Maximum number of objects that are shown, newest first. */
const MAX_SHOWN = 500;

/** Objects that arrived for a request. */
interface Arrived {
  /** Newest first. */
  readonly objects: readonly ObjectEntry[];
  /** False if the folder has more objects than were listed. */
  readonly isComplete: boolean;
}

type Action = 'refresh' | { readonly key: string };

type ArrivedServices = Pick<
  Services,
  'prompts' | 'notifications' | 'profiles' | 'clientOf' | 'tree' | 'reveal' | 'now' | 'locale'
>;

/** Shows the files received for a request, and reveals them in the tree. Each call lists them again. */
export async function showArrived([entry]: readonly IssuedLink[], services: ArrivedServices): Promise<void> {
  if (entry?.request === undefined) return;
  const { prompts, notifications, profiles, tree } = services;
  const { profileId, bucket, key: prefix } = entry;
  if (!profiles.list().some(({ id }) => id === profileId)) {
    notifications.status(l10n.t('The profile of this request was removed'));
    return;
  }
  const title = l10n.t('Received Files · {0}', folderText({ bucket, prefix }));
  for (;;) {
    const arrived = await slowProgress(title, notifications, (signal) => listArrived(entry, services, signal));
    if (!arrived) return;
    tree.refreshFolder(profileId, bucket, prefix);
    const answer = await prompts.pick<Action>({
      title,
      placeholder: summaryOf(arrived, entry, services),
      choices: choicesFor(arrived, prefix, services),
    });
    if (isUnanswered(answer)) return;
    if (answer === 'refresh') continue;
    await revealObject({ profileId, bucket, key: answer.key }, services);
    return;
  }
}

async function listArrived(
  { profileId, bucket, key: prefix, request, issuedAtMs, firstIssuedAtMs = issuedAtMs }: IssuedLink,
  { clientOf }: Pick<Services, 'clientOf'>,
  signal: AbortSignal,
): Promise<Arrived> {
  const client = await clientOf(profileId);
  const objects: ObjectEntry[] = [];
  let listed = 0;
  for await (const page of client.objectPages(bucket, { prefix, signal })) {
    // Everything in a subfolder of its own belongs to the request. OSS counts whole seconds, by its own clock.
    const offsetMs = client.observedClockOffsetMs ?? 0;
    const sinceMs = request?.subfolder === '' ? Math.floor((firstIssuedAtMs + offsetMs) / 1000) * 1000 : 0;
    objects.push(...page.entries.filter(({ lastModified }) => lastModified.getTime() >= sinceMs));
    listed += page.entries.length;
    if (listed >= MAX_LISTED) break;
  }
  objects.sort((a, b) => b.lastModified.getTime() - a.lastModified.getTime());
  return { objects, isComplete: listed < MAX_LISTED };
}

function summaryOf(
  { objects, isComplete }: Arrived,
  { expiresAtMs }: IssuedLink,
  { now, locale }: Pick<Services, 'now' | 'locale'>,
): string {
  const sizeBytes = objects.reduce((sum, object) => sum + object.sizeBytes, 0);
  const moment = formatMoment(new Date(expiresAtMs), { now: now(), locale });
  const counts =
    objects.length === 0
      ? l10n.t('No files yet')
      : objects.length === 1
        ? l10n.t('1 file, {0}', describeSize(sizeBytes, locale))
        : l10n.t('{0} files, {1}', describeCount(objects.length, locale), describeSize(sizeBytes, locale));
  return [
    counts,
    ...(isComplete ? [] : [l10n.t('of the first {0} objects in the folder', describeCount(MAX_LISTED, locale))]),
    expiresAtMs > now().getTime()
      ? l10n.t('the request expires at {0}', moment)
      : l10n.t('the request expired at {0}', moment),
  ].join(' · ');
}

function choicesFor(
  { objects }: Arrived,
  prefix: string,
  { now, locale }: Pick<Services, 'now' | 'locale'>,
): readonly (Choice<Action> | Heading)[] {
  return [
    ...objects.slice(0, MAX_SHOWN).map(({ key, sizeBytes, lastModified }): Choice<Action> => ({
      label: key.slice(prefix.length),
      description: `${describeSize(sizeBytes, locale)} · ${formatMoment(lastModified, { now: now(), locale })}`,
      icon: 'file',
      value: { key },
    })),
    { heading: l10n.t('Actions') },
    { label: l10n.t('Refresh'), icon: 'refresh', value: 'refresh' },
    ...(prefix === ''
      ? []
      : [{ label: l10n.t('Reveal Folder in Buckets'), icon: 'list-tree', value: { key: prefix } }]),
  ];
}
