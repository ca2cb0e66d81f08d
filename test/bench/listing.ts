import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { OssClient } from '../../src/oss/client/ossClient.ts';
import type { HttpTransport } from '../../src/oss/client/transport.ts';
import type { ObjectPage } from '../../src/oss/client/objects.ts';

/** A client of a server of this folder. */
export async function listingClient(endpoint: string): Promise<{ client: OssClient; close: () => Promise<void> }> {
  const transport = await createUndiciTransport();
  return { client: clientAt(endpoint, transport), close: () => transport.close() };
}

function clientAt(endpoint: string, transport: HttpTransport): OssClient {
  return new OssClient({
    transport,
    credentials: () => Promise.resolve({ accessKeyId: 'ak', accessKeySecret: 'sk' }),
    region: 'cn-hangzhou',
    endpoint,
  });
}

/** A client like this, with the number of its requests so far. */
export async function countedClient(
  endpoint: string,
): Promise<{ client: OssClient; close: () => Promise<void>; calls: () => number }> {
  const transport = await createUndiciTransport();
  let calls = 0;
  const client = clientAt(endpoint, {
    request: (request) => {
      calls++;
      // As for OSS's own hosts: the connection is used again after a HEAD request too.
      return transport.request({ ...request, keepsConnection: true });
    },
    close: () => transport.close(),
  });
  return { client, close: () => transport.close(), calls: () => calls };
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
