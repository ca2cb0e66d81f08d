import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { contentState, isSameState, type ContentState } from './contentState.ts';

/**
 * Object that an editor shows, and the content that the editor's text is based on. Editors do not say which reading
 * they use: other extensions read too, and an editor with unsaved changes keeps its text. So a reading counts as the
 * base only once the editor has shown it.
 */
export class ShownObject {
  isEditable: boolean;
  #base: ContentState | undefined;
  #metadata: ObjectMetadata | undefined;
  #candidate: ObjectMetadata | undefined;
  #timeMs: number;

  /** `openedMs`: present time. `base`: content that changes were based on which were left unsaved in an earlier session. */
  constructor(openedMs: number, unsaved?: { readonly base?: ContentState }) {
    this.#timeMs = -openedMs;
    this.#base = unsaved?.base;
    this.isEditable = unsaved !== undefined;
  }

  /** Content that a save may replace; `undefined` if it is not known. */
  get base(): ContentState | undefined {
    return this.#base;
  }

  /** Metadata that came with the base. */
  get metadata(): ObjectMetadata | undefined {
    return this.#metadata;
  }

  /**
   * Time of the last change, in milliseconds, for VS Code, which compares times only. It decreases with each change and
   * each session: VS Code does not save over a file that is newer, and has its own question for that. Here the ETag
   * decides.
   */
  get timeMs(): number {
    return this.#timeMs;
  }

  /** Makes VS Code read the object again once it asks for its time. */
  expire(): void {
    this.#timeMs--;
  }

  /** Notes what was read. `isShown`: an editor shows an earlier reading and may keep it. */
  read(metadata: ObjectMetadata, isShown: boolean): void {
    const state = contentState(metadata);
    if (!isShown || isSameState(state, this.#base)) this.#rebase(metadata, state);
    else this.#candidate = metadata;
  }

  /** Notes that the editor shows the last reading. */
  reloaded(): void {
    if (this.#candidate) this.#rebase(this.#candidate, contentState(this.#candidate));
  }

  /** Notes what a save has stored. */
  saved(state: ContentState): void {
    this.#base = state;
    this.#candidate = undefined;
    this.expire();
  }

  #rebase(metadata: ObjectMetadata, state: ContentState | undefined): void {
    this.#base = state;
    this.#metadata = metadata;
    this.#candidate = undefined;
  }
}
