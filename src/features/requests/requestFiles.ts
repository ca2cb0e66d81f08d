import * as l10n from '@vscode/l10n';
import type { IssuedLink } from '../../links/ledger/ledger.ts';
import type { FolderTarget } from '../../links/link.ts';
import { cdnDomainOf, hostAtOss, linkLocation } from '../../links/linkHosts.ts';
import { previewRequest } from '../../links/requests/makeRequest.ts';
import { plainRequestOptions, withUsableValidity, type RequestOptions } from '../../links/requests/requestOptions.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';
import { endpointOf } from '../../oss/client/bucketLocation.ts';
import { MAX_VALIDITY_SECONDS } from '../../oss/validate.ts';
import { slowProgress } from '../../ui/messages/slowProgress.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { askUploadFolder } from '../targets/askUploadFolder.ts';
import { allowProgress } from './allowProgress.ts';
import { readBucketFacts, type BucketFacts } from './bucketFacts.ts';
import { handOver } from './handOver.ts';
import { askRequest, receivingFolder, type HandOver } from './requestForm.ts';
import type { RequestFacts } from './requestRows.ts';

/** Makes a request for files to a folder, in a form, and delivers it. */
export async function requestFiles(given: FolderTarget | undefined, services: Services): Promise<void> {
  if (!given && !(await requireProfile(services))) return;
  const folder = given ?? (await askUploadFolder(services, l10n.t('Request Files')));
  if (!folder) return;
  const { memory, locale, maxValiditySeconds } = services;
  const maxSeconds = Math.min(maxValiditySeconds(), MAX_VALIDITY_SECONDS);
  await askAndHandOver(folder, memory.requestOptions(folder) ?? plainRequestOptions(maxSeconds, locale), services);
}

/** Opens the form with the folder and the options of an issued request. */
export async function requestAgain([entry]: readonly IssuedLink[], services: Services): Promise<void> {
  if (entry?.request === undefined) return;
  const { profileId, bucket, key: prefix, request } = entry;
  if (!services.profiles.list().some(({ id }) => id === profileId)) {
    services.notifications.warn(
      l10n.t('The profile that signed the request was removed. Add it again, or select the folder in the tree.'),
    );
    return;
  }
  await askAndHandOver({ profileId, bucket, prefix }, { ...request, subfolder: '' }, services);
}

async function askAndHandOver(folder: FolderTarget, initial: RequestOptions, services: Services): Promise<void> {
  const { prompts, memory, notifications } = services;
  const read = await slowProgress(l10n.t('Reading the settings of {0}', folder.bucket), notifications, (signal) =>
    readFacts(folder, services, signal),
  );
  if (!read) return;
  const { facts } = read;
  let { showsProgress } = read;
  const allow = async (): Promise<void> => {
    if (await allowProgress(folder, services)) showsProgress = true;
  };
  await askRequest(prompts, {
    ...facts,
    initial: withUsableValidity(initial, services.now()),
    keep: (options) => {
      memory.keepRequestDraft(folder, options);
    },
    preview: (options) => previewRequest(receivingFolder(facts, options), options, services),
    pageHost: cdnDomainOf(folder, services.linkHosts.linkHost(folder))?.host,
    progress: { isAllowed: () => showsProgress, allow },
    handOver: async (way: HandOver, options) => {
      const target = receivingFolder(facts, options);
      if (!(await handOver(way, target, options, { ...services, showsProgress, allowProgress: allow }))) return false;
      await memory.rememberRequest(folder, options);
      await memory.rememberUploadFolder(folder);
      return true;
    },
  });
}

async function readFacts(
  folder: FolderTarget,
  services: Services,
  signal: AbortSignal,
): Promise<{ readonly facts: RequestFacts } & Pick<BucketFacts, 'showsProgress'>> {
  const { profiles, clientOf, linkHosts, memory, now, locale, newId, maxValiditySeconds } = services;
  const client = await clientOf(folder.profileId);
  const location = await client.locationOf(folder.bucket, signal);
  const { sameName, showsProgress } = await readBucketFacts(client, folder.bucket, signal);
  const maxSeconds = maxValiditySeconds();
  const facts: RequestFacts = {
    folder,
    newSubfolder: subfolderName(now(), newId()),
    sameNameRule: sameName,
    linkRole: profiles.get(folder.profileId).linkRole,
    region: location.region,
    bucketHost: endpointOf(linkLocation(location, hostAtOss(linkHosts.linkHost(folder)))).host,
    recent: memory.recentValidities(),
    tokenExpiry: await tokenExpiry([folder], services),
    ...(Number.isFinite(maxSeconds) && { maxSeconds }),
    now,
    locale,
  };
  return { facts, showsProgress };
}

/** Name of a request's subfolder, e.g. `2026-11-30-3f9a1c`: the date and a unique suffix. */
function subfolderName(now: Date, id: string): string {
  // Swedish formats dates as ISO 8601 does.
  return `${now.toLocaleDateString('sv')}-${id.replaceAll('-', '').slice(0, 6)}`;
}
