import type { PageLanguage, ScriptTexts } from '../pageTexts.ts';

/** All that the script of an upload page knows beside the fields of the form. */
export interface PageData {
  /** The beginning of every object's name. */
  readonly prefix: string;
  readonly minBytes: number;
  readonly maxBytes: number;
  /** Content types by extension in lower case; absent where all files are accepted. */
  readonly types?: Readonly<Record<string, string>>;
  /** Whether each object's name gets a part of its own, so that files with one name stand beside each other. */
  readonly keepsBoth: boolean;
  /**
   * Fields of a form that a page sends without being let see the answer, in place of those of the same name and of
   * `success_action_status`.
   */
  readonly plainFields: Readonly<Record<string, string>>;
  /** The moment of expiry, in milliseconds since 1970. */
  readonly expiresMs: number;
  readonly language: PageLanguage;
  readonly texts: ScriptTexts;
}
