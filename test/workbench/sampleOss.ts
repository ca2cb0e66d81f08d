import { startCdn } from '../emulator/cdn.ts';
import type { Cdn, CdnOptions } from '../emulator/cdn.ts';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { addSampleBuckets } from '../emulator/sampleBuckets.ts';

/** Account of the sample OSS: obviously not a real one, and long enough to be searched for in logs. */
export const sampleAccount = { accessKeyId: 'demo-access-key', accessKeySecret: 'demo-secret-that-opens-nothing-real' };

/** Key for the same buckets that may not list them. */
export const narrowAccount = { accessKeyId: 'demo-narrow-key', accessKeySecret: 'demo-narrow-secret-of-nothing' };

/** Key of a CDN in front of the buckets. */
export const sampleCdnKey = 'demoCdnKeyOfNothingReal';

/** Role that a CDN in front of the buckets reads with. */
const cdnRole = {
  accessKeyId: 'demo-cdn-key',
  accessKeySecret: 'demo-cdn-secret-of-nothing',
  policy: { deny: ['oss:PutObject', 'oss:DeleteObject', 'oss:AbortMultipartUpload', 'oss:PutObjectAcl'] },
};

/** OSS with sample buckets, and the environment with which the profile "Environment" uses it. */
export interface SampleOss {
  readonly emulator: Emulator;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the emulator with the sample buckets, their dates relative to `now`; domains stand for the bucket they name. */
export async function startSampleOss(
  now: Date,
  customDomains: Readonly<Record<string, string>> = {},
): Promise<SampleOss> {
  const emulator = await startEmulator({
    accounts: [sampleAccount, { ...narrowAccount, policy: { deny: ['oss:ListBuckets'] } }, cdnRole],
    customDomains,
  });
  await addSampleBuckets(emulator, now);
  const [region = ''] = emulator.regions;
  return {
    emulator,
    environment: {
      OSS_ACCESS_KEY_ID: sampleAccount.accessKeyId,
      OSS_ACCESS_KEY_SECRET: sampleAccount.accessKeySecret,
      OSS_REGION: region,
      OSS_ENDPOINT: emulator.endpoint(region),
    },
  };
}

/** Starts a CDN in front of a bucket in the first region of the sample OSS. */
export function startSampleCdn(
  { regions: [region = ''], endpoint }: Pick<Emulator, 'regions' | 'endpoint'>,
  bucket: string,
  options: Omit<CdnOptions, 'origin'>,
): Promise<Cdn> {
  return startCdn({ ...options, origin: { endpoint: endpoint(region), region, bucket, account: cdnRole } });
}
