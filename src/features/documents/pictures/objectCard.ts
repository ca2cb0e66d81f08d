import { isImageKey } from '../../../links/formats/documentFormat.ts';
import { isProcessableImage } from '../../../links/headers/imageProcess.ts';
import type { ObjectTarget } from '../../../links/link.ts';
import type { OssClient } from '../../../oss/client/ossClient.ts';
import { OssError } from '../../../oss/errors/errors.ts';
import { omitUndefined } from '../../../oss/optional.ts';
import { dataUriOf, ImageTooLargeError } from './dataUri.ts';

/** Facts about an object for a hover. */
export interface ObjectCard {
  readonly sizeBytes?: number;
  readonly lastModified?: Date;
  /** Thumbnail as a data URI; absent for objects that are no images, and for images that OSS cannot resize. */
  readonly thumbnail?: string;
}

/** Widths of thumbnails, tried until one is small enough. */
const WIDTHS = [320, 160, 80];
/** Maximum size of a thumbnail: VS Code truncates hovers above 100,000 characters. */
const MAX_THUMBNAIL_BYTES = 65_536;

/** Facts about an object from OSS, with a thumbnail for an image. */
export async function objectCard(
  { bucket, key, versionId }: ObjectTarget,
  client: Pick<OssClient, 'headObject' | 'getObject'>,
  signal: AbortSignal,
): Promise<ObjectCard> {
  const options = omitUndefined({ versionId, signal });
  const { sizeBytes, lastModified } = await client.headObject(bucket, key, options);
  const isSmall = sizeBytes !== undefined && sizeBytes <= MAX_THUMBNAIL_BYTES;
  const processes = isProcessableImage(key)
    ? WIDTHS.map((width) => `image/resize,m_lfit,w_${width},h_${width}/quality,q_80`)
    : isImageKey(key) && isSmall
      ? [undefined]
      : [];
  const thumbnail = await firstThumbnail(processes, async (process) => {
    const content = await client.getObject(bucket, key, { ...options, ...(process !== undefined && { process }) });
    return dataUriOf(content, key, MAX_THUMBNAIL_BYTES);
  });
  return omitUndefined({ sizeBytes, lastModified, thumbnail });
}

/** First thumbnail that is small enough; `undefined` if OSS cannot make one. */
async function firstThumbnail(
  processes: readonly (string | undefined)[],
  read: (process: string | undefined) => Promise<string>,
): Promise<string | undefined> {
  for (const process of processes) {
    try {
      return await read(process);
    } catch (error) {
      if (error instanceof OssError) return undefined;
      if (!(error instanceof ImageTooLargeError)) throw error;
    }
  }
  return undefined;
}
