import { OssError } from '../errors/errors.ts';
import type { Abortable, LocatedCalls } from './bucketRouter.ts';
import { readCorsConfiguration, writeCorsConfiguration, type CorsConfiguration, type CorsRule } from './corsRules.ts';
import { drained } from './transport.ts';
import { xmlBody } from './xmlBody.ts';

/** All CORS rules of a bucket; none where it was never given any (GetBucketCors). */
export async function getBucketCors(
  calls: LocatedCalls,
  bucket: string,
  { signal }: Abortable,
): Promise<CorsConfiguration> {
  const call = { operation: 'GetBucketCors', method: 'GET', bucket, query: { cors: '' }, signal } as const;
  try {
    return await calls.askBucket(call, ({ body }) => readCorsConfiguration(body));
  } catch (error) {
    if (error instanceof OssError && error.code === 'NoSuchCORSConfiguration') return { rules: [] };
    throw error;
  }
}

/** Puts rules in the place of all that a bucket has (PutBucketCors). */
export function putBucketCors(
  calls: LocatedCalls,
  bucket: string,
  configuration: CorsConfiguration,
  { signal }: Abortable,
): Promise<void> {
  return calls.askBucket(
    {
      operation: 'PutBucketCors',
      method: 'PUT',
      bucket,
      query: { cors: '' },
      ...xmlBody(writeCorsConfiguration(configuration)),
      signal,
    },
    async (response) => {
      await drained(response);
    },
  );
}

/**
 * Adds a rule behind those of a bucket, which are read anew for that: OSS has no call that adds one. A change that
 * somebody else makes between the two calls is lost.
 */
export async function addBucketCorsRule(
  calls: LocatedCalls,
  bucket: string,
  rule: CorsRule,
  options: Abortable,
): Promise<void> {
  const configuration = await getBucketCors(calls, bucket, options);
  await putBucketCors(calls, bucket, { ...configuration, rules: [...configuration.rules, rule] }, options);
}
