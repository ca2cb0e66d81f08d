import type { LinkFormat } from '../format.ts';
import { curlArguments } from './curlArguments.ts';
import { posixLine } from './shells.ts';

/** Curl, as one line for POSIX shells. */
export const curl: LinkFormat = {
  id: 'curl',
  label: 'curl',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'shellscript',
  render: (link) => posixLine(['curl', ...curlArguments(link)]),
};
