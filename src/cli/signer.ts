import type { Credentials } from '../oss/credentials.ts';
import { endpointForRegion, parseEndpoint, type Addressing } from '../oss/hosts/endpoint.ts';
import { readRegion } from '../oss/hosts/readRegion.ts';
import type { Address } from '../oss/names/address.ts';
import { omitUndefined } from '../oss/optional.ts';
import { ENVIRONMENT_PROFILE_ID, environmentProfile, environmentSecret } from '../profiles/environmentProfile.ts';
import type { EndpointChoice } from '../profiles/profile.ts';
import { importCandidates, type Candidate } from '../profiles/sources/candidates.ts';
import { commandOf } from '../profiles/sources/credentialPlan.ts';
import { CliError, shown, type CliContext } from './context.ts';

/** Credentials and host that sign. */
export interface Signer {
  readonly credentials: Credentials;
  readonly region: string;
  readonly endpoint: string;
  readonly addressing?: Addressing;
}

/** Options of the command line that select the signer. */
export interface SignerOptions {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly 'allow-http'?: boolean | undefined;
  readonly 'allow-command'?: boolean | undefined;
}

/** Profile of the environment or of another tool's file, without its credentials yet. */
interface Source {
  readonly region: string;
  readonly endpoint: EndpointChoice;
  readonly regionOf: (bucket: string) => string | undefined;
  /** Command of its file that prints the credentials. */
  readonly command?: string | undefined;
  readonly credentials: () => Promise<Credentials>;
}

/**
 * Credentials and host for an object. The environment comes first, then the default profile of ossutil, of the Alibaba
 * Cloud CLI or of its SDKs, then the only profile; `--profile` names another one.
 */
export async function signerFor(address: Address, options: SignerOptions, context: CliContext): Promise<Signer> {
  const source = await sourceOf(options.profile, context);
  const named = options.region && (readRegion(options.region)?.region ?? options.region);
  const region = named ?? address.region ?? source.regionOf(address.bucket) ?? source.region;
  const host = options.endpoint === undefined ? hostOf(source.endpoint, region) : { endpoint: options.endpoint };
  const parsed = parseEndpoint(host.endpoint, { allowPlainHttp: true });
  if (parsed.scheme === 'http' && !parsed.isLoopback && options['allow-http'] !== true) {
    throw new CliError(`${parsed.host} has plain http, which shows links to the network. --allow-http takes it.`);
  }
  if (source.command !== undefined && options['allow-command'] !== true) {
    throw new CliError(
      `The profile gets its credentials from a command: ${shown(source.command)}. --allow-command runs it.`,
    );
  }
  const credentials = await source.credentials();
  if (credentials.expiration !== undefined && credentials.expiration <= context.now()) {
    throw new CliError(`The temporary credentials expired at ${credentials.expiration.toISOString()}. Renew them.`);
  }
  // One of OSS's own hosts belongs to one region, whatever region is named.
  return { credentials, region: named ?? parsed.region ?? region, ...host };
}

function hostOf(choice: EndpointChoice, region: string): Pick<Signer, 'endpoint' | 'addressing'> {
  if (choice.kind !== 'custom') return { endpoint: endpointForRegion(region, choice.kind) };
  return omitUndefined({ endpoint: choice.url, addressing: choice.addressing });
}

async function sourceOf(wanted: string | undefined, context: CliContext): Promise<Source> {
  const { env, sources, now } = context;
  const fromEnvironment = environmentSource(context);
  if (fromEnvironment && (wanted ?? ENVIRONMENT_PROFILE_ID) === ENVIRONMENT_PROFILE_ID) return fromEnvironment;
  const { found, problems } = await sources.find();
  const { candidates, problems: unusable } = importCandidates(found, [], now());
  const candidate = wanted === undefined ? defaultOf(candidates) : candidates.find(({ name }) => name === wanted);
  if (candidate === undefined) {
    for (const problem of [...problems, ...unusable]) if (problem instanceof Error) context.note(problem.message);
    throw new CliError(missingProfile(wanted, candidates, env));
  }
  return {
    region: candidate.region,
    endpoint: candidate.endpoint,
    regionOf: (bucket) => candidate.buckets.find(({ name }) => name === bucket)?.region,
    command: commandOf(candidate.plan),
    credentials: () => sources.obtain(candidate.plan),
  };
}

function environmentSource({ env }: CliContext): Source | undefined {
  const profile = environmentProfile(env, ENVIRONMENT_PROFILE_ID);
  const secret = environmentSecret(env);
  if (profile === undefined || secret === undefined) return undefined;
  const { region, endpoint } = profile;
  return { region, endpoint, regionOf: () => undefined, credentials: () => Promise.resolve(secret) };
}

/** Default profile. The candidates are in the order of their tools. */
function defaultOf(candidates: readonly Candidate[]): Candidate | undefined {
  const named = candidates.find(({ found }) => found.profile.name === 'default');
  return named ?? (candidates.length === 1 ? candidates[0] : undefined);
}

function missingProfile(wanted: string | undefined, candidates: readonly Candidate[], env: CliContext['env']): string {
  const names = candidates.map(({ name }) => `"${shown(name)}"`).join(', ');
  if (names !== '') {
    const there = `There is ${names}`;
    return wanted === undefined
      ? `Select a profile with --profile. ${there}.`
      : `No profile "${shown(wanted)}". ${there}.`;
  }
  const hasOnlyId = env['OSS_ACCESS_KEY_ID'] !== undefined;
  return hasOnlyId
    ? 'OSS_ACCESS_KEY_ID is set, but OSS_ACCESS_KEY_SECRET is not.'
    : 'No credentials found. Set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or configure ossutil or the Alibaba Cloud CLI.';
}
