import { parseEndpoint, type Addressing } from '../../oss/hosts/endpoint.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { EndpointChoice } from '../profile.ts';
import type { CredentialSources, FoundProfile } from './credentialSources.ts';
import type { CredentialPlan } from './credentialPlan.ts';
import type { SourceBucket } from './sourceProfile.ts';

const DEFAULT_REGION = 'cn-hangzhou';

/** Profile that can be imported, with its new name, region, endpoint and credential plan. */
export interface Candidate {
  readonly found: FoundProfile;
  readonly plan: CredentialPlan;
  /** Name that no other profile has. */
  readonly name: string;
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** Only for services other than OSS's own. */
  readonly signatureVersion?: 'v1';
  /** Buckets that the file names, which are shown without listing buckets. */
  readonly buckets: readonly Pick<SourceBucket, 'name' | 'region'>[];
}

/** Whether other tools have a profile that can be imported. Reads their files, and runs and sends nothing. */
export async function hasCandidates(sources: Pick<CredentialSources, 'find'>, now: Date): Promise<boolean> {
  const { found } = await sources.find();
  return importCandidates(found, [], now).candidates.length > 0;
}

/** Profiles that can be imported, and the errors of those that cannot. A custom domain becomes a separate profile. */
export function importCandidates(
  found: readonly FoundProfile[],
  takenNames: readonly string[],
  now: Date,
): { readonly candidates: readonly Candidate[]; readonly problems: readonly unknown[] } {
  const taken = new Set(takenNames);
  const candidates: Candidate[] = [];
  const problems: unknown[] = [];
  for (const one of found) {
    try {
      for (const candidate of candidatesOf(one, now)) {
        const name = freeName(candidate.name, taken);
        taken.add(name);
        candidates.push({ ...candidate, name });
      }
    } catch (error) {
      problems.push(error);
    }
  }
  return { candidates, problems };
}

function candidatesOf(found: FoundProfile, now: Date): readonly Candidate[] {
  const { tool, profile } = found;
  const plan = profile.plan(now);
  const { region: endpointRegion, ...location } = endpointOf(profile.endpoint, profile.addressing);
  const region = profile.region ?? endpointRegion ?? DEFAULT_REGION;
  const buckets = profile.buckets.map(withoutOssDomain);
  const own = buckets.filter(({ customDomain }) => customDomain === undefined);
  const name = profile.name === 'default' ? `${tool} default` : profile.name;
  const byDomain = buckets.flatMap(({ name: bucket, region: bucketRegion, customDomain }): Candidate[] =>
    customDomain === undefined
      ? []
      : [
          {
            found,
            plan,
            name: `${name} ${bucket}`,
            region: bucketRegion ?? region,
            endpoint: endpointOf(customDomain, 'cname').endpoint,
            buckets: [{ name: bucket }],
          },
        ],
  );
  // OSS's own hosts support V4, whatever the file specifies.
  const version =
    location.endpoint.kind === 'custom' && profile.signatureVersion ? { signatureVersion: 'v1' as const } : {};
  return [{ found, plan, name, region, ...location, ...version, buckets: own }, ...byDomain];
}

/** Bucket without a custom domain that is one of OSS's own hosts, which only names its region. */
function withoutOssDomain({ customDomain, ...bucket }: SourceBucket): SourceBucket {
  if (customDomain === undefined) return bucket;
  const { kind, region } = parseEndpoint(customDomain, { allowPlainHttp: true });
  return kind === undefined ? { customDomain, ...bucket } : omitUndefined({ region, ...bucket });
}

/** Endpoint kind if the host is OSS's own, otherwise the host itself, without agreement to plain http. */
function endpointOf(
  text: string | undefined,
  addressing: Addressing | undefined,
): { readonly endpoint: EndpointChoice; readonly region?: string } {
  if (text === undefined) return { endpoint: { kind: 'public' } };
  const { scheme, host, kind, region } = parseEndpoint(text, { allowPlainHttp: true });
  const endpoint: EndpointChoice =
    kind === undefined ? omitUndefined({ kind: 'custom' as const, url: `${scheme}://${host}`, addressing }) : { kind };
  return omitUndefined({ endpoint, region });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} ${count}`;
  return name;
}
