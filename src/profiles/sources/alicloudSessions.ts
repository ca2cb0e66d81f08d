import oidcRoleArn from '@alicloud/credentials/dist/src/providers/oidc_role_arn.js';
import ramRoleArn from '@alicloud/credentials/dist/src/providers/ram_role_arn.js';
import staticAk from '@alicloud/credentials/dist/src/providers/static_ak.js';
import staticSts from '@alicloud/credentials/dist/src/providers/static_sts.js';
import uriModule from '@alicloud/credentials/dist/src/providers/uri.js';
import { splitProcessCommand } from '@alicloud/credentials/dist/src/utils/command.js';
import type { Credentials } from '../../oss/credentials.ts';
import { isPrivateUrl } from '../plainHttp.ts';
import type { OidcPlan, RolePlan, RoleSession, UriPlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';

// Imported one by one: the library's entry is twice as large because of sources that are not used here.
const OIDCRoleArnCredentialsProvider = defaultOf(oidcRoleArn);
const RAMRoleARNCredentialsProvider = defaultOf(ramRoleArn);
const StaticAKCredentialsProvider = defaultOf(staticAk);
const StaticSTSCredentialsProvider = defaultOf(staticSts);
const URICredentialsProvider = defaultOf(uriModule);

/** Common interface of the library's providers of temporary credentials. */
interface SessionProvider {
  getSession(): Promise<{
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken: string;
    readonly expiration: string;
  }>;
}

/** Temporary credentials from Alibaba Cloud's own library. Only this file loads it; nothing is cached here. */
export interface AlicloudSessions {
  assumeRole(plan: Omit<RolePlan, 'kind' | 'base'>, base: Credentials): Promise<Credentials>;
  assumeRoleWithOidc(plan: OidcPlan): Promise<Credentials>;
  fromUri(plan: UriPlan): Promise<Credentials>;
  /** Words of a command as the Alibaba Cloud CLI splits it. */
  commandWords(command: string): readonly string[];
}

export const alicloudSessions: AlicloudSessions = {
  async assumeRole(plan, base) {
    throwIfTlsUnchecked();
    const builder = withSession(RAMRoleARNCredentialsProvider.builder(), plan);
    builder.withCredentialsProvider(staticProvider(base));
    if (plan.externalId !== undefined) builder.withExternalId(plan.externalId);
    return session(() => builder.build());
  },

  async assumeRoleWithOidc(plan) {
    throwIfTlsUnchecked();
    const builder = withSession(OIDCRoleArnCredentialsProvider.builder(), plan);
    builder.withOIDCProviderArn(plan.providerArn).withOIDCTokenFilePath(plan.tokenFile);
    return session(() => builder.build());
  },

  async fromUri({ uri }) {
    if (!isPrivateUrl(uri)) throw new CredentialSourceError('UriUnsupported');
    if (/^https:/i.test(uri)) throwIfTlsUnchecked();
    return session(() => URICredentialsProvider.builder().withCredentialsURI(uri).build());
  },

  commandWords: (command) => splitProcessCommand(command),
};

/** Common interface of the builders of role sessions. */
interface SessionBuilder {
  withRoleArn(value: string): unknown;
  withRoleSessionName(value: string): unknown;
  withPolicy(value: string): unknown;
  withDurationSeconds(value: number): unknown;
  withStsRegionId(value: string): unknown;
  withStsEndpoint(value: string): unknown;
}

function withSession<B extends SessionBuilder>(builder: B, plan: RoleSession): B {
  const { roleArn, sessionName, policy, durationSeconds, stsRegion, stsEndpoint } = plan;
  builder.withRoleArn(roleArn);
  if (sessionName !== undefined) builder.withRoleSessionName(sessionName);
  if (policy !== undefined) builder.withPolicy(policy);
  if (durationSeconds !== undefined) builder.withDurationSeconds(durationSeconds);
  if (stsRegion !== undefined) builder.withStsRegionId(stsRegion);
  if (stsEndpoint !== undefined) builder.withStsEndpoint(stsEndpoint);
  return builder;
}

function staticProvider({
  accessKeyId,
  accessKeySecret,
  securityToken,
}: Credentials): InstanceType<typeof StaticAKCredentialsProvider> | InstanceType<typeof StaticSTSCredentialsProvider> {
  if (securityToken === undefined) {
    const builder = StaticAKCredentialsProvider.builder();
    return builder.withAccessKeyId(accessKeyId).withAccessKeySecret(accessKeySecret).build();
  }
  const builder = StaticSTSCredentialsProvider.builder();
  builder.withAccessKeyId(accessKeyId).withAccessKeySecret(accessKeySecret).withSecurityToken(securityToken);
  return builder.build();
}

/**
 * Throws if the environment turns the check of certificates off: the library's connections have no option for it, so
 * nothing is sent.
 */
function throwIfTlsUnchecked(): void {
  if (process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') throw new CredentialSourceError('TlsUnchecked');
}

async function session(build: () => SessionProvider): Promise<Credentials> {
  try {
    const { accessKeyId, accessKeySecret, securityToken, expiration } = await build().getSession();
    return { accessKeyId, accessKeySecret, securityToken, expiration: new Date(expiration) };
  } catch (error) {
    throw toSourceError(error);
  }
}

/** Error with only a code or a status: the library's messages quote whole responses with secrets. */
function toSourceError(error: unknown): CredentialSourceError {
  const message = error instanceof Error ? error.message : '';
  const refusal =
    /"Code"\s*:\s*"([\w.]{1,100})"/.exec(message)?.[1] ??
    /httpStatus: (\d{3})/.exec(message)?.[1] ??
    (message.includes('secret is invalid') ? 'SignatureDoesNotMatch' : undefined);
  if (refusal !== undefined) return new CredentialSourceError('ServiceRefused', refusal);
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  // Only the OIDC token is read from a file.
  if (error instanceof Error && 'path' in error && typeof code === 'string') {
    return new CredentialSourceError('TokenFileUnreadable', code);
  }
  return new CredentialSourceError('ServiceSilent', typeof code === 'string' ? code : 'no usable answer');
}

/** Default export of a CommonJS module. Node returns the whole module although its types promise the default export. */
function defaultOf<T extends object>(module: T | { readonly default: T }): T {
  return 'default' in module ? module.default : module;
}
