import type { LinkFormat } from './format.ts';
import * as l10n from '@vscode/l10n';

/** The presigned URL alone. */
export const urlFormat: LinkFormat = {
  id: 'url',
  label: 'URL',
  group: 'link',
  methods: ['GET', 'PUT'],
  languageId: 'plaintext',
  render: ({ url }) => url,
};

/** A QR code of the URL, shown as a picture instead of text. */
export const qrFormat: LinkFormat = {
  id: 'qr',
  get label() {
    return l10n.t('QR code');
  },
  group: 'link',
  methods: ['GET'],
  single: true,
  languageId: 'plaintext',
  render: ({ url }) => url,
};
