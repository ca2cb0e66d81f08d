// Kept apart: formats do not know objects, and only this file converts a link to their input.
import { safeFileName } from '../../text/fileNames.ts';
import { objectName, type Link } from '../link.ts';
import type { FormattedLink, LinkFormat } from './format.ts';

/** Text of several links in a format. `filePath` is the file that an upload sends, if known. */
export function renderLinks(format: LinkFormat, links: readonly FormattableLink[], filePath?: string): string {
  return links.map((link) => format.render(formattedLink(link, filePath))).join(format.separator ?? '\n');
}

type FormattableLink = Pick<Link, 'method' | 'url' | 'signedHeaders' | 'expiration' | 'target'>;

/** Link in the shape of the formats' input. `filePath` is the file that an upload sends, if known. */
export function formattedLink(link: FormattableLink, filePath?: string): FormattedLink {
  const { url, signedHeaders, expiration, target } = link;
  const name = objectName(target.key);
  const fileName = { GET: safeFileName(name), PUT: filePath ?? name }[link.method];
  return { method: link.method, url, signedHeaders, expiration, fileName };
}
