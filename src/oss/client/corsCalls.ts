import { OssError } from '../errors/errors.ts';
import type { Abortable, BucketRouter } from './bucketRouter.ts';
import { readCorsConfiguration, writeCorsConfiguration, type CorsConfiguration, type CorsRule } from './corsRules.ts';
import { discardBody } from './transport.ts';
import { xmlBody } from './uploadBody.ts';

/** All CORS rules of a bucket; none where it was never given any (GetBucketCors). */
export async function getBucketCors(
  router: BucketRouter,
  bucket: string,
  { signal }: Abortable = {},
): Promise<CorsConfiguration> {
  const call = { operation: 'GetBucketCors', method: 'GET', bucket, query: { cors: '' }, signal } as const;
  try {
    return await router.callBucketSettings(call, ({ body }) => readCorsConfiguration(body));
  } catch (error) {
    if (error instanceof OssError && error.code === 'NoSuchCORSConfiguration') return { rules: [] };
    throw error;
  }
}

/** Puts rules in the place of all that a bucket has (PutBucketCors). */
export function putBucketCors(
  router: BucketRouter,
  bucket: string,
  configuration: CorsConfiguration,
  { signal }: Abortable,
): Promise<void> {
  return router.callBucketSettings(
    {
      operation: 'PutBucketCors',
      method: 'PUT',
      bucket,
      query: { cors: '' },
      ...xmlBody(writeCorsConfiguration(configuration)),
      signal,
    },
    async (response) => {
      await discardBody(response);
    },
  );
}

/**
 * Adds a rule behind those of a bucket, which are read anew for that: OSS has no call that adds one. A change that
 * somebody else makes between the two calls is lost.
 */
export async function addBucketCorsRule(
  router: BucketRouter,
  bucket: string,
  rule: CorsRule,
  options: Abortable = {},
): Promise<void> {
  const configuration = await getBucketCors(router, bucket, options);
  await putBucketCors(router, bucket, { ...configuration, rules: [...configuration.rules, rule] }, options);
}
