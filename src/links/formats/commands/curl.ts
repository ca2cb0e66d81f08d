import { type LinkFormat, type FormattedLink, headersToSend, pathOf } from '../format.ts';
import { posixLine, cmdLine } from './shells.ts';
import { hasDotSegments } from '../../../oss/validate.ts';

/** A curl command as one line for POSIX shells. */
export const curl: LinkFormat = {
  id: 'curl',
  label: 'curl',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'shellscript',
  render: (link) => posixLine(['curl', ...curlArguments(link)]),
};

/** Arguments of curl for a link, before a shell quotes them. */
function curlArguments(link: FormattedLink): readonly string[] {
  switch (link.method) {
    case 'GET':
      return downloadArguments(link);
    case 'PUT':
      return uploadArguments(link);
  }
}

function downloadArguments(link: FormattedLink): readonly string[] {
  return ['-fL', ...headerArguments(link), '-o', asFilePath(link.fileName), ...urlArguments(link.url)];
}

function uploadArguments(link: FormattedLink): readonly string[] {
  // curl sends no Content-Type with -T, but a .curlrc or --data-binary can add one. OSS refuses a type that was not signed.
  const noContentType = 'content-type' in link.signedHeaders ? [] : ['-H', 'Content-Type:'];
  // -T appends the file name to a URL that ends in a slash.
  const file = asFilePath(link.fileName);
  const body = pathOf(link.url).endsWith('/') ? ['--data-binary', `@${file}`] : ['-T', file];
  return ['-f', '-X', 'PUT', ...headerArguments(link), ...noContentType, ...body, ...urlArguments(link.url)];
}

function headerArguments(link: FormattedLink): string[] {
  // curl reads `name:` as "remove this header" and `name;` as "send it without a value".
  return headersToSend(link).flatMap(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]);
}

/** Arguments that send the URL unchanged: no glob expansion and no removal of dot segments. */
function urlArguments(url: string): string[] {
  return ['-g', ...(hasDotSegments(pathOf(url)) ? ['--path-as-is'] : []), url];
}

/** Path that curl reads as a file. Alone, `-` means standard input or output, and so does `.` for uploads. */
function asFilePath(path: string): string {
  return path.startsWith('-') || path === '.' ? `./${path}` : path;
}

/** A curl command (part of Windows) as one line for the cmd prompt. */
export const curlCmd: LinkFormat = {
  id: 'curl-cmd',
  label: 'curl (cmd)',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'bat',
  render: (link) => cmdLine(['curl', ...curlArguments(link)]),
};
