import type { LinkMethod } from '../linkOptions.ts';

/** Link with all facts that its user needs to send the request. */
export interface FormattedLink {
  readonly method: LinkMethod;
  readonly url: string;
  /** Lower-case names. The request must send each with exactly this value. */
  readonly signedHeaders: Readonly<Record<string, string>>;
  /** Local file: a download is saved under this name, an upload sends it. May contain any character. */
  readonly fileName: string;
  readonly expiration: Date;
}

/** Heading under which the quick pick lists a format. */
export type FormatGroup = 'link' | 'command' | 'markup' | 'program';

/** Text format of a link. Pure, so that a new format is a few lines. */
export interface LinkFormat {
  /** Used in stored state and in settings, e.g. `curl` or `python`. */
  readonly id: string;
  /** Label in the quick pick. A localised label is a getter, since modules may be loaded before the language is known. */
  readonly label: string;
  readonly group: FormatGroup;
  readonly methods: readonly LinkMethod[];
  /** Whether only one link can be written, because two texts cannot follow each other. */
  readonly single?: true;
  /** VS Code language ID of an editor that shows the text. */
  readonly languageId: string;
  /** Text of one link, without a line break at the end. */
  readonly render: (link: FormattedLink) => string;
  /** Text between two links; default: a line break. */
  readonly separator?: string;
}

/** Headers that a client must send, as `name: value` lines. */
export function headerLines({ signedHeaders }: Pick<FormattedLink, 'signedHeaders'>): readonly string[] {
  return headersToSend({ signedHeaders }).map(([name, value]) => `${name}: ${value}`);
}

/** Signed headers that must be set on a client. It sends the signed Host header by default. */
export function headersToSend({
  signedHeaders,
}: Pick<FormattedLink, 'signedHeaders'>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(signedHeaders).filter(([name]) => name !== 'host');
}

/** URL without its query. */
export function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
