import * as l10n from '@vscode/l10n';
import { type FormattedLink, type LinkFormat, headerLines } from './format.ts';

/** A request in an `.http` file, as REST client extensions send it. */
export const httpRequest: LinkFormat = {
  id: 'http',
  get label() {
    return l10n.t('.http request');
  },
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'http',
  separator: '\n\n###\n\n',
  render: (link) => [`${link.method} ${link.url}`, ...headerLines(link), ...bodyLines(link)].join('\n'),
};

/** Lines that name the file to send. The name is the rest of the line: it needs no quotes, but cannot contain line breaks. */
function bodyLines({ method, fileName }: FormattedLink): readonly string[] {
  switch (method) {
    case 'GET':
      return [];
    case 'PUT':
      return ['', `< ${fileName.replaceAll(/[\r\n]+/g, ' ')}`];
  }
}
