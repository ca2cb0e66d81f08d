import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { OssClient } from '../../src/oss/client/ossClient.ts';
import type { ObjectPage } from '../../src/oss/client/objects.ts';

/** A client of a server of this folder. */
export async function listingClient(endpoint: string): Promise<{ client: OssClient; close: () => Promise<void> }> {
  const transport = await createUndiciTransport();
  const client = new OssClient({
    transport,
    credentials: () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    region: 'cn-hangzhou',
    endpoint,
  });
  return { client, close: () => transport.close() };
}

/** All pages of a bucket, one after the other. */
export async function* pages(client: OssClient, bucket: string): AsyncGenerator<ObjectPage> {
  let continuationToken: string | undefined;
  do {
    const page = await client.listObjects(bucket, continuationToken === undefined ? {} : { continuationToken });
    yield page;
    continuationToken = page.nextContinuationToken;
  } while (continuationToken !== undefined);
}
