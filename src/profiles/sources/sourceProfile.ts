import type { Addressing } from '../../oss/hosts/endpoint.ts';
import type { CredentialPlan } from './credentialPlan.ts';

/** Profile in another tool's configuration. */
export interface SourceProfile {
  /** Name in that file. */
  readonly name: string;
  readonly region?: string;
  /** Host or URL as written in the file. */
  readonly endpoint?: string;
  readonly addressing?: Addressing;
  /** Present if the file asks for V1. */
  readonly signatureVersion?: 'v1';
  readonly buckets: readonly SourceBucket[];
  /** Credential plan; throws a `CredentialSourceError` if the profile is incomplete or its kind is not supported. */
  readonly plan: (now: Date) => CredentialPlan;
}

/** Bucket that the file names, with its own region or domain. */
export interface SourceBucket {
  readonly name: string;
  /** Absent if the file does not name it. */
  readonly region?: string;
  /** Custom domain of the bucket. */
  readonly customDomain?: string;
}
