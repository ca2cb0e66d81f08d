import * as l10n from '@vscode/l10n';
import { objectName, type ObjectTarget } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { Services } from '../services.ts';

/** Upper bound on a previewed image, to limit memory. */
const MAX_BYTES = 20 * 1024 ** 2;
const TIMEOUT_MS = 20_000;

/** Extension for each content type that VS Code's image preview supports. */
const SHOWN_TYPES: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['image/jpg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/bmp', 'bmp'],
  ['image/webp', 'webp'],
  ['image/avif', 'avif'],
]);

/** Shows the processed image. An error is shown as a message, so that the form stays open. */
export async function showProcessedImage(
  { profileId, bucket, key }: ObjectTarget,
  { process, versionId }: LinkOptions,
  { clientOf, imagePreview, notifications }: Pick<Services, 'notifications' | 'imagePreview' | 'clientOf'>,
): Promise<void> {
  try {
    const client = await clientOf(profileId);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const image = await client.getObject(bucket, key, omitUndefined({ process, versionId, signal }));
    const extension = SHOWN_TYPES.get(image.contentType?.split(';')[0]?.trim().toLowerCase() ?? '');
    const bytes = extension === undefined ? undefined : await readUpTo(image.body, MAX_BYTES);
    if (extension === undefined || !bytes) {
      notifications.status(l10n.t("Couldn't show this image. The link is not affected."));
      return;
    }
    const name = objectName(key);
    await imagePreview.show(l10n.t('{0} processed.{1}', name, extension), bytes);
  } catch (error) {
    notifications.error(error);
  }
}

/** Whole body; `undefined` if it is longer than `maxBytes`. */
async function readUpTo(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
