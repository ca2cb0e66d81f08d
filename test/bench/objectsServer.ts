import { startEmulator } from '../emulator/emulator.ts';

/*
 * Runs the emulator with one bucket of many objects, in a process of its own:
 *   node test/bench/objectsServer.ts BUCKET COUNT [DELAY_MS]
 * prints its endpoint, and ends with its standard input.
 */
const [bucket = '', count = '', delayMs] = process.argv.slice(2);
const emulator = await startEmulator();
emulator.createBucket(bucket);
const lastModified = new Date('2026-01-02T03:04:05.000Z');
for (let index = 0; index < Number(count); index++) {
  await emulator.putObject(bucket, `logs/2026/part ${String(index).padStart(7, '0')}.json`, '{}', { lastModified });
}
if (delayMs !== undefined) emulator.faults.add({ kind: 'delay', delayMs: Number(delayMs), times: Infinity });
process.stdout.write(`${emulator.endpoint('cn-hangzhou')}\n`);
process.stdin.once('close', () => void emulator.close()).resume();
