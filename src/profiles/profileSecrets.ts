import type { SecretStorage } from 'vscode';
import * as v from 'valibot';
import { SecretStorageError, type ProfileSecret, type SourceSecret } from './profile.ts';

const PREFIX = 'ossLinks.profile.';
/** Secret that exists for a moment only: VS Code reports its change to all windows. */
const FORGET_SIGNAL = 'ossLinks.forgetEverything';

/** Change of a SecretStorage key, as VS Code reports it. */
export type SecretChange = { readonly profileId: string } | 'forgotten';

/** Secrets of profiles in SecretStorage, one JSON value per profile id. Failures are a `SecretStorageError`. */
export class ProfileSecrets {
  readonly #storage: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>;

  constructor(storage: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>) {
    this.#storage = storage;
  }

  /** Secret of a profile; `undefined` if there is none or it cannot be read, so that the user is asked for it again. */
  async read<T>(id: string, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> {
    const text = await orStorageError(this.#storage.get(PREFIX + id));
    if (text === undefined) return undefined;
    try {
      return v.parse(schema, JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  async store(id: string, secret: ProfileSecret | SourceSecret): Promise<void> {
    await orStorageError(this.#storage.store(PREFIX + id, JSON.stringify(secret)));
  }

  async delete(id: string): Promise<void> {
    await orStorageError(this.#storage.delete(PREFIX + id));
  }

  /** Deletes the secrets of all profiles, also of removed ones. */
  async deleteAll(): Promise<void> {
    for (const key of await orStorageError(this.#storage.keys())) {
      if (key.startsWith(PREFIX)) await orStorageError(this.#storage.delete(key));
    }
  }

  /** Notifies all windows that everything was forgotten. */
  async signalForgotten(): Promise<void> {
    await orStorageError(this.#storage.store(FORGET_SIGNAL, 'now'));
    await orStorageError(this.#storage.delete(FORGET_SIGNAL));
  }
}

/** Meaning of a changed SecretStorage key; `undefined` for keys of others. */
export function secretChangeOf(key: string): SecretChange | undefined {
  if (key === FORGET_SIGNAL) return 'forgotten';
  return key.startsWith(PREFIX) ? { profileId: key.slice(PREFIX.length) } : undefined;
}

/** Result of a SecretStorage operation, whose failure becomes a `SecretStorageError`. */
export async function orStorageError<T>(operation: Thenable<T>): Promise<T> {
  try {
    return await operation;
  } catch (cause) {
    throw new SecretStorageError({ cause });
  }
}
