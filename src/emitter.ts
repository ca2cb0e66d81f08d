/** Something that is undone by `dispose`, as VS Code has it. */
export interface Disposable {
  dispose(): void;
}

/** What is disposed when the extension is deactivated; whatever `activate` creates adds itself here. */
export type Subscriptions = { dispose(): unknown }[];

/** Tells listeners of a value; the layers below the UI use it in place of VS Code's own. */
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
