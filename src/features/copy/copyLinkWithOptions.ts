import * as l10n from '@vscode/l10n';
import type { Link, ObjectTarget } from '../../links/link.ts';
import { linkLocation } from '../../links/linkHosts.ts';
import type { LinkMethod, LinkOptions } from '../../links/linkOptions.ts';
import { isCdnLink } from '../../links/cdn/cdnLinks.ts';
import { makeLink } from '../../links/makeLink.ts';
import { isSignedBySession, tokenExpiry } from '../../links/scopedCredentials.ts';
import { endpointOf } from '../../oss/client/bucketLocation.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { askObjectName } from './form/askUpload.ts';
import { askLinkOptions } from './form/linkForm.ts';
import { describeTime } from '../../text/describe.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { objectIn } from './copyPutUrl.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { askAndSetDefault } from './defaults.ts';
import type { ObjectNode } from '../../tree/nodes.ts';
import { archivedText } from './archivedNotice.ts';
import { copyLinks } from './deliverLinks.ts';
import { askAndSaveRecipe } from './askAndSaveRecipe.ts';
import { requireTarget } from './requireTarget.ts';
import type { Services } from '../services.ts';
import { showProcessedImage } from './showProcessedImage.ts';

/** Upper bound on listed versions; any other version ID can be typed. */
const MAX_LISTED_VERSIONS = 50;

/** Asks for all options of links in a form and copies the links. In a folder it asks for a name first. */
export async function copyLinkWithOptions(
  argument: UploadTarget | undefined,
  services: Services,
  archived: readonly ObjectNode[] = [],
): Promise<void> {
  const title = l10n.t('Copy Link with Options');
  const target = await requireTarget(argument, title, services);
  if (!target) return;
  if ('objects' in target) {
    await askAndCopy(target.objects, 'GET', services, archived);
    return;
  }
  const { folder } = target;
  const name = await askObjectName(services.prompts, { title }, '', folder);
  if (isUnanswered(name)) return;
  if (await askAndCopy([objectIn(folder, name)], 'PUT', services)) await services.memory.rememberUploadFolder(folder);
}

/** Returns true if links were copied. */
async function askAndCopy(
  targets: readonly ObjectTarget[],
  method: LinkMethod,
  services: Services,
  archived: readonly ObjectNode[] = [],
): Promise<boolean> {
  const [first] = targets;
  const options =
    first &&
    (await askOptions(targets, first, method, services, archived).finally(() => services.imagePreview.close()));
  if (!options) return false;
  const [link] = await copyLinks(
    targets.map((target) => ({ target, options })),
    services,
  );
  if (link) await services.memory.rememberOptions(link);
  return link !== undefined;
}

async function askOptions(
  targets: readonly ObjectTarget[],
  first: ObjectTarget,
  method: LinkMethod,
  services: Services,
  archived: readonly ObjectNode[],
): Promise<LinkOptions | undefined> {
  const { prompts, memory, clientOf, linkHosts, now, locale, maxValiditySeconds } = services;
  // Lazy: the table of types is large.
  const { contentTypeFor } = await import('../../links/headers/contentType.ts');
  const location = await (await clientOf(first.profileId)).locationOf(first.bucket);
  const maxSeconds = maxValiditySeconds();
  return askLinkOptions(prompts, {
    targets,
    ...(archived.length > 0 && { archived: archivedText(archived, locale) }),
    initial: memory.lastOptions(first, method),
    remembered: (other) => memory.lastOptions(first, other),
    preview: (options) => previewOf(first, options, services),
    saveRecipe: async (options) => {
      await askAndSaveRecipe(first, { options }, services, { canGoBack: true });
    },
    useAsDefault: async (options) => {
      await askAndSetDefault({ target: first, options }, services, { canGoBack: true });
    },
    linkRole: services.profiles.get(first.profileId).linkRole,
    region: location.region,
    bucketHost: endpointOf(linkLocation(location, linkHosts.linkHost(first))).host,
    recent: memory.recentValidities(),
    tokenExpiry: await tokenExpiry(targets, services),
    isCdnLink: (options) => isCdnLink(first, options, linkHosts),
    ...(Number.isFinite(maxSeconds) && { maxSeconds }),
    now,
    locale,
    contentTypeFor,
    versions: (target) => versionsOf(target, services),
    showImage: (target, options) => showProcessedImage(target, options, services),
  });
}

/** Link for the preview of the form. It takes no role session, but shows when one would expire. */
async function previewOf(target: ObjectTarget, options: LinkOptions, services: Services): Promise<Link> {
  const { linkRole } = services.profiles.get(target.profileId);
  const link = await makeLink(target, { ...options, scoped: false }, services);
  if (!isSignedBySession(options, linkRole) || !linkRole) return link;
  const sessionEnd = new Date(services.now().getTime() + linkRole.maxSessionSeconds * 1000);
  return { ...link, expiration: link.expiration < sessionEnd ? link.expiration : sessionEnd };
}

/** Newest versions of an object; empty without the permission to list them, since an ID can also be typed. */
async function versionsOf(
  { profileId, bucket, key }: ObjectTarget,
  { clientOf, locale }: Pick<Services, 'locale' | 'clientOf'>,
): Promise<readonly Choice<string>[]> {
  try {
    const client = await clientOf(profileId);
    const { entries } = await client.listObjectVersions(bucket, { prefix: key, maxKeys: MAX_LISTED_VERSIONS });
    return entries.flatMap((entry) => {
      if (entry.kind !== 'version' || entry.key !== key || entry.versionId === undefined) return [];
      const written = describeTime(entry.lastModified, locale);
      const description = entry.isLatest ? l10n.t('{0}, currently the latest', written) : written;
      return [{ label: entry.versionId, description, icon: 'versions', value: entry.versionId }];
    });
  } catch (error) {
    if (error instanceof OssError) return [];
    throw error;
  }
}
