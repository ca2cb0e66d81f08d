import { hasDotSegments } from '../../../oss/validate.ts';
import { type FormattedLink, type LinkFormat, headersToSend, pathOf } from '../format.ts';
import { posixLine, quoteForShell } from './shells.ts';

/** An HTTPie command as one line for POSIX shells. */
export const httpie: LinkFormat = {
  id: 'httpie',
  label: 'HTTPie',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'shellscript',
  render: (link) => ({ GET: download, PUT: upload })[link.method](link),
};

function download(link: FormattedLink): string {
  // Without a terminal, HTTPie reads standard input as the body.
  const options = ['--ignore-stdin', '--download', `--output=${link.fileName}`];
  return posixLine(['http', ...options, ...pathOptions(link), 'GET', link.url, ...headerItems(link)]);
}

/** Upload command that reads the file from standard input: in an argument, HTTPie interprets backslashes of the name. */
function upload(link: FormattedLink): string {
  // HTTPie sends application/json by default; an empty item removes it.
  const noContentType = 'content-type' in link.signedHeaders ? [] : ['Content-Type:'];
  const words = ['--check-status', ...pathOptions(link), 'PUT', link.url, ...headerItems(link), ...noContentType];
  return `${posixLine(['http', ...words])} < ${quoteForShell(link.fileName)}`;
}

function pathOptions({ url }: FormattedLink): readonly string[] {
  return hasDotSegments(pathOf(url)) ? ['--path-as-is'] : [];
}

/** HTTPie's `name:value` items, `name;` for an empty value. A leading `=` or `@` is escaped, since it changes the kind of item. */
function headerItems(link: FormattedLink): readonly string[] {
  return headersToSend(link).map(([name, value]) =>
    value === '' ? `${name};` : `${name}:${value.replace(/^[=@]/, '\\$&')}`,
  );
}
