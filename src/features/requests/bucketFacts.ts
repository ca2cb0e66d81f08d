import type { OssClient } from '../../oss/client/ossClient.ts';
import type { VersioningState } from '../../oss/client/bucketSettings.ts';
import { findCorsRule } from '../../oss/client/corsRules.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { MalformedXmlError } from '../../oss/xml/xml.ts';

/**
 * Effect of an upload that must not overwrite on an existing object. Buckets with versioning ignore the header
 * `x-oss-forbid-overwrite`: with versioning enabled they add a version, with versioning suspended they replace the object.
 */
export type SameNameRule = 'refuses' | 'addsVersion' | 'replaces';

const SAME_NAME_RULES: Readonly<Record<VersioningState, SameNameRule>> = {
  Enabled: 'addsVersion',
  Suspended: 'replaces',
};

/** Settings of a bucket that concern requests; `undefined` for settings that cannot be read. */
export interface BucketFacts {
  readonly sameName: SameNameRule | undefined;
  /** True if a page on disk can read the responses to its uploads, and so show progress. */
  readonly showsProgress: boolean | undefined;
}

/** Request of the page that the CORS rules must allow. Pages on disk have the origin `null`. */
export const PAGE_CORS_REQUEST = { origin: 'null', method: 'POST' } as const;

/** Reads the settings of a bucket that the profile may read. Throws the reason of an aborted signal. */
export async function readBucketFacts(
  client: Pick<OssClient, 'getBucketVersioning' | 'getBucketCors'>,
  bucket: string,
  signal?: AbortSignal,
): Promise<BucketFacts> {
  const [sameName, showsProgress] = await Promise.all([
    unlessRefused(client.getBucketVersioning(bucket, { signal }), (state): SameNameRule =>
      state === undefined ? 'refuses' : SAME_NAME_RULES[state],
    ),
    unlessRefused(
      client.getBucketCors(bucket, { signal }),
      (configuration) => findCorsRule(configuration, PAGE_CORS_REQUEST) !== undefined,
    ),
  ]);
  return { sameName, showsProgress };
}

async function unlessRefused<T, R>(asked: Promise<T>, read: (answer: T) => R): Promise<R | undefined> {
  try {
    return read(await asked);
  } catch (error) {
    if (error instanceof OssError || error instanceof TransportError || error instanceof MalformedXmlError) {
      return undefined;
    }
    throw error;
  }
}
