import OSS from 'ali-oss';
import { startServer } from './childProcess.ts';
import { listingClient, pages } from './listing.ts';
import { cpuMs, interleave, rounded } from './measure.ts';

/** Page as ali-oss returns it; its types do not include listV2. */
interface AliOssPage {
  readonly objects: readonly unknown[];
  readonly nextContinuationToken?: string;
}
type AliOssListing = (query: Record<string, string | number>) => Promise<AliOssPage>;

const bucket = 'bench-bucket';

/**
 * Entries per second of the client's processor time, against ali-oss: the same emulator, in a process of its own, the
 * same pages of 1,000, both signed with V4.
 */
export async function benchListObjects({ objects, rounds }: { objects: number; rounds: number }): Promise<object> {
  const server = await startServer('objectsServer.ts', bucket, String(objects));
  const { client, close } = await listingClient(server.endpoint);
  const aliOss = new OSS({
    accessKeyId: 'ak',
    accessKeySecret: 'sk',
    region: 'oss-cn-hangzhou',
    endpoint: server.endpoint,
    bucket,
    authorizationV4: true,
  }) as OSS & { readonly listV2: AliOssListing };
  try {
    const costs = await interleave(
      {
        ours: () =>
          cpuMs(async () => {
            let listed = 0;
            for await (const { entries } of pages(client, bucket)) listed += entries.length;
            requireAll(listed, objects);
          }),
        peer: () =>
          cpuMs(async () => {
            let listed = 0;
            let token: string | undefined;
            do {
              const page = await aliOss.listV2({
                'max-keys': 1000,
                ...(token !== undefined && { 'continuation-token': token }),
              });
              listed += page.objects.length;
              token = page.nextContinuationToken;
            } while (token);
            requireAll(listed, objects);
          }),
      },
      rounds,
    );
    const [perSecond, aliOssPerSecond] = [(objects / costs.ours) * 1000, (objects / costs.peer) * 1000];
    return {
      bench: 'listObjects',
      objects,
      perCpuSecond: Math.round(perSecond),
      aliOssPerCpuSecond: Math.round(aliOssPerSecond),
      ratio: rounded(perSecond / aliOssPerSecond, 1),
    };
  } finally {
    await close();
    await server.stop();
  }
}

function requireAll(listed: number, objects: number): void {
  if (listed !== objects) throw new Error(`${listed} of ${objects} objects were listed`);
}
