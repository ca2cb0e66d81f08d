import type { PageLanguage, ScriptTexts } from '../pageTexts.ts';

/** Data of an upload page's script, in addition to the fields of the form. */
export interface PageData {
  /** Prefix of every object key. */
  readonly prefix: string;
  readonly minBytes: number;
  readonly maxBytes: number;
  /** Content types by lower-case extension; absent if all files are accepted. */
  readonly types?: Readonly<Record<string, string>>;
  /** Whether each object name gets a unique segment, so that files of the same name are kept beside each other. */
  readonly keepsBoth: boolean;
  /**
   * Fields of a form that a page sends without reading the response. They replace fields of the same name and
   * `success_action_status`.
   */
  readonly plainFields: Readonly<Record<string, string>>;
  /** Expiry, in milliseconds since 1970. */
  readonly expiresMs: number;
  readonly language: PageLanguage;
  readonly texts: ScriptTexts;
}
