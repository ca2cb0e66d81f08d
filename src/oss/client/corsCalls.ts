import { OssError } from '../errors/errors.ts';
import type { Abortable, BucketRouter } from './bucketRouter.ts';
import { readCorsConfiguration, writeCorsConfiguration, type CorsConfiguration, type CorsRule } from './corsRules.ts';
import { discardBody } from './transport.ts';
import { xmlBody } from './uploadBody.ts';

/** CORS rules of a bucket; none if it never had any (GetBucketCors). */
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

/** Replaces all CORS rules of a bucket (PutBucketCors). */
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
 * Appends a rule to those of a bucket. The rules are read first, because OSS has no call that appends one. A change by
 * another client between the two calls is lost.
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
