import type { LinkFormat } from './format.ts';

/** The bare link, which every method has. */
export const urlFormat: LinkFormat = {
  id: 'url',
  label: 'URL',
  group: 'link',
  methods: ['GET', 'PUT'],
  languageId: 'plaintext',
  render: ({ url }) => url,
};
