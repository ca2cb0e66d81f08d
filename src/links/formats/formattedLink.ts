// Kept apart: formats know no objects, and this file alone turns a link into what they take.
import { safeFileName } from '../../text/fileNames.ts';
import { objectName, type Link } from '../link.ts';
import type { FormattedLink, LinkFormat } from './format.ts';

/** Text of several links in a format. `filePath` is the file that an upload sends, where one is known. */
export function renderLinks(format: LinkFormat, links: readonly FormattableLink[], filePath?: string): string {
  return links.map((link) => format.render(formattedLink(link, filePath))).join(format.separator ?? '\n');
}

type FormattableLink = Pick<Link, 'method' | 'url' | 'signedHeaders' | 'expiration' | 'target'>;

/** Link in the shape that formats take. `filePath` is the file that an upload sends, where one is known. */
export function formattedLink(link: FormattableLink, filePath?: string): FormattedLink {
  const { url, signedHeaders, expiration, target } = link;
  const name = objectName(target.key);
  const fileName = { GET: safeFileName(name), PUT: filePath ?? name }[link.method];
  return { method: link.method, url, signedHeaders, expiration, fileName };
}
