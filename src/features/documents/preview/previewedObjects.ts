import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../../links/link.ts';
import { makeLink } from '../../../links/makeLink.ts';
import type { MappedFile } from '../../../links/mappings/mappings.ts';
import { OssError } from '../../../oss/errors/errors.ts';
import { validateExistingBucket, validateExistingKey } from '../../../oss/validate.ts';
import { explainError } from '../../../ui/messages/errorText.ts';
import type { Services } from '../../services.ts';
import { dataUriOf, ImageTooLargeError } from '../pictures/dataUri.ts';

/** Object of an `oss://` address. */
export interface AddressedObject {
  readonly bucket: string;
  readonly key: string;
}

/** Content of a preview for an object: a URL with a short validity, or the reason why there is none. */
export type Shown = { readonly url: string; readonly expiration?: Date } | { readonly problem: string };

/** Validity of links in previews. */
const VALIDITY = '15m';
/** Maximum size of embedded images. Previews load no images from hosts without TLS, so these are embedded. */
const MAX_EMBEDDED_BYTES = 5 * 2 ** 20;

/** Object of an address as encoded by Markdown; `undefined` if it names no object. */
export function readAddressedObject(uri: string): AddressedObject | undefined {
  const [, bucket = '', path = ''] = /^oss:\/\/([^/]+)\/(.+)$/s.exec(uri) ?? [];
  try {
    const key = decoded(path);
    validateExistingBucket(bucket);
    validateExistingKey(key);
    return { bucket, key };
  } catch {
    return undefined;
  }
}

/** URL of an object for a preview. Images are requested first, so that a missing one is reported. */
export async function showObject(
  mapped: MappedFile,
  { bucket, key }: AddressedObject,
  kind: 'picture' | 'link',
  services: Services,
): Promise<Shown> {
  const profile = services.mappings.profiles.profileFor(mapped);
  if (!profile) return { problem: l10n.t('No profile is selected for the bucket "{0}".', bucket) };
  const target: ObjectTarget = { profileId: profile.id, bucket, key };
  try {
    if (kind === 'picture') await (await services.clientOf(profile.id)).headObject(bucket, key);
    const { url, expiration } = await makeLink(target, { method: 'GET', validity: VALIDITY }, services);
    if (kind === 'link' || url.startsWith('https:')) return { url, expiration };
    const image = await (await services.clientOf(profile.id)).getObject(bucket, key);
    return { url: await dataUriOf(image, key, MAX_EMBEDDED_BYTES) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof ImageTooLargeError) return l10n.t('The picture is too large for the preview.');
  if (error instanceof OssError && error.status === 404) return l10n.t("The object doesn't exist.");
  return explainError(error).message;
}

/** Decoded text; text with invalid percent-encoding is returned unchanged. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
