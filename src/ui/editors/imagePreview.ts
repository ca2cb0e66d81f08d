// Lazy border: image files are loaded with the first image.
import type { ImagePreview } from './imageFiles.ts';
import type { Subscriptions } from '../../emitter.ts';

/** Creates the image preview, which is loaded with the first image. */
export function createImagePreview(subscriptions: Subscriptions): ImagePreview {
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
    close: async () => {
      await (await opened)?.close();
    },
  };
}
