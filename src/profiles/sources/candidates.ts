import { parseEndpoint, type Addressing } from '../../oss/hosts/endpoint.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { EndpointChoice } from '../profile.ts';
import type { FoundProfile } from './credentialSources.ts';
import type { CredentialPlan } from './credentialPlan.ts';
import type { SourceBucket } from './sourceProfile.ts';

const DEFAULT_REGION = 'cn-hangzhou';

/** A profile that can be imported: what it will be called, where it leads and how it comes by its credentials. */
export interface Candidate {
  readonly found: FoundProfile;
  readonly recipe: CredentialPlan;
  /** Unlike all names that are taken. */
  readonly name: string;
  readonly region: string;
  readonly endpoint: EndpointChoice;
  /** Buckets that the file names, to be shown without asking for a list. */
  readonly buckets: readonly Pick<SourceBucket, 'name' | 'region'>[];
}

/** What of the profiles found can be imported, and why the others cannot. A custom domain becomes a profile of its own. */
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
  const recipe = profile.recipe(now);
  const { region: endpointRegion, ...place } = placeOf(profile.endpoint, profile.addressing);
  const region = profile.region ?? endpointRegion ?? DEFAULT_REGION;
  const own = profile.buckets.filter(({ customDomain }) => customDomain === undefined);
  const name = profile.name === 'default' ? `${tool} default` : profile.name;
  const byDomain = profile.buckets.flatMap(({ name: bucket, region: bucketRegion, customDomain }): Candidate[] =>
    customDomain === undefined
      ? []
      : [
          {
            found,
            recipe,
            name: `${name} ${bucket}`,
            region: bucketRegion ?? region,
            endpoint: placeOf(customDomain, 'cname').endpoint,
            buckets: [{ name: bucket }],
          },
        ],
  );
  return [{ found, recipe, name, region, ...place, buckets: own }, ...byDomain];
}

/** An endpoint of OSS's own is chosen by its kind; any other host is taken as it is written, plain http not agreed to. */
function placeOf(
  text: string | undefined,
  addressing: Addressing | undefined,
): { readonly endpoint: EndpointChoice; readonly region?: string } {
  if (text === undefined) return { endpoint: { kind: 'public' } };
  const { scheme, host, kind, region } = parseEndpoint(text, { allowPlainHttp: true });
  const endpoint: EndpointChoice =
    kind === undefined || addressing === 'cname'
      ? omitUndefined({ kind: 'custom' as const, url: `${scheme}://${host}`, addressing })
      : { kind };
  return omitUndefined({ endpoint, region });
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} ${count}`;
  return name;
}
