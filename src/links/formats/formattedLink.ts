// Kept apart: formats do not know objects, and only this file converts a link to their input.
import { numberedName, safeFileName } from '../../text/fileNames.ts';
import { objectName, type Link } from '../link.ts';
import type { FormattedLink, LinkFormat } from './format.ts';

/**
 * Text of several links in a format. `filePath` is the file that an upload sends, if known. Commands and programs save
 * downloads under different names, so that objects of one name in different folders do not replace each other.
 */
export function renderLinks(format: LinkFormat, links: readonly FormattableLink[], filePath?: string): string {
  const formatted = links.map((link) => formattedLink(link, filePath));
  const savesFiles = format.group === 'command' || format.group === 'program';
  const named = savesFiles ? withUniqueNames(formatted) : formatted;
  return named.map((link) => format.render(link)).join(format.separator ?? '\n');
}

/** Links whose downloads get a number if an earlier one has the name, also in another case. */
function withUniqueNames(links: readonly FormattedLink[]): readonly FormattedLink[] {
  const taken = new Set<string>();
  return links.map((link) => {
    if (link.method !== 'GET') return link;
    for (let number = 1; ; number++) {
      const fileName = number === 1 ? link.fileName : numberedName(link.fileName, number);
      const folded = fileName.normalize('NFC').toLowerCase();
      if (taken.has(folded)) continue;
      taken.add(folded);
      return { ...link, fileName };
    }
  });
}

type FormattableLink = Pick<Link, 'method' | 'url' | 'signedHeaders' | 'expiration' | 'target'>;

/** Link in the shape of the formats' input. `filePath` is the file that an upload sends, if known. */
export function formattedLink(link: FormattableLink, filePath?: string): FormattedLink {
  const { url, signedHeaders, expiration, target } = link;
  const name = objectName(target.key);
  const fileName = { GET: safeFileName(name), PUT: filePath ?? name }[link.method];
  return { method: link.method, url, signedHeaders, expiration, fileName };
}
