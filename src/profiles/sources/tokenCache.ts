import type { Credentials } from '../../oss/credentials.ts';

/** Time before its expiry at which a token is renewed. */
const RENEW_BEFORE_MS = 15 * 60_000;
/**
 * Part of a token's validity before its expiry, used if it is shorter. Otherwise short-lived tokens would be renewed at
 * each use.
 */
const RENEW_BEFORE_PART = 0.2;
/** Time for which credentials without an expiry are kept: enough for one listing, short enough for rotation. */
const UNDATED_MS = 60_000;

interface Kept {
  readonly credentials: Credentials;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** Cache of temporary credentials in memory, until shortly before they expire. One request at a time for each. */
export class TokenCache {
  readonly #now: () => Date;
  readonly #kept = new Map<string, Kept>();
  readonly #pending = new Map<string, Promise<Credentials>>();
  #generation = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Cached credentials of that name, or those from `obtain`. If that fails, cached ones are used until they expire. */
  async get(name: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const kept = this.#kept.get(name);
    if (kept && this.#now().getTime() < kept.renewAt) return kept.credentials;
    try {
      return await this.#renew(name, obtain);
    } catch (error) {
      if (kept && this.#now().getTime() < kept.endsAt) return kept.credentials;
      throw error;
    }
  }

  /** Drops all credentials, also those that are being requested. */
  forget(): void {
    this.#generation++;
    this.#kept.clear();
    this.#pending.clear();
  }

  #renew(name: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const pending = this.#pending.get(name) ?? this.#obtain(name, obtain);
    this.#pending.set(name, pending);
    return pending;
  }

  async #obtain(name: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const generation = this.#generation;
    try {
      const credentials = await obtain();
      if (generation !== this.#generation) return credentials;
      const obtainedAt = this.#now().getTime();
      const endsAt = credentials.expiration?.getTime() ?? obtainedAt + UNDATED_MS;
      const beforeMs =
        credentials.expiration === undefined ? 0 : Math.min(RENEW_BEFORE_MS, (endsAt - obtainedAt) * RENEW_BEFORE_PART);
      this.#kept.set(name, { credentials, renewAt: endsAt - beforeMs, endsAt });
      return credentials;
    } finally {
      if (generation === this.#generation) this.#pending.delete(name);
    }
  }
}
