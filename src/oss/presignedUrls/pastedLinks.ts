import type { KnownCdn } from './cdnLink.ts';
import { findSignatures } from './findSignatures.ts';
import { MAX_URL_LENGTH, type PresignedUrl } from './presignedUrl.ts';
import { readPresignedUrls } from './presignedUrlsInText.ts';

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const HOST_AND_PATH = /^(?:\/\/)?[a-z0-9_.-]{1,253}\.[a-z]{2,63}(?::\d{1,5})?\//i;

/**
 * Links in a text that someone copied or pasted. Also reads what `readPresignedUrls` cannot give a position for: a link
 * inside another URL (of a viewer or a mail filter), with more escapes, over several lines, with invisible characters,
 * or without its scheme.
 */
export function readPastedLinks(text: string, cdns: readonly KnownCdn[] = []): readonly PresignedUrl[] {
  const found = linksOf(text, cdns);
  if (found.length > 0) return found;
  const nested = findSignatures(text).flatMap(({ link }) => link ?? []);
  return nested.length > 0 || text.length > 2 * MAX_URL_LENGTH ? nested : linksOf(joined(text), cdns);
}

function linksOf(text: string, cdns: readonly KnownCdn[]): readonly PresignedUrl[] {
  return readPresignedUrls(text, cdns).map(({ link }) => link);
}

/** Text in one line, without marks of quoted replies, invisible characters and quoted-printable, and with a scheme. */
function joined(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().replace(/^>+ ?/, ''));
  const isQuotedPrintable = /=3d/i.test(text) && lines.some((line) => line.endsWith('='));
  const plain = isQuotedPrintable ? lines.map((line) => line.replace(/=$/, '').replace(/=3d/gi, '=')) : lines;
  const whole = plain.join('').replace(INVISIBLE, '');
  return HOST_AND_PATH.test(whole) ? `https://${whole.replace(/^\/\//, '')}` : whole;
}
