import * as l10n from '@vscode/l10n';
import type { FormattedLink, LinkFormat } from './format.ts';
import { headerLines } from './signedHeaders.ts';

/** A request of an `.http` file, as REST clients for editors send it. */
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

/** A file is named by the rest of its line, so that no name needs quotes; a line break is what none may have. */
function bodyLines({ method, fileName }: FormattedLink): readonly string[] {
  return method === 'PUT' ? ['', `< ${fileName.replaceAll(/[\r\n]+/g, ' ')}`] : [];
}
