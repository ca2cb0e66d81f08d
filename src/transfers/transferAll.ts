import { inParallel } from '../oss/inParallel.ts';
import { inSlots, RequestSlots } from '../oss/requestSlots.ts';
import { ContentMismatchError, TransferCancelledError, UploadUncertainError } from './transferErrors.ts';

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
  /** Number of items transferred in parallel. Without it, the number adapts to what helps. */
  readonly parallel?: number;
  /** Slots of the items and their parts; new ones by default. */
  readonly slots?: RequestSlots;
}

/** Control of one item. */
export interface ItemControl {
  readonly signal: AbortSignal;
  /** Reports all bytes of the item that were moved so far. */
  readonly onBytes: (bytes: number) => void;
  /** Slots of this transfer, one of which the item has. Parts of it may take more. Not used where `parallel` is given. */
  readonly slots: RequestSlots;
}

export function newOutcome<T>(): Outcome<T> {
  return { done: [], skipped: [], failed: [] };
}

/**
 * Transfers several items in parallel, each in a slot that it may share with its parts. A failed item does not stop the
 * others. False if the user cancelled the transfer or a question; the outcome holds what was completed.
 */
export async function transferAll<T extends { readonly sizeBytes: number }>(
  items: readonly T[],
  outcome: Outcome<T>,
  transfer: (item: T, control: ItemControl) => Promise<'done' | 'skipped'>,
  { onProgress, signal, parallel, slots = new RequestSlots() }: TransferOptions,
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
    const count = (bytes: number): void => {
      movedBytes += bytes - itemBytes;
      itemBytes = bytes;
      show();
    };
    const onBytes = (bytes: number): void => {
      // Fewer bytes than before are those of a repetition.
      if (bytes > itemBytes) slots.move(bytes - itemBytes);
      count(bytes);
    };
    try {
      outcome[await transfer(item, { signal: itemSignal, onBytes, slots })].push(item);
    } catch (error) {
      // Items that could not be cancelled in time are reported.
      const isStoredAnyway = error instanceof UploadUncertainError || error instanceof ContentMismatchError;
      const isCancelled = itemSignal.aborted && !isStoredAnyway;
      if (isCancelled || error instanceof TransferCancelledError) throw error;
      outcome.failed.push({ item, error });
    }
    doneCount++;
    count(item.sizeBytes);
  };
  try {
    await (parallel === undefined ? inSlots(items, slots, work, signal) : inParallel(items, parallel, work, signal));
    return true;
  } catch (error) {
    if (signal.aborted || error instanceof TransferCancelledError) return false;
    throw error;
  }
}
