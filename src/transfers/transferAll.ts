import { inParallel } from '../oss/inParallel.ts';
import { ContentMismatchError, TransferCancelledError, UploadUncertainError } from './transferErrors.ts';

/** Objects transferred in parallel; parts of large ones are sent in parallel besides. */
const PARALLEL_TRANSFERS = 3;
/** Smallest progress step that is reported; each report costs a message to the window. */
const SHOWN_STEP = 1 / 400;

/** Results of a transfer's items, filled while it runs, so that they are right after a cancellation too. */
export interface Outcome<T> {
  readonly done: T[];
  readonly skipped: T[];
  readonly failed: { readonly item: T; readonly error: unknown }[];
}

export interface TransferState {
  /** Completed part, 0 to 1; it never decreases. */
  readonly part: number;
  readonly doneBytes: number;
  readonly doneCount: number;
}

export interface TransferOptions {
  readonly onProgress: (state: TransferState) => void;
  readonly signal: AbortSignal;
  /** Number of items transferred in parallel; 3 by default. */
  readonly parallel?: number;
}

export function newOutcome<T>(): Outcome<T> {
  return { done: [], skipped: [], failed: [] };
}

/**
 * Transfers several items in parallel. A failed item does not stop the others. False if the user cancelled
 * the transfer or a question; the outcome holds what was completed.
 */
export async function transferAll<T extends { readonly sizeBytes: number }>(
  items: readonly T[],
  outcome: Outcome<T>,
  transfer: (item: T, signal: AbortSignal, onBytes: (bytes: number) => void) => Promise<'done' | 'skipped'>,
  { onProgress, signal, parallel = PARALLEL_TRANSFERS }: TransferOptions,
): Promise<boolean> {
  const totalBytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let state: TransferState = { part: 0, doneBytes: 0, doneCount: 0 };
  onProgress(state);
  let movedBytes = 0;
  let doneCount = 0;
  const show = (): void => {
    // Resent bytes count once.
    const doneBytes = Math.max(state.doneBytes, movedBytes);
    const part = totalBytes === 0 ? doneCount / items.length : Math.min(1, doneBytes / totalBytes);
    if (doneCount === state.doneCount && part < 1 && part - state.part < SHOWN_STEP) return;
    state = { part, doneBytes, doneCount };
    onProgress(state);
  };
  const work = async (item: T, itemSignal: AbortSignal): Promise<void> => {
    let itemBytes = 0;
    const onBytes = (bytes: number): void => {
      movedBytes += bytes - itemBytes;
      itemBytes = bytes;
      show();
    };
    try {
      outcome[await transfer(item, itemSignal, onBytes)].push(item);
    } catch (error) {
      // Items that could not be cancelled in time are reported.
      const isStoredAnyway = error instanceof UploadUncertainError || error instanceof ContentMismatchError;
      const isCancelled = itemSignal.aborted && !isStoredAnyway;
      if (isCancelled || error instanceof TransferCancelledError) throw error;
      outcome.failed.push({ item, error });
    }
    doneCount++;
    onBytes(item.sizeBytes);
  };
  try {
    await inParallel(items, parallel, work, signal);
    return true;
  } catch (error) {
    if (signal.aborted || error instanceof TransferCancelledError) return false;
    throw error;
  }
}
