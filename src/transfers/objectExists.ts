import type { OssClient } from '../oss/client/ossClient.ts';
import { OssError } from '../oss/errors/errors.ts';

/** Whether there is an object of that key; a key that may not look is told that there is none. */
export async function objectExists(
  client: Pick<OssClient, 'headObject'>,
  bucket: string,
  key: string,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await client.headObject(bucket, key, { signal });
    return true;
  } catch (error) {
    if (error instanceof OssError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}
