import { keyIsFoldedByClients } from '../../../oss/validate.ts';
import type { FormattedLink } from '../format.ts';
import { headersToSend, pathOf } from '../signedHeaders.ts';

/** What curl gets for a link, word by word, before a shell's quotes. */
export function curlArguments(link: FormattedLink): readonly string[] {
  return link.method === 'GET' ? downloadArguments(link) : uploadArguments(link);
}

function downloadArguments(link: FormattedLink): readonly string[] {
  return ['-fL', ...headerArguments(link), '-o', asFilePath(link.fileName), ...urlArguments(link.url)];
}

function uploadArguments(link: FormattedLink): readonly string[] {
  // Curl sends no type with -T, but a user's .curlrc or --data-binary would; OSS refuses a type that was not signed.
  const noContentType = 'content-type' in link.signedHeaders ? [] : ['-H', 'Content-Type:'];
  // To a URL that ends in a slash, -T appends the name of the file.
  const file = asFilePath(link.fileName);
  const body = pathOf(link.url).endsWith('/') ? ['--data-binary', `@${file}`] : ['-T', file];
  return ['-f', '-X', 'PUT', ...headerArguments(link), ...noContentType, ...body, ...urlArguments(link.url)];
}

function headerArguments(link: FormattedLink): string[] {
  // `name:` would remove the header.
  return headersToSend(link).flatMap(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]);
}

/** The URL as it is: no globs, neither in it nor in file names, and no folding of dot segments. */
function urlArguments(url: string): string[] {
  return ['-g', ...(keyIsFoldedByClients(pathOf(url)) ? ['--path-as-is'] : []), url];
}

/** A path that curl takes for a file: `-` alone is standard input or output, and so is `.` for uploads. */
function asFilePath(path: string): string {
  return path.startsWith('-') || path === '.' ? `./${path}` : path;
}
