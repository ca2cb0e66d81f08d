import { OssError } from '../../oss/errors/errors.ts';
import type { VersioningState } from '../../oss/client/bucketSettings.ts';
import type { Services } from '../services.ts';

/** Versioning of a bucket: `never` if it was never turned on, `unknown` if the profile may not read it. */
export type Versioning = VersioningState | 'never' | 'unknown';

/** Reads whether a bucket has versioning. */
export async function versioningOf(
  { profileId, bucket }: { readonly profileId: string; readonly bucket: string },
  { clientOf }: Pick<Services, 'clientOf'>,
): Promise<Versioning> {
  try {
    const client = await clientOf(profileId);
    return (await client.getBucketVersioning(bucket)) ?? 'never';
  } catch (error) {
    if (error instanceof OssError) return 'unknown';
    throw error;
  }
}
