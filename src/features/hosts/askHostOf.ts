import type { BucketPlace } from '../../links/linkHosts.ts';
import type { HostQuestion } from './askLinkHost.ts';
import { askBucketPlace } from '../targets/askTarget.ts';
import { bucketHosts } from './bucketHosts.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** A host can be chosen without what OSS would tell, so nobody waits long for it. */
const PATIENCE_MS = 5000;

/** Asks for a host of a bucket, and for the bucket first where none is given; `undefined` when the user leaves. */
export async function askHostOf<A>(
  given: BucketPlace | undefined,
  services: Services,
  { title, patienceMs = PATIENCE_MS }: { readonly title: string; readonly patienceMs?: number | undefined },
  ask: (place: BucketPlace, question: Omit<HostQuestion, 'present'>) => Promise<A | undefined>,
): Promise<{ readonly place: BucketPlace; readonly answer: A } | undefined> {
  const { profiles, clientOf } = services;
  if (!(await requireProfile(services))) return undefined;
  const place = given ?? (await askBucketPlace(services, title));
  if (!place) return undefined;
  const { profileId, bucket } = place;
  const profile = profiles.get(profileId);
  const answer = await ask(place, {
    title,
    bucket,
    hosts: (signal) => {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
      return bucketHosts(bucket, profile, () => clientOf(profileId), patience);
    },
  });
  return answer && { place, answer };
}
