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
import { forgetSetAside, keptSignatureVersion, setAside, sortRecords } from './storedRecords.ts';

const RECORDS_KEY = 'ossLinks.profiles';

/** Keys whose values Settings Sync transfers to other machines: records, whose secrets must be entered there. */
export const SYNCED_KEYS: readonly string[] = [RECORDS_KEY, BUCKETS_KEY];

export interface ProfilesOptions {
  readonly memento: Pick<Memento, 'get' | 'update'>;
  readonly secrets: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>;
  readonly environment: Environment;
  /** Display name of the profile of the environment. */
  readonly environmentName: string;
  /** Loads the sources of other credentials at their first use; absent if all profiles have their own AccessKeys. */
  readonly sources?: () => Promise<Pick<CredentialSources, 'approvedPlanOf' | 'obtain' | 'assumeRole'>>;
}

/** All profiles: records in a Memento, their secrets in SecretStorage, and the one from the environment. */
export class Profiles {
  readonly #options: ProfilesOptions;
  readonly #secrets: ProfileSecrets;
  readonly #addedBuckets: AddedBuckets;
  readonly #changed = new Emitter<string | undefined>();
  readonly #wasSetAside = new Emitter<number>();
  readonly #wasForgotten = new Emitter<undefined>();
  /** Last state of each profile that listeners know, by its ID. */
  #lastSeen: ReadonlyMap<string, string> = new Map();

  /** Fires with the ID of the profile that changed, or without one if all may have changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires with the number of stored values that could not be read and were set aside; once for each. */
  readonly onDidSetAside = this.#wasSetAside.event;
  /** Fires if this or another window ran Forget Everything; values in memory must be dropped. */
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

  /** Profiles: the environment's first, then the stored ones by name. */
  list(): readonly Profile[] {
    const { environment, environmentName } = this.#options;
    const bucketsOf = this.#addedBuckets.read();
    const fromEnvironment = environmentProfile(environment, environmentName);
    const stored = this.#records()
      .map(({ version: _, ...record }): Profile => ({ ...record, source: 'stored', ...bucketsOf(record.id) }))
      .sort((a, b) => a.name.localeCompare(b.name));
    return fromEnvironment ? [{ ...fromEnvironment, ...bucketsOf(ENVIRONMENT_PROFILE_ID) }, ...stored] : stored;
  }

  /** Profile of that ID; throws a `ProfileGoneError` if it was removed. */
  get(id: string): Profile {
    const profile = this.list().find((candidate) => candidate.id === id);
    if (!profile) throw new ProfileGoneError();
    return profile;
  }

  /** Credentials to sign with, read anew at each use; throws a `SecretMissingError` if they are missing. */
  async credentialsOf(id: string): Promise<Credentials> {
    return this.credentialsFor(this.get(id));
  }

  /** Credentials of a profile, or those that it would have once it is stored. */
  async credentialsFor(profile: ProfileToSign): Promise<Credentials> {
    const plan = await this.planFor(profile);
    return plan.kind === 'key' ? plan.credentials : (await this.#sources()).obtain(plan);
  }

  /** Credential plan of a profile, with its secrets. */
  planFor(profile: ProfileToSign): Promise<CredentialPlan> {
    return credentialPlanOf(profile, {
      profileOf: (id) => this.list().find((candidate) => candidate.id === id),
      secretOf: async ({ id, source }) =>
        source === 'environment' ? environmentSecret(this.#options.environment) : this.#secrets.read(id, secretSchema),
      sourceSecretOf: (id) => this.sourceSecretOf(id),
      importedPlan: async (source) => (await this.#sources()).approvedPlanOf(source),
    });
  }

  /** New session of a role based on a profile. It is not cached. */
  async assumeRole(id: string, session: Omit<RolePlan, 'kind' | 'base'>): Promise<Credentials> {
    const base = await this.planFor(this.get(id));
    return (await this.#sources()).assumeRole({ kind: 'role', base, ...session });
  }

  /** AccessKey ID of a profile's own AccessKey; `undefined` if SecretStorage does not have it. */
  async accessKeyIdOf(id: string): Promise<string | undefined> {
    return (await this.#secrets.read(id, secretSchema))?.accessKeyId;
  }

  /** Command or URI that was entered for a profile's source. */
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

  /** Sets unreadable values aside before anything is written over them. Values of a later version are kept in place. */
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

  /** Saves a profile. Without a secret, the stored one and the credential source are kept; the link role always is. */
  async save(
    { linkRole: _, ...record }: Omit<ProfileRecord, 'version'>,
    secret?: ProfileSecret | SourceSecret,
  ): Promise<void> {
    await this.setAsideUnreadable();
    const present = this.#records().find(({ id }) => id === record.id);
    if (secret) await this.#secrets.store(record.id, secret);
    else if (present && hasSecret(present) && record.credentialSource && !hasSecret(record)) {
      // Nothing needs the previous secret any more.
      await this.#secrets.delete(record.id);
    }
    const kept =
      secret === undefined && present?.credentialSource ? { credentialSource: present.credentialSource } : {};
    const linkRole = present?.linkRole && { linkRole: present.linkRole };
    await this.#put({ version: 1, ...linkRole, ...keptSignatureVersion(present, record), ...kept, ...record });
  }

  /** Saves the role that signs scoped links of a profile, or removes it. */
  async saveLinkRole(id: string, linkRole: LinkRole | undefined): Promise<void> {
    await this.#change(id, ({ linkRole: _, ...record }) => ({ ...record, ...(linkRole && { linkRole }) }));
  }

  /** Saves the signature version of a profile's service; `undefined` for V4. */
  async saveSignatureVersion(id: string, version: 'v1' | undefined): Promise<void> {
    const added = version && { signatureVersion: version };
    await this.#change(id, ({ signatureVersion: _, ...record }) => ({ ...record, ...added }));
  }

  /** Gives a profile another name. */
  rename = (id: string, name: string): Promise<void> => this.#change(id, (record) => ({ ...record, name }));

  async #change(id: string, change: (record: ProfileRecord) => ProfileRecord): Promise<void> {
    await this.setAsideUnreadable();
    await this.#put(change(this.#recordOf(id)));
  }

  #recordOf(id: string): ProfileRecord {
    const record = this.#records().find((candidate) => candidate.id === id);
    if (!record) throw new ProfileGoneError();
    return record;
  }

  async #put(record: ProfileRecord): Promise<void> {
    const others = this.#rawRecords().filter((raw) => idOf(raw) !== record.id);
    await this.#options.memento.update(RECORDS_KEY, [...others, record]);
    this.#changed.fire(record.id);
  }

  /** Saves a new secret of a profile, which from now on is its credential source. */
  async saveSecret(id: string, secret: ProfileSecret): Promise<void> {
    const { credentialSource: _, version: __, ...kept } = this.#recordOf(id);
    await this.save(kept, secret);
  }

  /** Removes a profile, its secret first, so that a failure half-way leaves no secret without a profile. */
  async remove(id: string): Promise<void> {
    await this.#secrets.delete(id);
    await this.setAsideUnreadable();
    const others = this.#rawRecords().filter((raw) => idOf(raw) !== id);
    await this.#options.memento.update(RECORDS_KEY, others);
    await this.#addedBuckets.forget(id);
    this.#changed.fire(id);
  }

  /** Removes every secret, also those of removed profiles, then every record. */
  async forgetEverything(): Promise<void> {
    await this.#secrets.deleteAll();
    await this.#options.memento.update(RECORDS_KEY, undefined);
    await this.#addedBuckets.forget();
    await forgetSetAside(this.#options.memento);
    this.#changed.fire(undefined);
    this.#wasForgotten.fire(undefined);
    await this.#secrets.signalForgotten();
  }

  /** Adds a bucket, or `bucket/prefix/`, to a profile, which then shows it without listing buckets. */
  async addBucket(id: string, path: string, region?: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.add(id, path, region);
    this.#changed.fire(id);
  }

  /** Removes an added bucket from a profile. The bucket itself is not changed. */
  async removeBucket(id: string, path: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.remove(id, path);
    this.#changed.fire(id);
  }

  /** Shows the account's buckets beside the added ones. */
  async showAllBuckets(id: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.showAll(id, true);
    this.#changed.fire(id);
  }

  /** Shows only the added buckets, after a denied listing. Fires no event, so that the view keeps the refusal. */
  async showAddedBucketsOnly(id: string): Promise<void> {
    await this.setAsideUnreadable();
    await this.#addedBuckets.showAll(id, false);
    this.#remember();
  }

  /** Stored records. Those of a later version are kept unchanged, never overwritten. */
  #rawRecords(): readonly unknown[] {
    const raw = this.#options.memento.get(RECORDS_KEY);
    return Array.isArray(raw) ? raw : [];
  }

  #records(): readonly ProfileRecord[] {
    return sortRecords(this.#options.memento.get(RECORDS_KEY)).records;
  }
}

/** Whether SecretStorage contains a part of the profile. */
function hasSecret({ credentialSource: source }: Pick<ProfileRecord, 'credentialSource'>): boolean {
  return source === undefined || (!isImported(source) && (source.kind === 'process' || source.kind === 'uri'));
}

function idOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined;
}
