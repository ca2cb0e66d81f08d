/** A link to be shown as a QR code. */
export interface QrLink {
  readonly url: string;
  /** Of the object. */
  readonly name: string;
  /** Words for when it ends. */
  readonly expires: string;
}

/** Shows links as QR codes. */
export interface QrCodes {
  /** Throws an `InvalidInputError` where a link is too long. */
  show(link: QrLink): Promise<void>;
}

/** Shows each code in a panel of its own. What fails when it is saved goes to `failed`. */
export function openQrCodes(failed: (error: unknown) => void): QrCodes {
  return {
    async show(link) {
      const { showQrPanel } = await import('./qrPanel.ts');
      showQrPanel(link, failed);
    },
  };
}
