import type { FormattedLink } from '../../../src/links/formats/format.ts';

export const url =
  'https://bucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt?x-oss-date=20261122T001500Z&x-oss-signature=0f';

/** A GET link of a file `b.txt`. */
export function download(changes: Partial<FormattedLink> = {}): FormattedLink {
  const expiration = new Date('2026-11-22T00:30:00Z');
  return { method: 'GET', url, signedHeaders: {}, fileName: 'b.txt', expiration, ...changes };
}

/** A PUT link of a file `b.txt`. */
export function upload(changes: Partial<FormattedLink> = {}): FormattedLink {
  return download({ method: 'PUT', ...changes });
}

/** Names with text that a shell, a language or markup could interpret. */
export const hostileNames = [
  'it\'s "quoted".txt',
  '$HOME $(id) `id` ${x}.txt',
  '100% %PATH% ^caret !bang!.txt',
  '-rf.txt',
  'a\\b\\',
  '#{x} \\(x) {0} {{y}}.txt',
  '[x](y) *b* <i>&amp;.txt',
  '报告 🎉\u2028.txt',
  'two\nlines\t.txt',
  "'; rm -rf ~; '",
] as const;
