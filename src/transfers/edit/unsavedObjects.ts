import * as v from 'valibot';
import { Stored, type StateStorage } from '../../stored.ts';
import { isSameState, type ContentState } from './contentState.ts';

const KEY = 'ossLinks.unsavedObjects';
const MAX_UNSAVED = 100;

const schema = v.array(
  v.object({
    uri: v.string(),
    base: v.optional(v.object({ etag: v.string(), sizeBytes: v.number(), crc64: v.optional(v.string()) })),
  }),
);

/**
 * Addresses of objects in editors with unsaved changes, and the contents that these are based on. VS Code keeps the
 * changes over a restart; with this they can be saved then, and changes by others are noticed.
 */
export class UnsavedObjects {
  readonly #stored: Stored<v.InferOutput<typeof schema>>;

  constructor(storage: StateStorage) {
    this.#stored = new Stored(storage, KEY, schema);
  }

  get isEmpty(): boolean {
    return this.#stored.read() === undefined;
  }

  /** State that unsaved changes are based on; `undefined` for an address without any. */
  find(uri: string): { readonly base?: ContentState } | undefined {
    const found = this.#stored.read()?.find((one) => one.uri === uri);
    return found && (found.base ? { base: found.base } : {});
  }

  /** Notes unsaved changes. `before`: base that this window has noted. Another base is that of another window. */
  async add(uri: string, base: ContentState | undefined, before: ContentState | undefined = base): Promise<void> {
    const known = this.find(uri);
    const isOurs = !known || isSameState(known.base, base) || isSameState(known.base, before);
    // After a restart nobody can say which window had which base. Without one, a save asks.
    const noted = isOurs ? base : undefined;
    const others = this.#others(uri);
    await this.#stored.write([...others.slice(1 - MAX_UNSAVED), { uri, ...(noted && { base: noted }) }]);
  }

  async remove(uri: string): Promise<void> {
    if (!this.find(uri)) return;
    const others = this.#others(uri);
    await this.#stored.write(others.length === 0 ? undefined : others);
  }

  /** Forgets all of them. */
  async forget(): Promise<void> {
    await this.#stored.write(undefined);
  }

  #others(uri: string): v.InferOutput<typeof schema> {
    return (this.#stored.read() ?? []).filter((one) => one.uri !== uri);
  }
}
