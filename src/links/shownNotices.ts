// Kept apart: the only part of the links whose state depends on shown messages.

/**
 * Notices shown in this session, so that each is shown in full only once. Commands show a short form afterwards, e.g. in
 * the status bar.
 */
export class ShownNotices {
  readonly #shown = new Set<string>();

  /** Marks a notice as shown. Its parts identify it, e.g. a profile, a host and a warning code. Returns false if it was marked before. */
  markShown(...parts: readonly string[]): boolean {
    const id = JSON.stringify(parts);
    if (this.#shown.has(id)) return false;
    this.#shown.add(id);
    return true;
  }

  clear(): void {
    this.#shown.clear();
  }
}
