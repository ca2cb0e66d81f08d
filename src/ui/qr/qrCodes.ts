import type { QrLink } from './qrPanel.ts';

/** Shows links as QR codes. */
export interface QrCodes {
  /** Throws an `InvalidInputError` where a link is too long. */
  show(link: QrLink): Promise<void>;
}

/** Shows each code in a panel of its own. What fails when it is saved goes to `failed`. */
export function createQrCodes(failed: (error: unknown) => void): QrCodes {
  return {
    async show(link) {
      const { showQrPanel } = await import('./qrPanel.ts');
      showQrPanel(link, failed);
    },
  };
}
