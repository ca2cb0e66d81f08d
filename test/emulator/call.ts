import type { Account } from './accounts.ts';
import type { Answer } from './answer.ts';
import type { BodyStore } from './bodies.ts';
import type { Bucket } from './buckets.ts';
import type { MultipartUploads } from './multipartUploads.ts';
import type { OssRequest } from './ossRequest.ts';
import { invalidArgument, noSuchBucket, Refusal } from './refusal.ts';
import type { XmlNode } from './xml.ts';

/** State of the emulator. */
export interface EmulatorState {
  readonly buckets: Map<string, Bucket>;
  readonly bodies: BodyStore;
  readonly uploads: MultipartUploads;
}

/** Admitted request, with the services that a handler needs. */
export interface Call {
  readonly request: OssRequest;
  readonly body: AsyncIterable<Uint8Array>;
  readonly state: EmulatorState;
  readonly now: Date;
  readonly anonymous: boolean;
  /** Accounts, for requests that are signed in their body. */
  readonly accounts: readonly Account[];
  readonly sourceIp: string;
  readonly regions: readonly string[];
  /** Custom domains and the bucket that each is bound to. */
  readonly customDomains: Readonly<Record<string, string>>;
  /** Host and port of a region. */
  readonly authority: (region: string) => string;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** The bucket that the request names, or NoSuchBucket. */
export function bucketOf({ request, state }: Call): Bucket {
  const bucket = state.buckets.get(request.bucket ?? '');
  if (bucket === undefined) {
    throw noSuchBucket(request.bucket ?? '');
  }
  return bucket;
}

/** The key that the request names. */
export function keyOf({ request }: Call): string {
  return request.key ?? '';
}

/** The key that the request names, or InvalidObjectName for one that no object may have. */
export function writableKeyOf(call: Call): string {
  return checkWritableKey(keyOf(call));
}

/** InvalidObjectName for a key that no object may have. */
export function checkWritableKey(key: string): string {
  if (/^[/\\]/.test(key) || Buffer.byteLength(key) > 1023) {
    throw new Refusal(400, 'InvalidObjectName', 'The specified object is not valid.', {
      fields: [['ObjectName', key]],
    });
  }
  return key;
}

/** Number from the query between 1 and `most`, or InvalidArgument. */
export function limitOf({ request }: Call, name: string, otherwise: number, most = 1000): number {
  const text = request.query.get(name);
  if (text === undefined || text === '') {
    return otherwise;
  }
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > most) {
    throw invalidArgument(`Argument ${name} must be an integer between 1 and ${most}.`, name, text);
  }
  return limit;
}

/** The one account owner behind all access keys. */
export const owner: XmlNode = [
  'Owner',
  [
    ['ID', '1'],
    ['DisplayName', 'owner'],
  ],
];
