/** What a bucket policy has to deny so that links of one method to one object end. */
export interface DeniedAccess {
  readonly bucket: string;
  readonly key: string;
  readonly method: 'GET' | 'PUT';
}

/**
 * A bucket policy, as JSON to paste into the console, that ends links before their time: OSS asks for the permission of
 * the signer at each use. It takes `*` and `?` in a key for wildcards.
 */
export function denyPolicy({ bucket, key, method }: DeniedAccess): string {
  const action = method === 'GET' ? ['oss:GetObject', 'oss:GetObjectVersion'] : ['oss:PutObject'];
  const statement = {
    Effect: 'Deny',
    Principal: ['*'],
    Action: action,
    Resource: [`acs:oss:*:*:${bucket}/${key}`],
  };
  return JSON.stringify({ Version: '1', Statement: [statement] }, undefined, 2);
}
