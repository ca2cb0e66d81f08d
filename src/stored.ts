import type { Memento } from 'vscode';
import * as v from 'valibot';

/** Part of VS Code's key-value storage that stored values use. */
export type StateStorage = Pick<Memento, 'get' | 'update'>;

/**
 * Value that VS Code stores under one key. It is validated each time it is read, because another version may have
 * written it.
 */
export class Stored<T> {
  readonly #memento: StateStorage;
  readonly #key: string;
  readonly #schema: v.GenericSchema<unknown, T>;

  constructor(memento: StateStorage, key: string, schema: v.GenericSchema<unknown, T>) {
    this.#memento = memento;
    this.#key = key;
    this.#schema = schema;
  }

  /** Stored value; `undefined` if there is none, or none that this version can read. */
  read(): T | undefined {
    return readValue(this.#schema, this.#memento.get(this.#key));
  }

  /** Stored value, if this version cannot read it; otherwise `undefined`. */
  get unreadable(): unknown {
    const stored: unknown = this.#memento.get(this.#key);
    return stored === undefined || v.is(this.#schema, stored) ? undefined : stored;
  }

  /** Stores a value, or removes it. */
  async write(value: T | undefined): Promise<void> {
    await this.#memento.update(this.#key, value);
  }
}

/** Value from a part of another stored value; `undefined` if this version cannot read it. */
export function readValue<T>(schema: v.GenericSchema<unknown, T>, stored: unknown): T | undefined {
  const parsed = v.safeParse(schema, stored);
  return parsed.success ? parsed.output : undefined;
}
