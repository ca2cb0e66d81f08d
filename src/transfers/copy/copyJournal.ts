import * as v from 'valibot';
import { Emitter } from '../../emitter.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { readValue, Stored, type StateStorage } from '../../stored.ts';
import type { CopyRequest } from './copyPlan.ts';

const KEY = 'ossLinks.copyRuns';
/** Upper bound on kept runs. The oldest are dropped first. */
const MAX_RUNS = 20;
/** Time for which a window owns a run after its last sign of life, if its process still exists. */
const OWNED_MS = 600_000;
/** Interval of these signs. */
const RENEWED_MS = 60_000;

const targetSchema = v.object({ profileId: v.string(), bucket: v.string(), key: v.string() });

const runSchema = v.object({
  id: v.string(),
  requests: v.array(
    v.object({
      from: targetSchema,
      to: targetSchema,
      isFolder: v.boolean(),
      sizeBytes: v.exactOptional(v.number()),
    }),
  ),
  moves: v.boolean(),
  /** Names of what is renamed; absent for other moves. */
  renames: v.exactOptional(v.object({ from: v.string(), to: v.string() })),
  /** Answer to the question about existing objects; absent if it was not asked. */
  existing: v.exactOptional(v.picklist(['replace', 'skip', 'keepBoth'])),
  keepsAcl: v.boolean(),
  /** Number of objects to copy. */
  count: v.number(),
  startedAtMs: v.number(),
  /** Process that works on the run, and the time until which it owns it. Absent once the run was interrupted. */
  owner: v.exactOptional(v.object({ pid: v.number(), untilMs: v.number() })),
});

/** Move or copy of several objects that has begun. It contains keys and choices, no URL and no credentials. */
export type CopyRun = v.InferOutput<typeof runSchema>;

/** What a run is about to do. */
export type BegunRun = Omit<CopyRun, 'id' | 'requests' | 'startedAtMs' | 'owner'> & {
  readonly requests: readonly CopyRequest[];
};

export interface CopyJournalOptions {
  readonly memento: StateStorage;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly pid: number;
  /** Whether a process exists on this computer. */
  readonly isAlive: (pid: number) => boolean;
}

/** Begun moves and copies, stored for all windows until they are finished, so that interrupted ones can be resumed. */
export class CopyJournal {
  readonly #options: CopyJournalOptions;
  readonly #stored: Stored<Readonly<Record<string, unknown>>>;
  readonly #changed = new Emitter<undefined>();
  /** When each run of this window was last renewed, by its ID. */
  readonly #renewedAtMs = new Map<string, number>();

  readonly onDidChange = this.#changed.event;

  constructor(options: CopyJournalOptions) {
    this.#options = options;
    this.#stored = new Stored(options.memento, KEY, v.record(v.string(), v.unknown()));
  }

  /** Runs that no window works on, the latest first. */
  interrupted(): readonly CopyRun[] {
    return this.#runs().filter((run) => !this.#isOwned(run));
  }

  /** Whether another window works on a run, or has done so until a moment ago. */
  othersAtWork(): boolean {
    return this.#runs().some((run) => this.#isOwned(run) && run.owner?.pid !== this.#options.pid);
  }

  /** Interrupted run, read anew; `undefined` if another window has resumed, finished or discarded it. */
  find(id: string): CopyRun | undefined {
    return this.interrupted().find((run) => run.id === id);
  }

  /** Stores a run before its first copy. An ID continues that run. */
  async begin(run: BegunRun, id = this.#options.newId()): Promise<CopyRun> {
    const { requests, moves, renames, existing, keepsAcl, count } = run;
    const begun: CopyRun = {
      ...omitUndefined({ id, requests: requests.map(plain), moves, renames, existing, keepsAcl, count }),
      startedAtMs: this.#nowMs,
      owner: this.#owner(id),
    };
    await this.#write([begun, ...this.#runs().filter((other) => other.id !== id)].slice(0, MAX_RUNS));
    return begun;
  }

  /** Keeps a run owned while it works. Cheap: most calls write nothing. */
  async renew(id: string): Promise<void> {
    if (this.#nowMs - (this.#renewedAtMs.get(id) ?? 0) < RENEWED_MS) return;
    const owner = this.#owner(id);
    await this.#write(this.#runs().map((run) => (run.id === id ? { ...run, owner } : run)));
  }

  /** Marks a run as interrupted. */
  async release(id: string): Promise<void> {
    await this.#write(
      this.#runs().map((run) => {
        const { owner: _, ...released } = run;
        return run.id === id ? released : run;
      }),
    );
  }

  /** Removes a run that is finished or not wanted any more. */
  async remove(id: string): Promise<void> {
    await this.#write(this.#runs().filter((run) => run.id !== id));
  }

  /** Forgets the runs from and to the buckets of a profile, or all of them. */
  async forget(profileId?: string): Promise<void> {
    await this.#write(
      this.#runs().filter(
        ({ requests }) =>
          profileId !== undefined &&
          requests.every(({ from, to }) => from.profileId !== profileId && to.profileId !== profileId),
      ),
    );
  }

  #runs(): readonly CopyRun[] {
    return Object.values(this.#stored.read() ?? {})
      .flatMap((entry) => readValue(runSchema, entry) ?? [])
      .toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  }

  #isOwned({ owner }: CopyRun): boolean {
    return owner !== undefined && owner.untilMs > this.#nowMs && this.#options.isAlive(owner.pid);
  }

  get #nowMs(): number {
    return this.#options.now().getTime();
  }

  #owner(id: string): NonNullable<CopyRun['owner']> {
    this.#renewedAtMs.set(id, this.#nowMs);
    return { pid: this.#options.pid, untilMs: this.#nowMs + OWNED_MS };
  }

  async #write(runs: readonly CopyRun[]): Promise<void> {
    const entries = Object.fromEntries(runs.map((run) => [run.id, run]));
    await this.#stored.write(runs.length === 0 ? undefined : entries);
    this.#changed.fire(undefined);
  }
}

/** Request without the other properties that its source may have. */
function plain({ from, to, isFolder, sizeBytes }: CopyRequest): CopyRun['requests'][number] {
  const location = ({ profileId, bucket, key }: CopyRequest['from']): CopyRequest['from'] => ({
    profileId,
    bucket,
    key,
  });
  return omitUndefined({ from: location(from), to: location(to), isFolder, sizeBytes });
}
