import path from 'node:path';
import { STATE_KEYS } from '../../ids.ts';
import type { StateStorage } from '../../stored.ts';

export interface StateFolderOptions {
  /** Folder of the folders. */
  readonly parent: string;
  /** Storage of VS Code, which names the folder of its user. */
  readonly memento: StateStorage;
  readonly newId: () => string;
}

/**
 * Folder of the state's files. VS Code's storage names it; the first window that writes chooses the name. Windows hear
 * late of each other's changes there, so that two of them may choose at once. Then both take the name that sorts first,
 * and the files in the other folder are moved.
 */
export class StateFolder {
  readonly #options: StateFolderOptions;
  /** Name that this window uses, until it has moved the files. */
  #used: string | undefined;
  #settling: Promise<string> | undefined;
  /** Whether the last move failed: then reads stay with the files of this window, and only writes try again. */
  #hasFailed = false;

  constructor(options: StateFolderOptions) {
    this.#options = options;
  }

  /** Folder as far as it is known; `undefined` before the first write of any window. */
  get path(): string | undefined {
    this.#used ??= this.#named();
    return this.#used === undefined ? undefined : this.#pathOf(this.#used);
  }

  /** Begins to settle a dispute that a read has found, unless only writes may. */
  settleSoon(): void {
    if (this.#isDisputed && !this.#hasFailed) this.settle().catch(() => undefined);
  }

  /** The folder to write to, after a dispute is settled and the files are moved; created by the first write. */
  async settle(): Promise<string> {
    const settled = this.path;
    if (this.#settling === undefined && settled !== undefined && !this.#isDisputed) return settled;
    this.#settling ??= this.#agree().finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  /** Moves a file that was written to a folder that this window does not use any more. */
  async moveFrom(former: string): Promise<void> {
    const { moveStateFiles } = await import('./moveStateFiles.ts');
    await moveStateFiles(former, this.#pathOf(this.#used ?? path.basename(former)));
  }

  async #agree(): Promise<string> {
    const { memento, newId } = this.#options;
    const own = this.#used ?? newId();
    const [kept = own] = [own, this.#named() ?? own].sort();
    if (this.#named() !== kept) await memento.update(STATE_KEYS.folder, kept);
    const former = this.#used;
    this.#used = kept;
    this.#hasFailed = false;
    if (former !== undefined && former !== kept) {
      await this.moveFrom(this.#pathOf(former)).catch((error: unknown) => {
        this.#used = former;
        this.#hasFailed = true;
        throw error;
      });
    }
    return this.#pathOf(kept);
  }

  /** Whether another window chose another name at the same time. */
  get #isDisputed(): boolean {
    return this.#used !== undefined && this.#named() !== this.#used;
  }

  #named(): string | undefined {
    const name: unknown = this.#options.memento.get(STATE_KEYS.folder);
    return typeof name === 'string' ? path.basename(name) : undefined;
  }

  #pathOf(name: string): string {
    return path.join(this.#options.parent, name);
  }
}
