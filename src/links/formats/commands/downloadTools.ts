import { type LinkFormat, headerLines } from '../format.ts';
import { posixLine } from './shells.ts';

/** An aria2 command. Run again, it resumes an interrupted download. */
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

/** A wget command, for downloads only: with a body wget always sends a Content-Type, which breaks links without a signed one. */
export const wget: LinkFormat = {
  id: 'wget',
  label: 'wget',
  group: 'command',
  methods: ['GET'],
  languageId: 'shellscript',
  render: (link) => {
    const headers = headerLines(link).map((line) => `--header=${line}`);
    // wget writes to standard output for `-O -`.
    const file = link.fileName === '-' ? './-' : link.fileName;
    return posixLine(['wget', ...headers, '-O', file, link.url]);
  },
};
