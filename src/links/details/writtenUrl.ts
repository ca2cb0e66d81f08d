import type { KnownCdn } from '../../oss/presignedUrls/cdnLink.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';

/** Spellings of characters in URLs within HTML, JSON and shell commands. */
const SPELLINGS: readonly (readonly [character: string, spelling: RegExp])[] = [
  ['%', /\\u0025|\\%/i],
  ['&', /&(?:amp;)*(?:amp|#0*38|#x0*26);|\\u0026|\\&/i],
  ['=', /&(?:amp;)*(?:equals|#0*61|#x0*3d);|\\u003d|\\=/i],
  ['?', /\\u003f|\\\?/i],
  ['/', /&(?:amp;)*(?:sol|#0*47|#x0*2f);|\\u002f|\\\//i],
  [':', /\\:/],
  ['_', /\\_/],
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
