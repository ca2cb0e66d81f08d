import { benchActivation } from './activation.ts';
import { benchBundle } from './bundle.ts';
import { benchCopyFolder } from './copyFolder.ts';
import { benchCrc64 } from './crc64.ts';
import { benchFirstUse } from './firstUse.ts';
import { benchGrowth } from './growth.ts';
import { benchInventory } from './inventory.ts';
import { benchListObjects } from './listObjects.ts';
import { benchListParallel } from './listParallel.ts';
import { benchManifest } from './manifest.ts';
import { benchManifestInHost } from './manifestInHost.ts';
import { benchPresign, benchPresignOne } from './presign.ts';
import { benchRedact } from './redact.ts';
import { benchRenew } from './renew.ts';
import { benchTree } from './tree.ts';
import { benchTransfers, type TransferSizes } from './transfers.ts';

/**
 * Measures speed and memory, with one line of JSON per bench on standard output and notes on standard error:
 *   npm run bench                       all of them
 *   npm run bench -- presign manifest   the named ones
 */
const transfers: TransferSizes = {
  ...{ largeBytes: 2 ** 31, smallBytes: 50_000, smallCount: 2000 },
  ...{ delayMs: 10, rounds: 3 },
};
const benches: Readonly<Record<string, () => Promise<object>>> = {
  presign: () => benchPresign({ links: 50_000, peerLinks: 2000, rounds: 15 }),
  presignOne: () => benchPresignOne({ links: 5000, peerLinks: 2000, rounds: 15 }),
  listObjects: () => benchListObjects({ objects: 100_000, rounds: 7 }),
  listParallel: () => benchListParallel({ objects: 1_000_000, delayMs: 30 }),
  inventory: () => benchInventory({ objects: 1_000_000, rounds: 5 }),
  manifest: () => benchManifest({ links: 1_000_000, rounds: 7 }),
  manifestInHost: () => benchManifestInHost({ links: 100_000, rounds: 3 }),
  copyFolder: () => benchCopyFolder({ objects: 10_000, sequentialObjects: 200, delayMs: 20 }),
  crc64: () => benchCrc64({ sizeBytes: 64 * 1024 * 1024, chunkBytes: 64 * 1024, rounds: 15 }),
  redact: () => benchRedact({ sizeBytes: 4 * 1024 * 1024, rounds: 15 }),
  renew: () => benchRenew({ links: 1000, sizeBytes: 10_000_000, rounds: 7 }),
  tree: () => benchTree({ objects: 20_000, rounds: 7 }),
  upload: () => benchTransfers('upload', transfers),
  download: () => benchTransfers('download', transfers),
  bundle: benchBundle,
  growth: () => benchGrowth({ objects: [1000, 10_000, 100_000, 1_000_000], renewed: [1000, 10_000, 100_000] }),
  firstUse: () => benchFirstUse({ rounds: 7 }),
  activation: () => benchActivation({ rounds: 7 }),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length === 0 || names.includes(name)) process.stdout.write(`${JSON.stringify(await bench())}\n`);
  }
}
