import { objectName, type Link } from '../link.ts';
import type { FormattedLink, LinkFormat } from './format.ts';

/** Writes links down one after the other; `filePath` is the file that an upload sends, where one is known. */
export function renderLinks(format: LinkFormat, links: readonly FormattableLink[], filePath?: string): string {
  return links.map((link) => format.render(formattedLink(link, filePath))).join(format.separator ?? '\n');
}

type FormattableLink = Pick<Link, 'method' | 'url' | 'signedHeaders' | 'expiration' | 'target'>;

/** A link as formats take it; `filePath` is the file that an upload sends, where one is known. */
export function formattedLink(link: FormattableLink, filePath?: string): FormattedLink {
  const { url, signedHeaders, expiration, target } = link;
  const name = objectName(target.key);
  return link.method === 'PUT'
    ? { method: 'PUT', url, signedHeaders, expiration, fileName: filePath ?? name }
    : { method: 'GET', url, signedHeaders, expiration, fileName: safeFileName(name) };
}

/**
 * The name under which a download is saved on any system. Whoever runs a command has not chosen the key: it must not
 * lead out of his folder (`..`, and on Windows `\` and `:`) or be a name that no file can have.
 */
export function safeFileName(name: string): string {
  const legal = name.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_');
  return legal.replace(/^\.{1,2}$|[. ]$/, '_');
}
