import type { LinkFormat } from '../format.ts';
import { headerLines } from '../signedHeaders.ts';
import { posixLine } from './shells.ts';

/** Aria2, which goes on with a download that broke off when the same command is run again. */
export const aria2: LinkFormat = {
  id: 'aria2',
  label: 'aria2',
  group: 'command',
  methods: ['GET'],
  languageId: 'shellscript',
  render: (link) => {
    const headers = headerLines(link).map((line) => `--header=${line}`);
    return posixLine(['aria2c', ...headers, `--out=${link.fileName}`, link.url]);
  },
};
