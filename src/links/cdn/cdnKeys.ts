import type { SecretStorage } from 'vscode';
import * as v from 'valibot';
import { validateCdnKey } from '../../oss/signing/cdnSettings.ts';
import { orStorageError } from '../../profiles/profileSecrets.ts';

const PREFIX = 'ossLinks.cdn.';

const cdnSecretSchema = v.object({ privateKey: v.string() });

/** Keys of CDN domains in SecretStorage, one for each host. Failures are a `SecretStorageError`. */
export class CdnKeys {
  readonly #storage: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>;

  constructor(storage: Pick<SecretStorage, 'get' | 'store' | 'delete' | 'keys'>) {
    this.#storage = storage;
  }

  /** Key of a host; `undefined` if there is none or it cannot be read, so that the user is asked for it again. */
  async read(host: string): Promise<string | undefined> {
    const text = await orStorageError(this.#storage.get(PREFIX + host));
    if (text === undefined) return undefined;
    try {
      const { privateKey } = v.parse(cdnSecretSchema, JSON.parse(text));
      validateCdnKey(privateKey);
      return privateKey;
    } catch {
      return undefined;
    }
  }

  /** Stores the key of a host. Throws an `InvalidInputError` for an invalid key. */
  async store(host: string, privateKey: string): Promise<void> {
    validateCdnKey(privateKey);
    await orStorageError(this.#storage.store(PREFIX + host, JSON.stringify({ privateKey })));
  }

  async delete(host: string): Promise<void> {
    await orStorageError(this.#storage.delete(PREFIX + host));
  }

  /** Deletes the keys of all other hosts. */
  async keepOnly(hosts: readonly string[]): Promise<void> {
    const kept = new Set(hosts.map((host) => PREFIX + host));
    for (const key of await orStorageError(this.#storage.keys())) {
      if (key.startsWith(PREFIX) && !kept.has(key)) await orStorageError(this.#storage.delete(key));
    }
  }
}

/**
 * The host is a CDN domain, but its key is not in SecretStorage. It may have been removed, or entered on another
 * computer.
 */
export class CdnKeyMissingError extends Error {
  readonly code = 'CdnKeyMissing';
  readonly host: string;

  constructor(host: string) {
    super(`The CDN key of ${host} is not on this computer`);
    this.name = 'CdnKeyMissingError';
    this.host = host;
  }
}
