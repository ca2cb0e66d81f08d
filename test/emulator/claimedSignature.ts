/** Signer and signature of a request, and the signature that it should have. */
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
