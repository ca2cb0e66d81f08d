/** Content of a file. The fields beside `value` belong to Settings Sync. */
export interface StateContent {
  readonly value?: unknown;
  /** Identifies this installation among the copies. */
  readonly writer?: string;
  /** Number of the last copy of this installation. */
  readonly count?: number;
  /** Last copy that was taken over from each other installation. */
  readonly seen?: Readonly<Record<string, { readonly count: number; readonly value?: unknown }>>;
}

/** Content of a file that cannot be parsed. Files are replaced atomically, so it was damaged from outside; it counts as empty. */
export const DAMAGED: StateContent = {};

/** Content of a file; `undefined` if there is no file. */
export function parseContent(text: string | undefined): StateContent | undefined {
  if (text === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? content : DAMAGED;
  } catch {
    return DAMAGED;
  }
}
