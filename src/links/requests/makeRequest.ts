import type { Credentials } from '../../oss/credentials.ts';
import { uploadFormPolicy } from '../../oss/requests/linkPolicies.ts';
import { warningsAbout } from '../../oss/requests/urlWarnings.ts';
import { createPostForm } from '../../oss/signing/postPolicy.ts';
import { expiredCredentials } from '../../oss/signing/presign.ts';
import { endpointOf } from '../../oss/client/bucketLocation.ts';
import type { FolderTarget } from '../link.ts';
import { localizedWarning, type LinkWarning } from '../linkWarnings.ts';
import type { LinkSources } from '../linkSources.ts';
import { signingContext, type SigningContext } from '../makeLink.ts';
import { isScoped, sessionCredentials } from '../scopedCredentials.ts';
import { createFileRequest, type FileRequest } from './fileRequest.ts';
import { requestInput, type RequestOptions } from './requestOptions.ts';

/** A signed request for files, and what it was made of. `request` is a secret for as long as it works. */
export interface MadeRequest {
  /** Folder that receives the files. */
  readonly folder: FolderTarget;
  readonly options: RequestOptions;
  readonly request: FileRequest;
  /** RAM role whose session signed the request. The session may put objects into the folder and nothing else. */
  readonly signedByRole?: string;
  readonly warnings: readonly LinkWarning[];
}

/** Signs a request for files into a folder. Throws an `InvalidInputError` for options that cannot be combined. */
export async function makeRequest(
  folder: FolderTarget,
  options: RequestOptions,
  sources: LinkSources,
): Promise<MadeRequest> {
  const context = await signingContext(folder, options, sources);
  const { roleArn, ...credentials } = await signingCredentials(folder, options, context, sources);
  if (credentials.expiration !== undefined && credentials.expiration <= sources.now()) {
    throw expiredCredentials(credentials.expiration);
  }
  const { location, period } = context;
  const input = requestInput(options, folder.bucket, folder.prefix);
  const request = createFileRequest(input, { credentials, ...location, ...period });
  return {
    ...{ folder, options, request, warnings: requestWarnings(credentials, request, context) },
    ...(roleArn !== undefined && { signedByRole: roleArn }),
  };
}

/** Request as it would be signed now, for a preview: it takes no role session, but expires when one would. */
export async function previewRequest(
  folder: FolderTarget,
  options: RequestOptions,
  sources: LinkSources,
): Promise<MadeRequest> {
  const made = await makeRequest(folder, { ...options, scoped: false }, sources);
  const { linkRole } = sources.profiles.get(folder.profileId);
  if (!linkRole || !isScoped(options.scoped, linkRole)) return made;
  const sessionEnd = new Date(sources.now().getTime() + linkRole.maxSessionSeconds * 1000);
  if (made.request.expiration <= sessionEnd) return made;
  return { ...made, request: { ...made.request, expiration: sessionEnd } };
}

/** A form that OSS refuses by its own policy, whatever is sent with it. */
export interface RefusedForm {
  readonly url: string;
  /** All fields but the file. A secret, although nothing can be uploaded with it. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Signs a form as a request with these options is signed, which OSS refuses for two reasons: its key is not the one that
 * the policy names, and no empty file is allowed. It tests the signer without writing.
 */
export async function signRefusedForm(
  folder: FolderTarget,
  options: RequestOptions,
  sources: LinkSources,
): Promise<RefusedForm> {
  const context = await signingContext(folder, { ...options, validity: '15m' }, sources);
  const { roleArn: _, ...credentials } = await signingCredentials(folder, options, context, sources);
  const { bucket, prefix } = folder;
  const key = `${prefix}oss-links-check`;
  const { url = '', fields } = createPostForm(
    { bucket, key: { exact: `${key}-signed` }, contentLengthRange: [1, 1], forbidOverwrite: true },
    { credentials, ...context.location, ...context.period },
  );
  return { url, fields: { ...fields, key } };
}

async function signingCredentials(
  { profileId, bucket, prefix }: FolderTarget,
  { scoped }: RequestOptions,
  { period }: SigningContext,
  { profiles }: LinkSources,
): Promise<Credentials & { readonly roleArn?: string }> {
  if (!isScoped(scoped, profiles.get(profileId).linkRole)) return profiles.credentialsOf(profileId);
  const scope = { policy: uploadFormPolicy({ bucket, prefix }), validitySeconds: period.expires };
  return sessionCredentials(profileId, scope, profiles);
}

function requestWarnings(
  { securityToken, expiration }: Credentials,
  request: FileRequest,
  { location, warnings }: SigningContext,
): readonly LinkWarning[] {
  const { scheme, isLoopback, kind } = endpointOf(location);
  const endsWithToken = expiration?.getTime() === request.expiration.getTime();
  const facts = {
    ...({ signatureVersion: 'v4', key: undefined, scheme, isLoopback, hostKind: kind } as const),
    tokenExpiresFirst: securityToken !== undefined && expiration === undefined ? ('perhaps' as const) : endsWithToken,
  };
  return [...warningsAbout(facts).map(localizedWarning), ...warnings];
}
