import type { Link } from '../link.ts';

/** Upper bound on links kept in memory. */
const MAX_LINKS = 200;

/**
 * Links made in this session, latest last. They contain facts that a URL does not: its method and the values of its
 * signed headers. Kept in memory only, never stored.
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
