/** Resource that `dispose` releases; the shape is VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** Resources that are disposed at deactivation; every factory called by `activate` adds its own. */
export type Subscriptions = { dispose(): unknown }[];

/** Event source for the layers below the UI, in place of VS Code's `EventEmitter`. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event = (listener: (value: T) => void): Disposable => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
