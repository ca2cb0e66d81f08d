import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { versionName, SafePaths } from '../../transfers/safePaths.ts';
import { numberedName, safeFileName } from '../../text/fileNames.ts';
import { downloadObject } from '../../transfers/downloadObject.ts';
import { newOutcome, transferAll, type ItemControl } from '../../transfers/transferAll.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import type { TreeNode, VersionNode } from '../../tree/nodes.ts';
import { askObject } from '../targets/askTarget.ts';
import type { LocalFolder } from '../../ui/files/localFolders.ts';
import { createOverwritePolicy, type OverwritePolicy } from './askOverwrite.ts';
import { listForTransfer, transferNodes, type TransferObject } from './listForTransfer.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { reportTransfer, skippedNotes } from './transferReport.ts';
import { progressText } from './uploadAll.ts';

/** An object and its file path below the chosen folder. */
interface Download {
  readonly object: TransferObject;
  readonly segments: readonly string[];
  readonly sizeBytes: number;
}

/** Downloads objects, versions and whole folders to a file or folder that the user selects. */
export async function download(nodes: readonly TreeNode[], services: Services): Promise<void> {
  const chosen = transferNodes(nodes);
  const versions = nodes.flatMap((node) => (node.kind === 'version' ? transferVersion(node) : []));
  if (chosen.length + versions.length === 0) {
    if (!(await requireProfile(services))) return;
    const target = await askObject(services, l10n.t('Download'));
    if (target) await downloadTarget(target, services);
    return;
  }
  const listed = await listForTransfer(chosen, services);
  if (!listed) return;
  const objects = [...listed, ...versions];
  const [object] = objects;
  if (object && objects.length === 1 && chosen.every(({ kind }) => kind === 'object')) {
    await downloadToFile(object, services);
  } else await downloadToFolder(objects, services);
}

/** Downloads an object or version given by its key. */
export async function downloadTarget(target: ObjectTarget, services: Services): Promise<void> {
  const { profileId, bucket, key, versionId } = target;
  const client = await services.clientOf(profileId);
  const { sizeBytes = 0, lastModified } = await client.headObject(bucket, key, omitUndefined({ versionId }));
  const name = key.slice(key.lastIndexOf('/') + 1);
  const path = versionId !== undefined && lastModified ? versionName(name, lastModified) : name;
  await downloadToFile({ ...target, sizeBytes, path }, services);
}

/** A version as a transfer object; delete markers have no content. */
function transferVersion(node: VersionNode): readonly TransferObject[] {
  const { profileId, bucket, key, versionId, lastModified, sizeBytes = 0, isDeleteMarker } = node;
  const path = versionName(key.slice(key.lastIndexOf('/') + 1), lastModified);
  return isDeleteMarker ? [] : [{ profileId, bucket, key, versionId, sizeBytes, path }];
}

async function downloadToFile(object: TransferObject, services: Services): Promise<void> {
  const target = await services.folders.askFile(l10n.t('Download'), safeFileName(object.path));
  if (!target) return;
  const item: Download = { object, segments: [target.name], sizeBytes: object.sizeBytes };
  // The save dialog has already asked about an existing file.
  const overwrite: OverwritePolicy = { answer: 'replace', ask: () => Promise.resolve('replace') };
  await downloadTo(target.folder, [item], overwrite, [], services);
}

async function downloadToFolder(objects: readonly TransferObject[], services: Services): Promise<void> {
  const { notifications, prompts, folders, locale } = services;
  const paths = new SafePaths();
  const markers = objects.filter(isFolderMarker);
  const items = objects
    .filter((object) => !isFolderMarker(object))
    .map((object) => ({ object, sizeBytes: object.sizeBytes, ...paths.of(object.path) }));
  if (items.length === 0) {
    notifications.warn(l10n.t('No objects to download.'));
    return;
  }
  const size = describeSize(
    items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    locale,
  );
  const folder = await folders.askFolder(
    l10n.t(
      items.length === 1 ? 'Download 1 object ({1})' : 'Download {0} objects ({1})',
      describeCount(items.length, locale),
      size,
    ),
    l10n.t('Download'),
  );
  if (!folder) return;
  const overwrite = createOverwritePolicy(prompts, items.length > 1, l10n.t('The existing file would be lost.'));
  const notes = [
    ...items
      .filter(({ isChanged }) => isChanged)
      .map(({ object, segments }) => l10n.t('{0}: saved as {1}', object.path, segments.join('/'))),
    ...markers.map(({ path }) => l10n.t('{0}: only marks a folder, nothing to save', path)),
  ];
  await downloadTo(folder, items, overwrite, notes, services);
}

/** Empty marker objects of folders, as consoles create them. */
function isFolderMarker({ path, sizeBytes }: TransferObject): boolean {
  return sizeBytes === 0 && (path === '' || path.endsWith('/'));
}

async function downloadTo(
  folder: LocalFolder,
  items: readonly Download[],
  overwrite: OverwritePolicy,
  notes: readonly string[],
  services: Services,
): Promise<void> {
  const { notifications, locale } = services;
  const count = items.length;
  const [only] = items;
  const title =
    count === 1
      ? l10n.t('Downloading {0}', only?.object.path ?? '')
      : l10n.t('Downloading {0} objects to {1}', describeCount(count, locale), folder.name);
  const outcome = newOutcome<Download>();
  const finished = await notifications.progress(title, (progress, signal) =>
    transferAll(
      items,
      outcome,
      async (item, control) => {
        const isWritten = await downloadItem(item, folder, overwrite, services, control);
        return isWritten ? 'done' : 'skipped';
      },
      {
        signal,
        onProgress: (state) => {
          progress.report(state.part, progressText(state, items, locale));
        },
      },
    ),
  );
  const { done, skipped } = outcome;
  const failed = outcome.failed.map(({ item, error }) => ({ name: item.object.path, error }));
  if (finished !== true) {
    if (done.length + failed.length === 0) return;
    const summary = l10n.t(
      count === 1 ? 'Canceled: {0} of 1 object downloaded' : 'Canceled: {0} of {1} objects downloaded',
      describeCount(done.length, locale),
      describeCount(count, locale),
    );
    reportTransfer({ count, summary, failed, notes: [] }, services);
    return;
  }
  const summary =
    failed.length + skipped.length > 0
      ? l10n.t(
          '{0} downloaded, {1} skipped, {2} failed.',
          describeCount(done.length, locale),
          describeCount(skipped.length, locale),
          describeCount(failed.length, locale),
        )
      : count === 1
        ? l10n.t('{0} downloaded to {1}', only?.segments.at(-1) ?? '', folder.name)
        : l10n.t('{0} objects downloaded to {1}', describeCount(count, locale), folder.name);
  const left = skippedNotes(skipped.map(({ object }) => object.path));
  reportTransfer({ count, summary, failed, notes: [...left, ...notes] }, services);
}

/** False if the user skipped the file. */
async function downloadItem(
  { object, segments }: Download,
  folder: LocalFolder,
  overwrite: OverwritePolicy,
  { clientOf, newId }: Pick<Services, 'newId' | 'clientOf'>,
  control: ItemControl,
): Promise<boolean> {
  const client = await clientOf(object.profileId);
  const write = (path: readonly string[], replace: boolean): Promise<boolean> =>
    downloadObject(client, object, { folder, segments: path }, control, {
      replace,
      partSuffix: `.${newId().slice(0, 8)}.part`,
    });
  if (await write(segments, overwrite.answer === 'replace')) return true;
  const choice = await overwrite.ask(
    l10n.t('"{0}" already exists in {1}. Replace it?', segments.join('/'), folder.name),
  );
  if (choice === 'skip') return false;
  if (choice === 'replace') return write(segments, true);
  const name = segments.at(-1) ?? '';
  for (let number = 2; ; number++) {
    if (await write([...segments.slice(0, -1), numberedName(name, number)], false)) return true;
  }
}
