import type { OssClient } from '../../oss/client/ossClient.ts';
import type { VersioningState } from '../../oss/client/bucketSettings.ts';
import { findCorsRule } from '../../oss/client/corsRules.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { MalformedXmlError } from '../../oss/xml/xml.ts';

/**
 * What a bucket does with a file whose name is taken, if a request asks to refuse it: buckets with versioning ignore that.
 * One that keeps versions adds one; one that stopped doing so replaces the object.
 */
export type SameNameRule = 'refuses' | 'addsVersion' | 'replaces';

const SAME_NAME_RULES: Readonly<Record<VersioningState, SameNameRule>> = {
  Enabled: 'addsVersion',
  Suspended: 'replaces',
};

/** Settings of a bucket that matter for requests; `undefined` for what cannot be read. */
export interface BucketFacts {
  readonly sameName: SameNameRule | undefined;
  /** Whether a page on disk sees the answers to its uploads, and so can show progress. */
  readonly showsProgress: boolean | undefined;
}

/** What the page asks of a bucket's CORS rules. Pages on disk have the origin `null`. */
export const PAGE_CORS_REQUEST = { origin: 'null', method: 'POST' } as const;

/** Reads the settings of a bucket, as far as the profile may. Throws the reason of an aborted signal. */
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
