import type { Addressing } from '../../oss/hosts/endpoint.ts';
import type { CredentialPlan } from './credentialPlan.ts';

/** A profile as another tool's configuration has it. */
export interface SourceProfile {
  /** Its name in that file. */
  readonly name: string;
  readonly region?: string;
  /** A host or a URL, as it is written. */
  readonly endpoint?: string;
  readonly addressing?: Addressing;
  readonly buckets: readonly SourceBucket[];
  /** Throws a `CredentialSourceError` where the profile is incomplete or of a kind that is no use here. */
  readonly recipe: (now: Date) => CredentialPlan;
}

/** A bucket that the file names, with a place of its own. */
export interface SourceBucket {
  readonly name: string;
  /** Left out where the file does not tell. */
  readonly region?: string;
  /** The custom domain that stands for it. */
  readonly customDomain?: string;
}
