import type { OssClient } from '../../oss/client/ossClient.ts';
import { findCorsRule } from '../../oss/client/corsRules.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { MalformedXmlError } from '../../oss/xml/xml.ts';

/** Settings of a bucket that matter for requests; `undefined` for what cannot be read. */
export interface BucketFacts {
  readonly hasVersions: boolean | undefined;
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
  const [hasVersions, showsProgress] = await Promise.all([
    // A bucket that stopped keeping versions ignores the refusal of taken names, too.
    unlessRefused(client.getBucketVersioning(bucket, { signal }), (state) => state !== undefined),
    unlessRefused(
      client.getBucketCors(bucket, { signal }),
      (configuration) => findCorsRule(configuration, PAGE_CORS_REQUEST) !== undefined,
    ),
  ]);
  return { hasVersions, showsProgress };
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
