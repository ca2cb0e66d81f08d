import * as l10n from '@vscode/l10n';
import type { OssClient } from '../oss/client.ts';
import { presignOffsetMs, type ClockOffsets } from '../oss/clockOffset.ts';
import { contentDispositionFor } from '../oss/contentDisposition.ts';
import type { Credentials } from '../oss/credentials.ts';
import { additionalHeadersFor } from '../oss/linkHeaders.ts';
import { linkWarnings } from '../oss/linkWarnings.ts';
import { presign, type PresignRequest } from '../oss/presign.ts';
import { asHostWarning, ownHostWarnings } from './hostWarnings.ts';
import type { GetChoices, Link, LinkMethod, ObjectTarget, PutChoices } from './link.ts';
import { linkLocation, type LinkHosts } from './linkHosts.ts';
import { validitySeconds, type Validity } from './validity.ts';

/** What a link is made with. */
export interface LinkSources {
  readonly profiles: { credentialsOf(id: string): Promise<Credentials> };
  readonly clientOf: (profileId: string) => Promise<Pick<OssClient, 'locationOf'> & ClockOffsets>;
  /** The hosts that were chosen for links; browsing keeps its own. */
  readonly linkHosts: Pick<LinkHosts, 'of'>;
  readonly now: () => Date;
}

/** Presigns a download of one object. */
export function makeGetLink(target: ObjectTarget, choices: GetChoices, sources: LinkSources): Promise<Link> {
  const { downloadName } = choices;
  const query =
    downloadName === undefined
      ? {}
      : { 'response-content-disposition': contentDispositionFor(downloadName, 'attachment') };
  return makeLink(target, choices.validity, { method: 'GET', query }, sources);
}

/** Presigns an upload of one object; every header chosen is signed, so the upload has to send all of them. */
export function makePutLink(target: ObjectTarget, choices: PutChoices, sources: LinkSources): Promise<Link> {
  const { contentType } = choices;
  const headers = { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...choices.headers };
  const additionalHeaders = additionalHeadersFor(headers);
  return makeLink(target, choices.validity, { method: 'PUT', headers, additionalHeaders }, sources);
}

async function makeLink(
  target: ObjectTarget,
  validity: Validity,
  request: Omit<PresignRequest, 'bucket' | 'key'> & { readonly method: LinkMethod },
  { profiles, clientOf, linkHosts, now }: LinkSources,
): Promise<Link> {
  const { profileId, bucket, key } = target;
  const [client, credentials] = [await clientOf(profileId), await profiles.credentialsOf(profileId)];
  const location = linkLocation(await client.locationOf(bucket), linkHosts.of(target));
  // The service's clock decides when a link begins and ends, so a clock that is off is corrected here too.
  const signedAt = new Date(now().getTime() + presignOffsetMs(client));
  const wanted = { ...request, bucket, key };
  const options = { credentials, ...location, signedAt, expires: validitySeconds(validity, signedAt) };
  const result = presign(wanted, options);
  // By where the link leads in the end, which the profile alone does not tell.
  const found = linkWarnings(wanted, options, result);
  const isDownload = request.query?.['response-content-disposition'] !== undefined;
  return {
    ...result,
    target,
    warnings: found.filter((one) => !asHostWarning(one)).map(({ template, args }) => l10n.t(template, ...args)),
    hostWarnings: [
      ...found.flatMap((one) => asHostWarning(one) ?? []),
      ...ownHostWarnings({ method: request.method, key, isDownload, location }),
    ],
  };
}
