/** Images that are looked at while something else is being chosen. */
export interface ImagePreview {
  /** Shows an image beside what is open, in place of the one shown before; the keyboard stays where it is. */
  show(fileName: string, bytes: Uint8Array): Promise<void>;
}

/** Opens the place that previewed images are kept in when the first one is shown. */
export function openImagePreview(subscriptions: { dispose(): unknown }[]): ImagePreview {
  const open = async (): Promise<ImagePreview> => {
    const { ImageFiles } = await import('./imageFiles.ts');
    const files = new ImageFiles();
    subscriptions.push(files);
    return files;
  };
  let opened: Promise<ImagePreview> | undefined;
  return {
    show: async (fileName, bytes) => {
      opened ??= open();
      await (await opened).show(fileName, bytes);
    },
  };
}
