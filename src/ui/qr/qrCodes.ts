// Lazy border: the panel is loaded with the first QR code.
import type { QrLink } from './qrPanel.ts';

/** QR codes of links. */
export interface QrCodes {
  /** Throws `InvalidInputError` if the link is too long. */
  show(link: QrLink): Promise<void>;
}

/** Creates the service that shows each code in its own panel. Errors while saving go to `failed`. */
export function createQrCodes(failed: (error: unknown) => void): QrCodes {
  return {
    async show(link) {
      const { showQrPanel } = await import('./qrPanel.ts');
      showQrPanel(link, failed);
    },
  };
}
