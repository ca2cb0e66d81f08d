import type { Memento } from 'vscode';

/** Memento in memory that stores values like VS Code: as JSON, so that no object is shared. */
export class MemoryMemento {
  readonly #values = new Map<string, string>();
  /** Makes every following update fail. */
  failure: Error | undefined;

  readonly get: Memento['get'] = <T>(key: string, missing?: T) => {
    const text = this.#values.get(key);
    return text === undefined ? missing : (JSON.parse(text) as T);
  };

  update(key: string, value: unknown): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }

  /** Stored text of all values. */
  get text(): string {
    return [...this.#values].map(([key, value]) => `${key}=${value}`).join('\n');
  }
}

/** SecretStorage in memory that records its calls. */
export class MemorySecrets {
  readonly values = new Map<string, string>();
  /** `store key`, `delete key`, …, in order. */
  readonly calls: string[] = [];
  /** Called with each changed key, as VS Code does in all windows. */
  onDidChange: ((key: string) => void) | undefined;
  /** Makes every following call of these names fail. */
  readonly failing = new Map<'get' | 'store' | 'delete', Error>();

  get(key: string): Promise<string | undefined> {
    return this.#call('get', key, () => this.values.get(key));
  }

  store(key: string, value: string): Promise<void> {
    return this.#call('store', key, () => {
      this.values.set(key, value);
      this.onDidChange?.(key);
    });
  }

  delete(key: string): Promise<void> {
    return this.#call('delete', key, () => {
      this.values.delete(key);
      this.onDidChange?.(key);
    });
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.values.keys()]);
  }

  #call<T>(name: 'get' | 'store' | 'delete', key: string, act: () => T): Promise<T> {
    this.calls.push(`${name} ${key}`);
    const failure = this.failing.get(name);
    return failure ? Promise.reject(failure) : Promise.resolve(act());
  }
}
