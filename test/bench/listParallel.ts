import { keyLayouts } from '../support/oss/keyLayouts.ts';
import { startServer } from './childProcess.ts';
import { listingClient } from './listing.ts';
import { rounded } from './measure.ts';

const bucket = 'bench-bucket';

interface Run {
  readonly ms: number;
  readonly requests: number;
}

/**
 * Time and requests of a listing in parallel against one page after the other, for each layout of keys, with a server
 * that answers each page after a while. Throws where an object is missing or out of order.
 */
export async function benchListParallel({ objects, delayMs }: { objects: number; delayMs: number }): Promise<object> {
  const layouts: Record<string, object> = {};
  for (const layout of Object.keys(keyLayouts)) {
    const server = await startServer('keysServer.ts', layout, String(objects), String(delayMs));
    const { client, close } = await listingClient(server.endpoint);
    try {
      const run = async (list: () => AsyncIterable<readonly { readonly key: string }[]>): Promise<Run> => {
        const startMs = performance.now();
        let [count, last] = [0, Buffer.alloc(0)];
        for await (const page of list()) {
          const [from, to] = [Buffer.from(page[0]?.key ?? ''), Buffer.from(page.at(-1)?.key ?? '')];
          if (count > 0 && Buffer.compare(last, from) >= 0) throw new Error(`${layout}: out of order`);
          count += page.length;
          last = to;
        }
        const ms = performance.now() - startMs;
        if (count < objects * 0.99) throw new Error(`${layout}: ${count} of ${objects} objects were listed`);
        return { ms, requests: Number(await (await fetch(`${server.endpoint}/requests`)).text()) };
      };
      const parallel = await run(() => client.parallelObjectPages(bucket));
      const sequential = await run(async function* () {
        for await (const { entries } of client.objectPages(bucket)) yield entries;
      });
      layouts[layout] = {
        ms: Math.round(parallel.ms),
        sequentialMs: Math.round(sequential.ms),
        ratio: rounded(sequential.ms / parallel.ms, 1),
        requests: rounded(parallel.requests / sequential.requests, 3),
      };
    } finally {
      await close();
      await server.stop();
    }
  }
  return { bench: 'listParallel', objects, delayMs, layouts };
}
