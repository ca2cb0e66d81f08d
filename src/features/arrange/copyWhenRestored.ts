import * as l10n from '@vscode/l10n';
import { shortName, type ObjectTarget } from '../../links/link.ts';
import { restoreState, type RestoreState } from '../../oss/client/restoreState.ts';
import { isRetryable, waitFor } from '../../oss/client/retry.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { describeCount } from '../../text/describe.ts';
import { objectTargets } from '../../tree/dragData.ts';
import type { ObjectNode } from '../../tree/nodes.ts';
import type { Progress } from '../../ui/messages/notifications.ts';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import type { Services } from '../services.ts';
import { restoreObjects } from './restoreObjects.ts';

const PARALLEL_REQUESTS = 4;
/** Interval of the requests at first: restoring from Archive takes a minute. */
const FIRST_INTERVAL_MS = 30_000;
const FIRST_INTERVALS = 20;
/** Interval after ten minutes: restoring from Cold Archive takes hours. */
const LATER_INTERVAL_MS = 300_000;

type Wait = (waitMs: number, signal: AbortSignal) => Promise<void>;

/** Objects by their restore state; those that are not archived count as restored. */
type ByState = Readonly<Record<RestoreState['kind'], readonly ObjectTarget[]>>;

/**
 * Waits until archived objects can be read, then copies their download links. If the user has copied something else
 * meanwhile, a button copies them.
 */
export async function copyWhenRestored(
  nodes: readonly ObjectNode[],
  services: Services,
  wait: Wait = waitFor,
): Promise<void> {
  const { notifications, clipboard } = services;
  const targets = objectTargets(nodes);
  const [first] = targets;
  if (!first) return;
  const copied = await clipboard.readText();
  const found = await notifications.progress(waitingText(targets, services.locale), (progress, signal) =>
    waitUntilReadable(targets, services, { progress, signal, wait }),
  );
  if (!found) return;
  const [archived, ...others] = found.states.archived;
  if (archived) {
    offerRestore(archived, others.length + 1, nodes, services, wait);
    return;
  }
  if (found.isLate) for (const parent of new Set(nodes.map((node) => node.parent))) services.tree.refresh(parent);
  const isUntouched = (await clipboard.readText()) === copied;
  const links = isUntouched ? await copyGetUrl(targets, services) : [];
  if (!found.isLate) return;
  const message =
    targets.length === 1
      ? l10n.t('"{0}" is restored.', shortName(first.key))
      : l10n.t('{0} objects are restored.', describeCount(targets.length, services.locale));
  if (links.length > 0) notifications.info(`${message} ${l10n.t('The download link was copied.')}`);
  else notifications.info(message, { label: l10n.t('Copy Download Link'), run: () => copyGetUrl(targets, services) });
}

function waitingText(targets: readonly ObjectTarget[], locale: string): string {
  const [first] = targets;
  return first && targets.length === 1
    ? l10n.t('Waiting until "{0}" can be read', shortName(first.key))
    : l10n.t('Waiting until {0} objects can be read', describeCount(targets.length, locale));
}

interface WaitOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly wait: Wait;
}

/** Asks for the states at intervals until no object is being restored. `isLate`: not at once. */
async function waitUntilReadable(
  targets: readonly ObjectTarget[],
  services: Services,
  { progress, signal, wait }: WaitOptions,
): Promise<{ readonly states: ByState; readonly isLate: boolean }> {
  const count = describeCount(targets.length, services.locale);
  let pending = targets;
  for (let attempt = 0; ; attempt++) {
    const states = await statesOf(pending, services, signal, attempt > 0);
    pending = states.restoring;
    if (pending.length === 0 || states.archived.length > 0) return { states, isLate: attempt > 0 };
    const done = targets.length - pending.length;
    progress.report(
      done / targets.length,
      targets.length === 1
        ? l10n.t('being restored')
        : l10n.t('{0} of {1} are restored', describeCount(done, services.locale), count),
    );
    await wait(attempt < FIRST_INTERVALS ? FIRST_INTERVAL_MS : LATER_INTERVAL_MS, signal);
  }
}

/** Asks OSS for the states. While it waits, a failure of the network or of OSS counts as no news. */
async function statesOf(
  targets: readonly ObjectTarget[],
  { clientOf }: Pick<Services, 'clientOf'>,
  signal: AbortSignal,
  isWaiting: boolean,
): Promise<ByState> {
  const states: Record<RestoreState['kind'], ObjectTarget[]> = { archived: [], restoring: [], restored: [] };
  await inParallel(
    targets,
    PARALLEL_REQUESTS,
    async (target, either) => {
      const { profileId, bucket, key } = target;
      try {
        const metadata = await (await clientOf(profileId)).headObject(bucket, key, { signal: either });
        states[restoreState(metadata)?.kind ?? 'restored'].push(target);
      } catch (error) {
        either.throwIfAborted();
        if (!isWaiting || !isRetryable(error)) throw error;
        states.restoring.push(target);
      }
    },
    signal,
  );
  return states;
}

/** Says that objects are not being restored, and offers to restore them and to wait. */
function offerRestore(
  first: ObjectTarget,
  count: number,
  nodes: readonly ObjectNode[],
  services: Services,
  wait: Wait,
): void {
  const message =
    count === 1
      ? l10n.t('"{0}" is archived. Nobody can read it before it is restored.', shortName(first.key))
      : l10n.t(
          '{0} objects are archived. Nobody can read them before they are restored.',
          describeCount(count, services.locale),
        );
  services.notifications.warn(message, {
    label: l10n.t('Restore…'),
    run: async () => {
      if (await restoreObjects(nodes, services)) await copyWhenRestored(nodes, services, wait);
    },
  });
}
