import { presign, type PresignRequest } from '../../src/oss/signing/presign.ts';

/** Link of the sample account to its OSS, whose address is in the environment. */
export function sampleLink(request: PresignRequest): string {
  const { OSS_ACCESS_KEY_ID = '', OSS_ACCESS_KEY_SECRET = '', OSS_REGION = '', OSS_ENDPOINT = '' } = process.env;
  return presign(request, {
    credentials: { accessKeyId: OSS_ACCESS_KEY_ID, accessKeySecret: OSS_ACCESS_KEY_SECRET },
    region: OSS_REGION,
    endpoint: OSS_ENDPOINT,
    addressing: 'path',
  }).url;
}

/** Content of an object; `undefined` if it does not exist. */
export async function sampleObject(bucket: string, key: string): Promise<string | undefined> {
  const answer = await fetch(sampleLink({ method: 'GET', bucket, key }));
  const text = await answer.text();
  return answer.ok ? text : undefined;
}

/** Keys of a bucket that begin with a prefix. */
export async function sampleKeys(bucket: string, prefix: string): Promise<readonly string[]> {
  const answer = await fetch(sampleLink({ method: 'GET', bucket, query: { 'list-type': '2', prefix } }));
  return [...(await answer.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
}
