import { keyIsFoldedByClients } from '../../../oss/validate.ts';
import type { FormattedLink, LinkFormat } from '../format.ts';
import { headersToSend, pathOf } from '../signedHeaders.ts';
import { posixLine, quoteForShell } from './shells.ts';

/** HTTPie, as one line for POSIX shells. */
export const httpie: LinkFormat = {
  id: 'httpie',
  label: 'HTTPie',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'shellscript',
  render: (link) => (link.method === 'GET' ? download(link) : upload(link)),
};

function download(link: FormattedLink): string {
  // Without a terminal it would take standard input for a body.
  const options = ['--ignore-stdin', '--download', `--output=${link.fileName}`];
  return posixLine(['http', ...options, ...pathOptions(link), 'GET', link.url, ...headerItems(link)]);
}

/** The file comes by standard input: in an argument, HTTPie would read backslashes of its name as its own. */
function upload(link: FormattedLink): string {
  // It would send application/json; an empty item takes that away.
  const noContentType = 'content-type' in link.signedHeaders ? [] : ['Content-Type:'];
  const words = ['--check-status', ...pathOptions(link), 'PUT', link.url, ...headerItems(link), ...noContentType];
  return `${posixLine(['http', ...words])} < ${quoteForShell(link.fileName)}`;
}

function pathOptions({ url }: FormattedLink): readonly string[] {
  return keyIsFoldedByClients(pathOf(url)) ? ['--path-as-is'] : [];
}

/** `name:value`, and `name;` for none; what would make another kind of item of it stands after a backslash. */
function headerItems(link: FormattedLink): readonly string[] {
  return headersToSend(link).map(([name, value]) =>
    value === '' ? `${name};` : `${name}:${value.replace(/^[=@]/, '\\$&')}`,
  );
}
