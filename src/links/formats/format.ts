import type { LinkMethod } from '../link.ts';

/** What a format writes down: one link with all that whoever uses it has to know. */
export interface FormattedLink {
  readonly method: LinkMethod;
  readonly url: string;
  /** Lower-case names; the request has to carry each with exactly this value. */
  readonly signedHeaders: Readonly<Record<string, string>>;
  /** The local file: a download is saved under this name, an upload sends it. May hold any character. */
  readonly fileName: string;
  readonly expiration: Date;
}

/** Where a format stands in the pick. */
export type FormatGroup = 'link' | 'command' | 'markup' | 'program';

/** One way to write a link down; pure, so that a new one is a few lines. */
export interface LinkFormat {
  /** Remembered, and named in settings, e.g. `curl` or `python`. */
  readonly id: string;
  /**
   * What the pick shows: the name of a product or a language, with words in the user's language where it needs any; those
   * by a getter, since modules may be loaded before the language is known.
   */
  readonly label: string;
  readonly group: FormatGroup;
  readonly methods: readonly LinkMethod[];
  /** It is for one link and cannot stand beside another of its kind. */
  readonly single?: true;
  /** The language of an editor that shows it, as VS Code calls it. */
  readonly languageId: string;
  /** Gives one link as text that ends without a line break. */
  readonly render: (link: FormattedLink) => string;
  /** What stands between two links, a line break unless given. */
  readonly separator?: string;
}
