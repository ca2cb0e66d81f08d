import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import { chosenFiles } from './chosenFiles.ts';
import { mappedTargets } from './mappedTargets.ts';
import type { Services } from '../services.ts';
import { copyPutUrl } from '../copy/copyPutUrl.ts';
import { planUpload } from './planUpload.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import { uploadAndCopyGetUrl } from './uploadAndCopyGetUrl.ts';
import { type Handler, urisOf } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/** Command table: links and uploads of workspace files. */
export const workspaceFileCommands = {
  copyGetUrlForFile: (args, services) => copyGetUrlForFile(urisOf(args), services),
  copyPutUrlForFile: (args, services) => copyPutUrlForFile(urisOf(args), services),
  uploadAndCopyGetUrl: (args, services) => uploadAndCopyGetUrl(urisOf(args), services),
} satisfies Partial<Record<CommandName, Handler>>;

/** Copies download links of mapped files: the given files, the active editor's file, or files that the user selects. */
export async function copyGetUrlForFile(uris: readonly Uri[], services: Services): Promise<void> {
  const { mappings, notifications } = services;
  const title = l10n.t('Copy Download Link for File');
  const files = await chosenFiles(uris, services, title);
  const mapped = files.flatMap(({ uri }) => mappings.of(uri) ?? []);
  if (mapped.length < files.length) {
    const openSettings = { label: l10n.t('Open Settings'), run: () => mappings.openSettings() };
    const message =
      files.length === 1
        ? l10n.t("{0} isn't in a folder that is mapped to a bucket.", files[0]?.file.name ?? '')
        : l10n.t(
            files.length - mapped.length === 1
              ? "1 of {1} files isn't in a folder that is mapped to a bucket."
              : "{0} of {1} files aren't in a folder that is mapped to a bucket.",
            files.length - mapped.length,
            files.length,
          );
    notifications.warn(message, openSettings);
  }
  if (mapped.length === 0) return;
  const targets = await mappedTargets(mapped, title, services);
  if (targets) await copyGetUrl(targets, services);
}

/** Copies an upload link with a file's name and content type filled in. */
export async function copyPutUrlForFile(uris: readonly Uri[], services: Services): Promise<void> {
  const title = l10n.t('Copy Upload Link for File');
  const [chosen] = await chosenFiles(uris.slice(0, 1), services, title);
  if (!chosen || !(await requireProfile(services))) return;
  const plan = await planUpload([chosen], title, services);
  if (plan) await copyPutUrl({ folder: plan.folder }, services, { name: chosen.file.name, path: chosen.file.path });
}
