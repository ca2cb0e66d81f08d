import { numberedKey } from '../safePaths.ts';
import { transferAll, type Outcome, type TransferOptions } from '../transferAll.ts';
import { TargetExistsError } from './copyErrors.ts';
import type { PlannedCopy } from './copyPlan.ts';
import { copyVerified, deleteUnchanged, type CopyOptions } from './copyVerified.ts';

/** OSS does the work: this many calls at once are no burden for this computer. */
const PARALLEL_COPIES = 24;
/** Bytes that pass through this computer are sent as uploads are. */
const PARALLEL_RELAYS = 3;

export interface RunOptions extends Omit<TransferOptions, 'parallel'>, Pick<CopyOptions, 'keepsAcl' | 'parts'> {
  /** Deletes each source once its copy is verified. */
  readonly moves: boolean;
  /** Choice for objects that exist at the targets. */
  readonly existing: 'replace' | 'skip' | 'keepBoth';
  /** Hears of copies of which OSS may keep parts, which could not be aborted. */
  readonly onLeftBehind: (copy: PlannedCopy) => void;
}

/** Copy that was made, and the key that it got. */
export interface MadeCopy extends PlannedCopy {
  readonly replaced: boolean;
}

/**
 * Makes planned copies, several at a time. A source is deleted only after its copy was verified, and only if it did not
 * change meanwhile. False if the user cancelled; a second run finishes the job.
 */
export async function runCopies(
  copies: readonly PlannedCopy[],
  outcome: Outcome<PlannedCopy>,
  made: MadeCopy[],
  { moves, existing, keepsAcl, parts, onLeftBehind, onProgress, signal }: RunOptions,
): Promise<boolean> {
  const isRelayed = copies.some(({ route }) => route.isRelayed);
  return transferAll(
    copies,
    outcome,
    async (copy, itemSignal, onBytes) => {
      const { from, route, present } = copy;
      const isMarker = copy.to.key.endsWith('/');
      if (present === 'other' && (existing === 'skip' || (existing === 'keepBoth' && isMarker))) return 'skipped';
      const replaces = present === 'other' && existing === 'replace';
      const options: CopyOptions = {
        replaces,
        protection: route.protection,
        keepsAcl,
        signal: itemSignal,
        onProgress: onBytes,
        onLeftBehind: () => {
          onLeftBehind(copy);
        },
        ...(parts && { parts }),
      };
      const { key, state } = await copyToFreeKey(copy, existing === 'keepBoth' && present === 'other', options);
      made.push({ ...copy, to: { ...copy.to, key }, replaced: replaces });
      if (moves) await deleteUnchanged(route.source, from, state, itemSignal);
      return 'done';
    },
    { onProgress, signal, parallel: isRelayed ? PARALLEL_RELAYS : PARALLEL_COPIES },
  );
}

/** Copies an object to its key, or to the first numbered one that is free. */
async function copyToFreeKey(
  { from, to, route }: PlannedCopy,
  isNumbered: boolean,
  options: CopyOptions,
): Promise<{ readonly key: string; readonly state: Awaited<ReturnType<typeof copyVerified>> }> {
  for (let number = isNumbered ? 2 : 1; ; number++) {
    const key = number === 1 ? to.key : numberedKey(to.key, number);
    try {
      return { key, state: await copyVerified(route, from, { bucket: to.bucket, key }, options) };
    } catch (error) {
      if (!isNumbered || !(error instanceof TargetExistsError)) throw error;
    }
  }
}
