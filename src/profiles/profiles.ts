import type { Memento, SecretStorage } from 'vscode';
import type { Credentials } from '../oss/credentials.ts';
import { Emitter } from '../emitter.ts';
import { AddedBuckets, BUCKETS_KEY } from './addedBuckets.ts';
import {
  ENVIRONMENT_PROFILE_ID,
  environmentProfile,
  environmentSecret,
  type Environment,
} from './environmentProfile.ts';
import { credentialPlanOf, type ProfileToSign } from './credentialPlanOf.ts';
import type { CredentialSources } from './sources/credentialSources.ts';
import type { CredentialPlan, RolePlan } from './sources/credentialPlan.ts';
import {
  isImported,
  ProfileGoneError,
  secretSchema,
  sourceSecretSchema,
  type LinkRole,
  type Profile,
  type ProfileRecord,
  type ProfileSecret,
  type SourceSecret,
} from './profile.ts';
import { ProfileSecrets, secretChangeOf } from './profileSecrets.ts';
import { forgetSetAside, setAside, sortRecords } from './storedRecords.ts';

const RECORDS_KEY = 'ossLinks.profiles';

/** What Settings Sync may bring to another machine of the user: records, whose secrets have to be entered there. */
export const SYNCED_KEYS: readonly string[] = [RECORDS_KEY, BUCKETS_KEY];

export interface ProfilesOptions {
  readonly memento: Pick<Memento, 'get' | 'update'>;
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>;
  readonly environment: Environment;
  /** How the profile of the environment is called in the UI. */
  readonly environmentName: string;
  /** Loads what obtains credentials elsewhere, at its first use; left out where all profiles have keys of their own. */
  readonly sources?: () => Promise<Pick<CredentialSources, 'approvedPlanOf' | 'obtain' | 'assumeRole'>>;
}

/** All profiles: records in a Memento, their secrets in SecretStorage, and the one that the environment gives. */
export class Profiles {
  readonly #options: ProfilesOptions;
  readonly #secrets: ProfileSecrets;
  readonly #addedBuckets: AddedBuckets;
  readonly #changed = new Emitter<string | undefined>();
  readonly #wasSetAside = new Emitter<number>();
  readonly #wasForgotten = new Emitter<undefined>();
  /** What listeners know of each profile, by its id. */
  #lastSeen: ReadonlyMap<string, string> = new Map();

  /** Fires with the id of the profile that changed, or with nothing when all may have. */
  readonly onDidChange = this.#changed.event;
  /** Fires with how many stored values could not be read and were set aside; once for each. */
  readonly onDidSetAside = this.#wasSetAside.event;

  /** Fires if this or another window forgot everything; what is still in memory has to be dropped. */
  readonly onDidForgetEverything = this.#wasForgotten.event;

  constructor(options: ProfilesOptions) {
    this.#options = options;
    this.#secrets = new ProfileSecrets(options.secrets);
    this.#addedBuckets = new AddedBuckets(options.memento);
    this.#remember();
    this.onDidChange(() => {
      this.#remember();
    });
  }

  /** The environment's profile first, then the stored ones by name. */
  list(): readonly Profile[] {
    const { environment, environmentName } = this.#options;
    const bucketsOf = this.#addedBuckets.read();
    const fromEnvironment = environmentProfile(environment, environmentName);
    const stored = this.#records()
      .map(({ version: _, ...record }): Profile => ({ ...record, source: 'stored', ...bucketsOf(record.id) }))
      .sort((a, b) => a.name.localeCompare(b.name));
    return fromEnvironment ? [{ ...fromEnvironment, ...bucketsOf(ENVIRONMENT_PROFILE_ID) }, ...stored] : stored;
  }

  /** The profile of that id; a `ProfileGoneError` where there is none any more. */
  get(id: string): Profile {
    const profile = this.list().find((candidate) => candidate.id === id);
    if (!profile) throw new ProfileGoneError();
    return profile;
  }

  /** The credentials to sign with, read afresh at each use; a `SecretMissingError` where they are gone. */
  async credentialsOf(id: string): Promise<Credentials> {
    return this.credentialsFor(this.get(id));
  }

  /** The credentials that a profile gives, or would give once it is stored as it is here. */
  async credentialsFor(profile: ProfileToSign): Promise<Credentials> {
    const plan = await this.planFor(profile);
    return plan.kind === 'key' ? plan.credentials : (await this.#sources()).obtain(plan);
  }

  /** How a profile comes by its credentials, with the secrets for it. */
  planFor(profile: ProfileToSign): Promise<CredentialPlan> {
    return credentialPlanOf(profile, {
      profileOf: (id) => this.list().find((candidate) => candidate.id === id),
      secretOf: async ({ id, source }) =>
        source === 'environment' ? environmentSecret(this.#options.environment) : this.#secrets.read(id, secretSchema),
      sourceSecretOf: (id) => this.sourceSecretOf(id),
      importedPlan: async (source) => (await this.#sources()).approvedPlanOf(source),
    });
  }

  /** A new session of a role on top of a profile, which is not kept. */
  async assumeRole(id: string, session: Omit<RolePlan, 'kind' | 'base'>): Promise<Credentials> {
    const base = await this.planFor(this.get(id));
    return (await this.#sources()).assumeRole({ kind: 'role', base, ...session });
  }

  /** AccessKey ID of a profile's own AccessKey; `undefined` if SecretStorage does not have it. */
  async accessKeyIdOf(id: string): Promise<string | undefined> {
    return (await this.#secrets.read(id, secretSchema))?.accessKeyId;
  }

  /** The command or URI that was entered for a profile's source. */
  sourceSecretOf(id: string): Promise<SourceSecret | undefined> {
    return this.#secrets.read(id, sourceSecretSchema);
  }

  #sources(): ReturnType<NonNullable<ProfilesOptions['sources']>> {
    const { sources } = this.#options;
    if (!sources) throw new Error('There are no credential sources here');
    return sources();
  }

  /** Handles a change of SecretStorage, which another window may have made. */
  secretChanged(key: string): void {
    const change = secretChangeOf(key);
    if (change === undefined) return;
    if (change !== 'forgotten') {
      this.#changed.fire(change.profileId);
      return;
    }
    this.#changed.fire(undefined);
    this.#wasForgotten.fire(undefined);
  }

  /** Fires for profiles that another window or Settings Sync changed without an event. */
  checkForChanges(): void {
    const [before, now] = [this.#lastSeen, this.#snapshot()];
    for (const id of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(id) !== now.get(id)) this.#changed.fire(id);
    }
  }

  #remember(): void {
    this.#lastSeen = this.#snapshot();
  }

  #snapshot(): ReadonlyMap<string, string> {
    return new Map(this.list().map((profile) => [profile.id, JSON.stringify(profile)]));
  }

  /** Sets aside what cannot be read, before anything is written over it; what a later version stored stays. */
  async setAsideUnreadable(): Promise<void> {
    const { memento } = this.#options;
    const { records, later, unreadable } = sortRecords(memento.get(RECORDS_KEY));
    if (unreadable.length > 0) {
      await setAside(memento, RECORDS_KEY, unreadable);
      await memento.update(RECORDS_KEY, [...later, ...records]);
    }
    const buckets = this.#addedBuckets.unreadable;
    if (buckets !== undefined) {
      await setAside(memento, BUCKETS_KEY, [buckets]);
      await this.#addedBuckets.forget();
    }
    const count = unreadable.length + (buckets === undefined ? 0 : 1);
    if (count > 0) this.#wasSetAside.fire(count);
  }

  /**
   * Keeps a profile, new or changed. Without a secret the present one stays, and so does a source that it has instead
   * unless another one is given; the role for its links always stays.
   */
  async save(
    { linkRole: _, ...record }: Omit<ProfileRecord, 'version'>,
    secret?: ProfileSecret | SourceSecret,
  ): Promise<void> {
    await this.setAsideUnreadable();
    const present = this.#records().find(({ id }) => id === record.id);
    if (secret) await this.#secrets.store(record.id, secret);
    else if (present && hasSecret(present) && record.credentialSource && !hasSecret(record)) {
      // Nothing needs the former secret any more.
      await this.#secrets.delete(record.id);
    }
    const kept =
      secret === undefined && present?.credentialSource ? { credentialSource: present.credentialSource } : {};
    await this.#put({ version: 1, ...(present?.linkRole && { linkRole: present.linkRole }), ...kept, ...record });
  }

  /** Keeps which role signs scoped links of a profile, or that none does. */
  async saveLinkRole(id: string, linkRole: LinkRole | undefined): Promise<void> {
    await this.setAsideUnreadable();
    const present = this.#records().find((record) => record.id === id);
    if (!present) throw new ProfileGoneError();
    const { linkRole: _, ...record } = present;
    await this.#put({ ...record, ...(linkRole && { linkRole }) });
  }

  async #put(record: ProfileRecord): Promise<void> {
    const others = this.#rawRecords().filter((raw) => idOf(raw) !== record.id);
    await this.#options.memento.update(RECORDS_KEY, [...others, record]);
    this.#changed.fire(record.id);
  }

  /** Keeps a new secret for a profile, which takes its credentials from there from now on. */
  async saveSecret(id: string, secret: ProfileSecret): Promise<void> {
    const record = this.#records().find((candidate) => candidate.id === id);
    if (!record) throw new ProfileGoneError();
    const { credentialSource: _, version: __, ...kept } = record;
    await this.save(kept, secret);
  }

  /** Removes the secret first, so that a failure half-way leaves no secret without its profile. */
  async remove(id: string): Promise<void> {
    await this.#secrets.delete(id);
    await this.setAsideUnreadable();
    const others = this.#rawRecords().filter((raw) => idOf(raw) !== id);
    await this.#options.memento.update(RECORDS_KEY, others);
    await this.#addedBuckets.forget(id);
    this.#changed.fire(id);
  }

  /** Removes every secret, also those whose profile is gone, then every record. */
  async forgetEverything(): Promise<void> {
    await this.#secrets.deleteAll();
    await this.#options.memento.update(RECORDS_KEY, undefined);
    await this.#addedBuckets.forget();
    await forgetSetAside(this.#options.memento);
    this.#changed.fire(undefined);
    this.#wasForgotten.fire(undefined);
    await this.#secrets.signalForgotten();
  }

  /** Shows a bucket, or `bucket/prefix/`, under a profile without asking the service for a list of buckets. */
  async addBucket(id: string, path: string, region?: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.add(id, path, region);
    this.#changed.fire(id);
  }

  /** Takes back what `addBucket` did; nothing happens to the bucket itself. */
  async removeBucket(id: string, path: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.remove(id, path);
    this.#changed.fire(id);
  }

  /** Keeps whether the account's buckets are wanted beside those that were added; what lists them is not told. */
  async showAllBuckets(id: string, showsAll: boolean): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.showAll(id, showsAll);
    this.#remember();
  }

  /** As stored: an entry of a later version is kept as it is, never overwritten. */
  #rawRecords(): readonly unknown[] {
    const raw = this.#options.memento.get(RECORDS_KEY);
    return Array.isArray(raw) ? raw : [];
  }

  #records(): readonly ProfileRecord[] {
    return sortRecords(this.#options.memento.get(RECORDS_KEY)).records;
  }
}

/** Says whether SecretStorage has a part of the profile. */
function hasSecret({ credentialSource: source }: Pick<ProfileRecord, 'credentialSource'>): boolean {
  return source === undefined || (!isImported(source) && (source.kind === 'process' || source.kind === 'uri'));
}

function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
}
