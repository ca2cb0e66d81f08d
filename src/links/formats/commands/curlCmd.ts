import type { LinkFormat } from '../format.ts';
import { curlArguments } from './curlArguments.ts';
import { cmdLine } from './shells.ts';

/** Curl, which Windows brings, as one line for the prompt of cmd. */
export const curlCmd: LinkFormat = {
  id: 'curl-cmd',
  label: 'curl (cmd)',
  group: 'command',
  methods: ['GET', 'PUT'],
  languageId: 'bat',
  render: (link) => cmdLine(['curl', ...curlArguments(link)]),
};
