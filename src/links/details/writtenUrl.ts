import type { KnownCdn } from '../../oss/presignedUrls/cdnLink.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';

/** Spellings of characters in URLs within HTML, JSON and shell commands. */
const SPELLINGS: readonly (readonly [character: string, spelling: RegExp])[] = [
  ['%', /\\u0025|\\%/i],
  ['&', /&amp;|&#38;|&#x26;|\\u0026|\\&/i],
  ['=', /\\u003d|\\=/i],
  ['?', /\\u003f|\\\?/i],
  ['/', /\\u002f|\\\//i],
];

/**
 * URL with the escapes that a text uses, for a link that replaces `written` there. `undefined` if the text would then
 * contain another link.
 */
export function writtenAs(written: string, url: string, cdns: readonly KnownCdn[]): string | undefined {
  const spellings = SPELLINGS.flatMap(([character, spelling]) => {
    const [found] = spelling.exec(written) ?? [];
    return found === undefined ? [] : [[character, found] as const];
  });
  const text = Array.from(url, (one) => spellings.find(([character]) => character === one)?.[1] ?? one).join('');
  const [read] = readPresignedUrls(text, cdns);
  return read?.link.url === url && read.endIndex === text.length ? text : undefined;
}
