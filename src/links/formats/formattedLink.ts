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

/**
 * File name for a download on any system. Users who run a command did not choose the key: the name must not lead out of
 * their folder (`..`, and on Windows `\` and `:`) and must be valid for a file.
 */
export function safeFileName(name: string): string {
  const legal = name.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_');
  return legal.replace(/^\.{1,2}$|[. ]$/, '_');
}
