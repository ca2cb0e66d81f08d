import type { LinkFormat } from '../format.ts';
import { headerLines } from '../signedHeaders.ts';
import { posixLine } from './shells.ts';

/** Wget, for downloads: with a body it always sends a Content-Type, which breaks a link that has none signed. */
export const wget: LinkFormat = {
  id: 'wget',
  label: 'wget',
  group: 'command',
  methods: ['GET'],
  languageId: 'shellscript',
  render: (link) => {
    const headers = headerLines(link).map((line) => `--header=${line}`);
    // To `-O -` it would write to standard output.
    const file = link.fileName === '-' ? './-' : link.fileName;
    return posixLine(['wget', ...headers, '-O', file, link.url]);
  },
};
