/** What signs a request. Values are secrets except `accessKeyId`; none of them is ever logged. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The STS token of temporary credentials. */
  readonly securityToken?: string;
  /** When temporary credentials end. */
  readonly expiration?: Date;
}
