/** What a request says about who signed it, and what that signature should be. */
export interface ClaimedSignature {
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  readonly signature: string;
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
  /** The fine-grained error code of a mismatch. */
  readonly mismatchEc: string;
  expected(accessKeySecret: string): string;
}
