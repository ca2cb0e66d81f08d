import * as l10n from '@vscode/l10n';
import { checkLink } from '../../links/details/linkCheck.ts';
import { resolveLink } from '../../links/details/linkDetails.ts';
import { makeLink } from '../../links/makeLink.ts';
import { InvalidInputError, OssError } from '../../oss/errors/errors.ts';
import { missingPermission } from '../../oss/errors/permissions.ts';
import type { BucketPath } from '../../oss/names/bucketPath.ts';
import type { PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { readLink } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import type { Profile } from '../../profiles/profile.ts';
import { failedStep, type ConnectionStep, type StepServices, type TestedConnection } from './connectionStep.ts';
import { linkCheckText } from './linkCheckText.ts';
import { linkHostStepCount, linkHostSteps } from './linkHostSteps.ts';

/** Page size that is likely to include an object that is not a folder marker. */
const LISTED_KEYS = 20;
const TEST_VALIDITY = '5m';

/** Number of steps for links, if none fails early. */
export function linkStepCount({ profile, path }: TestedConnection, services: Pick<StepServices, 'linkHosts'>): number {
  return path ? linkHostStepCount({ profileId: profile.id, bucket: path.bucket }, services) + 1 : 0;
}

/** Steps for links: their host, and a link that the test makes and fetches. */
export async function* linkSteps(
  { profile, path }: TestedConnection,
  services: StepServices,
  signal: AbortSignal,
): AsyncGenerator<ConnectionStep> {
  if (!path) return;
  yield* linkHostSteps({ profileId: profile.id, bucket: path.bucket }, profile, services, signal);
  yield await linkStep(profile, path, services, signal);
}

/** Step that makes a link to an object of the folder and fetches it without credentials, like a receiver. */
async function linkStep(
  { id }: Profile,
  { bucket, prefix }: BucketPath,
  services: StepServices,
  signal: AbortSignal,
): Promise<ConnectionStep> {
  const name = l10n.t('Link');
  const { clientOf, linkHosts, profiles, ledger, inspector, now, locale } = services;
  try {
    const client = await clientOf(id);
    const { entries } = await client.listObjects(bucket, { prefix, maxKeys: LISTED_KEYS, signal });
    // Archived objects open only once they are restored.
    const key = entries.find((entry) => !entry.key.endsWith('/') && !/archive/i.test(entry.storageClass))?.key;
    if (key === undefined) return { name, state: 'skipped', text: l10n.t('not tested: no object in the folder') };
    const link = await makeLink({ profileId: id, bucket, key }, { method: 'GET', validity: TEST_VALIDITY }, services);
    const presignedUrl = tryReadLink(link.url, linkHosts.cdnDomains());
    if (!presignedUrl)
      return { name, state: 'skipped', text: l10n.t('not tested: hosts of this computer have no domains') };
    const sources = { profiles, linkHosts, ledger, sessionLinks: { find: () => link } };
    const details = await resolveLink(presignedUrl, sources);
    const transport = await inspector.transport();
    const check = await checkLink(details, { transport, clientOf, now, signal });
    const context = { now: now(), locale };
    if (check.kind !== 'failure') return { name, state: 'ok', text: linkCheckText(details, check, context) };
    const { cause, fix } = check.failure;
    return { name, state: 'failed', text: cause, next: fix };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OssError && missingPermission(error)) {
      return { name, state: 'skipped', text: l10n.t('not tested: no permission to list objects') };
    }
    return failedStep(name, error);
  }
}

/** Parsed link; `undefined` for a custom domain on this computer, whose links look like links with the bucket in the path. */
function tryReadLink(...args: Parameters<typeof readLink>): PresignedUrl | undefined {
  try {
    return readLink(...args);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
