import * as l10n from '@vscode/l10n';
import type { LinkFormat } from './format.ts';

/** A picture of the link for phones, which is shown in place of its text. */
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
