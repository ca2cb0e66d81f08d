import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createUndiciTransport } from '../../../src/http/undiciTransport.ts';
import { parseEndpoint } from '../../../src/oss/hosts/endpoint.ts';
import { TransportError } from '../../../src/oss/errors/errors.ts';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import { LinkHosts } from '../../../src/links/linkHosts.ts';
import type { Exchange } from '../../../src/oss/client/ossClient.ts';
import { Clients } from '../../../src/profiles/clients.ts';
import type { Environment } from '../../../src/profiles/environmentProfile.ts';
import type { EndpointChoice, ProfileRecord, ProfileSecret } from '../../../src/profiles/profile.ts';
import { Profiles } from '../../../src/profiles/profiles.ts';
import { alicloudSessions, type AlicloudSessions } from '../../../src/profiles/sources/alicloudSessions.ts';
import { CredentialSources } from '../../../src/profiles/sources/credentialSources.ts';
import { runCommand } from '../../../src/profiles/sources/runCommand.ts';
import { CredentialSourceError } from '../../../src/profiles/sources/sourceError.ts';
import { ObjectChanges } from '../../../src/transfers/objectChanges.ts';
import type { Account } from '../../emulator/accounts.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/emulator.ts';
import { noon } from '../emulator/handMade.ts';
import { MemoryMemento, MemorySecrets } from './storage.ts';

/** Key that the emulator accepts, easy to find in places where it must not be. */
export const KEY = { accessKeyId: 'fake-key-id', accessKeySecret: 'fake-key-secret' } as const;
/** A key of the same account that may not list buckets. */
export const NARROW_KEY = { accessKeyId: 'fake-narrow-id', accessKeySecret: 'fake-narrow-secret' } as const;
/** Key that may only read objects. */
export const READER_KEY = { accessKeyId: 'fake-reader-id', accessKeySecret: 'fake-reader-secret' } as const;
/** Temporary credentials. */
export const STS_KEY = {
  accessKeyId: 'fake-sts-id',
  accessKeySecret: 'fake-sts-secret',
  securityToken: 'fake-sts-token',
} as const;

/** Default accounts. */
export const ACCOUNTS: readonly Account[] = [
  { ...KEY },
  { ...NARROW_KEY, policy: { deny: ['oss:ListBuckets'] } },
  {
    ...READER_KEY,
    policy: {
      deny: [
        'oss:ListBuckets',
        'oss:GetBucketInfo',
        'oss:ListCname',
        'oss:ListObjects',
        'oss:ListObjectVersions',
        'oss:PutObject',
      ],
    },
  },
  { ...STS_KEY },
];

export interface LoopbackOptions extends Pick<EmulatorOptions, 'customDomains' | 'knowsOnlyV1'> {
  readonly environment?: Environment;
  readonly accounts?: readonly Account[];
  /** Source of role sessions; Alibaba Cloud's own STS by default. */
  readonly sessions?: AlicloudSessions;
  /** The emulator's clock minus ours. */
  readonly clockOffsetMs?: number;
}

/** OSS on loopback with the layers below the UI; all clocks show noon. */
export interface LoopbackOss {
  readonly emulator: Emulator;
  readonly memento: MemoryMemento;
  readonly secrets: MemorySecrets;
  readonly profiles: Profiles;
  /** The user's home, empty at first. */
  readonly homeFolder: string;
  readonly sources: CredentialSources;
  readonly clients: Clients;
  readonly linkHosts: LinkHosts;
  /** Transport that reaches only loopback. */
  readonly transport: HttpTransport;
  readonly exchanges: readonly Exchange[];
  readonly objectChanges: ObjectChanges;
  readonly now: () => Date;
  /** The endpoint of the emulator's first region, as profiles have it. */
  readonly endpoint: EndpointChoice;
  /** Stores a profile at the emulator's first region: by default `p1`, called "Work", with `KEY`. */
  saveProfile(record?: Partial<ProfileRecord>, secret?: ProfileSecret): Promise<void>;
  close(): Promise<void>;
}

export async function openLoopbackOss(options: LoopbackOptions = {}): Promise<LoopbackOss> {
  const { accounts = ACCOUNTS, environment = {}, clockOffsetMs = 0, customDomains = {}, knowsOnlyV1 = false } = options;
  const now = (): Date => new Date(noon);
  const emulator = await startEmulator({
    accounts,
    customDomains,
    knowsOnlyV1,
    now: () => new Date(noon.getTime() + clockOffsetMs),
  });
  const [memento, secrets] = [new MemoryMemento(), new MemorySecrets()];
  const homeFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-home-'));
  const sources = new CredentialSources({
    homeFolder,
    sessions: () => Promise.resolve(options.sessions ?? alicloudSessions),
    // As on an ECS instance without a role.
    instanceRole: () => Promise.reject(new CredentialSourceError('NoInstanceRole')),
    run: runCommand,
    now,
  });
  const profiles = new Profiles({
    memento,
    secrets,
    environment,
    environmentName: 'Environment',
    sources: () => Promise.resolve(sources),
  });
  const wire = await createUndiciTransport();
  const transport = limitedToLoopback(wire);
  const exchanges: Exchange[] = [];
  const objectChanges = new ObjectChanges();
  const linkHosts = new LinkHosts(memento, secrets);
  const clients = new Clients({
    profiles,
    endpointForBucket: linkHosts.endpointForBucket,
    transport: () => Promise.resolve(transport),
    now,
    onExchange: (exchange) => {
      exchanges.push(exchange);
      objectChanges.note(exchange);
    },
  });
  const endpoint: EndpointChoice = { kind: 'custom', url: emulator.endpoint('cn-hangzhou') };
  return {
    emulator,
    memento,
    secrets,
    profiles,
    homeFolder,
    sources,
    clients,
    linkHosts,
    transport,
    exchanges,
    objectChanges,
    now,
    endpoint,
    saveProfile: (record = {}, secret = KEY) =>
      profiles.save({ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint, ...record }, secret),
    async close() {
      await wire.close();
      await emulator.close();
      await rm(homeFolder, { recursive: true, force: true });
    },
  };
}

/** Transport that reaches only loopback; other host names are not even looked up. */
function limitedToLoopback(transport: HttpTransport): HttpTransport {
  return {
    ...transport,
    request: (request) =>
      parseEndpoint(request.origin, { allowPlainHttp: true }).isLoopback
        ? transport.request(request)
        : Promise.reject(new TransportError('HostNotFound', request.origin)),
  };
}
