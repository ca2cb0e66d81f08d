import type { Memento } from 'vscode';
import * as v from 'valibot';

/** Key-value storage of VS Code, as far as stored values use it. */
export type StateStorage = Pick<Memento, 'get' | 'update'>;

/** A value that VS Code keeps under one key. It is validated each time it is read, since another version may have written it. */
export class Stored<T> {
  readonly #memento: StateStorage;
  readonly #key: string;
  readonly #schema: v.GenericSchema<unknown, T>;

  constructor(memento: StateStorage, key: string, schema: v.GenericSchema<unknown, T>) {
    this.#memento = memento;
    this.#key = key;
    this.#schema = schema;
  }

  /** The stored value; `undefined` if there is none, or none that this version can read. */
  read(): T | undefined {
    return readValue(this.#schema, this.#memento.get(this.#key));
  }

  /** The stored value as it is, if this version cannot read it; else `undefined`. */
  get unreadable(): unknown {
    const stored: unknown = this.#memento.get(this.#key);
    return stored === undefined || v.is(this.#schema, stored) ? undefined : stored;
  }

  /** Stores a value, or removes it. */
  async write(value: T | undefined): Promise<void> {
    await this.#memento.update(this.#key, value);
  }
}

/** Value that was stored as part of another one; `undefined` if this version cannot read it. */
export function readValue<T>(schema: v.GenericSchema<unknown, T>, stored: unknown): T | undefined {
  const parsed = v.safeParse(schema, stored);
  return parsed.success ? parsed.output : undefined;
}
