import { opensWithDoubleClick } from '../settings/configuration.ts';

const DOUBLE_CLICK_MS = 500;

/** Tells a double click in the tree, of which VS Code tells only that it was clicked. */
export class DoubleClicks {
  readonly #now: () => Date;
  #last: { readonly id: string; readonly atMs: number } | undefined;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Says whether this click on a row is one that opens it. */
  readonly isOpening = (id: string): boolean => {
    // Where rows open by a double click anyway, there is but one call for it.
    if (opensWithDoubleClick()) return true;
    const atMs = this.#now().getTime();
    const isSecond = this.#last?.id === id && atMs - this.#last.atMs < DOUBLE_CLICK_MS;
    this.#last = isSecond ? undefined : { id, atMs };
    return isSecond;
  };
}
