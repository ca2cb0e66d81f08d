import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';
import { addSampleBuckets } from './sampleBuckets.ts';

/**
 * Runs the emulator with the sample buckets in its own process:
 * node test/emulator/main.ts [--port cn-hangzhou=8000]… [--data-dir DIR]
 * prints one line of JSON with endpoints and key, and exits on SIGTERM, SIGINT or the end of its standard input.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', multiple: true }, 'data-dir': { type: 'string' } },
});
const ports = Object.fromEntries(
  (values.port ?? []).map((pair) => {
    const [region = '', port = ''] = pair.split('=');
    return [region, Number(port)];
  }),
);
const account = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const dataDir = values['data-dir'];
const emulator = await startEmulator({
  ports,
  accounts: [account],
  ...(dataDir === undefined ? {} : { dataDir }),
});
await addSampleBuckets(emulator, new Date());
const endpoints = Object.fromEntries(emulator.regions.map((region) => [region, emulator.endpoint(region)]));
process.stdout.write(`${JSON.stringify({ endpoints, ...account })}\n`);

const stopped = new Promise<void>((resolve) => {
  const stop = (): void => {
    resolve();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdin.once('end', stop);
  process.stdin.once('close', stop);
  process.stdin.resume();
});
await stopped;
await emulator.close();
process.stdin.destroy();
