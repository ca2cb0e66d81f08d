import { numberedKey } from '../safePaths.ts';
import { transferAll, type Outcome, type TransferOptions } from '../transferAll.ts';
import { TargetExistsError } from './copyErrors.ts';
import type { PlannedCopy } from './copyPlan.ts';
import { copyVerified, deleteUnchanged, type CopyOptions } from './copyVerified.ts';

/** Maximum number of concurrent copies inside OSS, which take no bandwidth of this computer. */
const PARALLEL_COPIES = 40;
/** Maximum number of concurrent copies whose bytes pass through this computer, as for uploads. */
const PARALLEL_RELAYS = 3;

export interface RunOptions extends Omit<TransferOptions, 'parallel'>, Pick<CopyOptions, 'keepsAcl' | 'parts'> {
  /** True to delete each source after its copy is verified. */
  readonly moves: boolean;
  /** Choice for existing objects at the targets. */
  readonly existing: 'replace' | 'skip' | 'keepBoth';
  /** Called for each copy whose upload could not be aborted, so that OSS may keep its parts. */
  readonly onLeftBehind: (copy: PlannedCopy) => void;
}

/** Finished copy, with its key. */
export interface MadeCopy extends PlannedCopy {
  readonly replaced: boolean;
}

/**
 * Makes planned copies, several in parallel. A source is deleted only after its copy was verified, and only if it did not
 * change in the meantime. Returns false if the user cancelled; another run continues.
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
    async (copy, { signal: itemSignal, onBytes }) => {
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

/** Copies an object to its key, or to the first unused numbered key. */
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
