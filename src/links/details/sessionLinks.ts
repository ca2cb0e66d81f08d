import type { Link } from '../link.ts';

/** Enough to know what was copied in the last hours, and no burden. */
const MAX_LINKS = 200;

/**
 * The links made in this session, latest last. In memory alone and never stored: a link tells nothing of its method and
 * of the headers that were signed, and whoever made it need not be asked.
 */
export class SessionLinks {
  readonly #links = new Map<string, Link>();

  get last(): Link | undefined {
    return [...this.#links.values()].at(-1);
  }

  add(links: readonly Link[]): void {
    for (const link of links.slice(-MAX_LINKS)) {
      this.#links.delete(link.url);
      this.#links.set(link.url, link);
    }
    for (const url of this.#links.keys()) {
      if (this.#links.size <= MAX_LINKS) break;
      this.#links.delete(url);
    }
  }

  find(url: string): Link | undefined {
    return this.#links.get(url);
  }

  forget(): void {
    this.#links.clear();
  }
}
