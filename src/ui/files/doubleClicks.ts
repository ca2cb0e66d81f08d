import { opensWithDoubleClick } from '../settings/configuration.ts';

const DOUBLE_CLICK_MS = 500;

/** Detector of double clicks in the tree, since VS Code reports only single clicks. */
export class DoubleClicks {
  readonly #now: () => Date;
  #last: { readonly id: string; readonly atMs: number } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Whether this click on a row opens it. */
  readonly isOpening = (id: string): boolean => {
    // With `openMode: doubleClick` VS Code calls the command only once.
    if (opensWithDoubleClick()) return true;
    const atMs = this.#now().getTime();
    const isSecond = this.#last?.id === id && atMs - this.#last.atMs < DOUBLE_CLICK_MS;
    this.#last = isSecond ? undefined : { id, atMs };
    return isSecond;
  };
}
