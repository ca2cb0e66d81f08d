import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Account } from './accounts.ts';
import { collect, diskBodies, memoryBodies } from './bodies.ts';
import type { BodySource } from './bodies.ts';
import { Bucket } from './buckets.ts';
import type { BucketSettings, ObjectAcl, ObjectVersion } from './buckets.ts';
import type { EmulatorState } from './call.ts';
import { exchange } from './exchange.ts';
import type { RequestRecord, Service } from './exchange.ts';
import { Faults } from './faults.ts';
import { listen, stop } from './loopbackServer.ts';
import { MultipartUploads } from './multipartUploads.ts';
import { describeObject } from './objectHeaders.ts';
import { quotedHex } from './writeCalls.ts';

export interface EmulatorOptions {
  /** Default: cn-hangzhou and cn-shanghai. */
  readonly regions?: readonly string[];
  /** Fixed ports by region; a region without one gets a free port. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Accounts, read for each request. Default: the key `ak` with the secret `sk`. */
  readonly accounts?: readonly Account[];
  /** Custom domains (CNAME) and the bucket that each is bound to. */
  readonly customDomains?: Readonly<Record<string, string>>;
  /** Directory for bodies, which `close` removes; absent: in memory. */
  readonly dataDir?: string;
  /** The server's clock. */
  readonly now?: () => Date;
  /** `false` leaves `<Endpoint>` out of the refusal of a bucket of another region, as OSS does at times. */
  readonly namesEndpoint?: boolean;
  /** `true`: a private cloud without V4, for which V4 headers are malformed and V4 parameters unknown. */
  readonly knowsOnlyV1?: boolean;
}

export interface ObjectOptions {
  readonly contentType?: string;
  /** Cache-Control, x-oss-meta-* and the like, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly lastModified?: Date;
  readonly storageClass?: string;
  readonly acl?: ObjectAcl;
}

/** An OSS on loopback. */
export interface Emulator {
  readonly regions: readonly string[];
  /** `http://127.0.0.1:PORT` */
  endpoint(region: string): string;
  /** Faults of future requests. */
  readonly faults: Faults;
  /** Every request since the start, in order of arrival. */
  readonly requests: readonly RequestRecord[];
  /** Creates a bucket, by default in the first region. */
  createBucket(name: string, settings?: Partial<BucketSettings>): Bucket;
  /** The bucket of that name, which must be there. */
  bucket(name: string): Bucket;
  /** Removes a bucket with its content. */
  removeBucket(name: string): void;
  /** Writes an object without a request. */
  putObject(bucket: string, key: string, body: string | BodySource, options?: ObjectOptions): Promise<ObjectVersion>;
  /** Stored object; `undefined` if there is none. */
  object(bucket: string, key: string): ObjectVersion | undefined;
  /** The bytes of an object; NoSuchKey if there is none. */
  readObject(bucket: string, key: string): Promise<Buffer>;
  /** Drops all connections and forgets all bodies. */
  close(): Promise<void>;
}

const defaultRegions = ['cn-hangzhou', 'cn-shanghai'];
const defaultAccounts: readonly Account[] = [{ accessKeyId: 'ak', accessKeySecret: 'sk' }];

/** Starts an OSS on loopback with one port per region; it checks every signature and starts without buckets. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { regions = defaultRegions, ports = {}, dataDir, now = () => new Date() } = options;
  const closing = new AbortController();
  const servers: Server[] = [];
  const authorities = new Map<string, string>();
  const state: EmulatorState = {
    buckets: new Map(),
    bodies: dataDir === undefined ? memoryBodies() : await diskBodies(dataDir),
    uploads: new MultipartUploads(),
  };
  const requests: RequestRecord[] = [];
  const faults = new Faults();
  let answered = 0;
  const authority = (region: string): string => {
    const known = authorities.get(region);
    if (known === undefined) {
      throw new Error(`The emulator has no region ${region}.`);
    }
    return known;
  };
  const service: Service = {
    accounts: options.accounts ?? defaultAccounts,
    regions,
    customDomains: options.customDomains ?? {},
    namesEndpoint: options.namesEndpoint ?? true,
    knowsOnlyV1: options.knowsOnlyV1 ?? false,
    state,
    faults,
    requests,
    closing: closing.signal,
    now,
    authority,
    nextRequestId: () => {
      answered += 1;
      return `65${answered.toString(16).toUpperCase().padStart(22, '0')}`;
    },
  };
  for (const region of regions) {
    const server = createServer((message, response) => {
      exchange(service, region, message, response).catch(() => response.destroy());
    });
    servers.push(server);
    authorities.set(region, await listen(server, ports[region]));
  }
  const bucketNamed = (name: string): Bucket => {
    const bucket = state.buckets.get(name);
    if (bucket === undefined) {
      throw new Error(`The emulator has no bucket ${name}.`);
    }
    return bucket;
  };
  return {
    regions,
    endpoint: (region) => `http://${authority(region)}`,
    faults,
    requests,
    createBucket(name, settings = {}) {
      const bucket = new Bucket(name, { region: regions[0] ?? 'cn-hangzhou', creationDate: now(), ...settings });
      state.buckets.set(name, bucket);
      return bucket;
    },
    bucket: bucketNamed,
    removeBucket(name) {
      state.buckets.delete(name);
    },
    async putObject(bucket, key, source, { contentType, headers, lastModified, storageClass, acl } = {}) {
      const { body, md5 } = await state.bodies.write(typeof source === 'string' ? Buffer.from(source) : source);
      return bucketNamed(bucket).put({
        ...describeObject({
          ...headers,
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
          ...(storageClass === undefined ? {} : { 'x-oss-storage-class': storageClass }),
          ...(acl === undefined ? {} : { 'x-oss-object-acl': acl }),
        }),
        key,
        body,
        etag: quotedHex(md5),
        contentMd5: md5.toString('base64'),
        lastModified: lastModified ?? now(),
        type: 'Normal',
      });
    },
    object: (bucket, key) => bucketNamed(bucket).current(key),
    async readObject(bucket, key) {
      const { body } = bucketNamed(bucket).find(key, undefined);
      return collect(body.read(0, body.sizeBytes));
    },
    async close() {
      closing.abort();
      await Promise.all(servers.map(stop));
      await state.bodies.clear();
    },
  };
}
