import { curl } from './commands/curl.ts';
import type { LinkFormat } from './format.ts';
import { programs } from './programs/programs.ts';

/** The bare link, which every method has. */
export const urlFormat: LinkFormat = {
  id: 'url',
  label: 'URL',
  group: 'link',
  methods: ['GET', 'PUT'],
  languageId: 'plaintext',
  render: ({ url }) => url,
};

/** Every way to write a link down, in the order of the pick, group after group. */
export const linkFormats: readonly LinkFormat[] = [urlFormat, curl, ...programs];

/** The format of that id, or `undefined` where no version of ours knows it. */
export function formatById(id: string): LinkFormat | undefined {
  return linkFormats.find((format) => format.id === id);
}
