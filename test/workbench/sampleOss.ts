import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { addSampleBuckets } from '../emulator/sampleBuckets.ts';

/** An OSS with sample buckets, and what the environment must say for the profile "Environment" to use it. */
export interface SampleOss {
  readonly emulator: Emulator;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the emulator with the sample buckets, their dates relative to `now`. */
export async function startSampleOss(now: Date): Promise<SampleOss> {
  const emulator = await startEmulator();
  await addSampleBuckets(emulator, now);
  const [region = ''] = emulator.regions;
  return {
    emulator,
    environment: {
      OSS_ACCESS_KEY_ID: 'ak',
      OSS_ACCESS_KEY_SECRET: 'sk',
      OSS_REGION: region,
      OSS_ENDPOINT: emulator.endpoint(region),
    },
  };
}
