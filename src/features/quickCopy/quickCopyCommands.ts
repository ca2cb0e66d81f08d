import * as l10n from '@vscode/l10n';
import type { MappedFile } from '../../links/mappings/mappings.ts';
import { quickCopyTarget } from '../../links/mappings/quickCopyTarget.ts';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import { copyLinks } from '../copy/deliverLinks.ts';
import { mappedTargets } from '../workspaceFiles/mappedTargets.ts';
import type { Services } from '../services.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/**
 * Copies a new link to the mapped file in the active editor with the default options; else to the object of the last
 * link, with the same options. Without a last link it asks for an object.
 */
export async function quickCopy(services: Services): Promise<void> {
  const { memory, notifications } = services;
  const target = quickCopyTarget(services);
  if (target?.kind === 'mapped') return copyMapped(target.file, services);
  if (!target) {
    if (memory.lastLink)
      notifications.status(l10n.t('The profile of the last link was removed. Select another object.'));
    await copyGetUrl([], services);
    return;
  }
  await copyLinks([{ target: target.target, options: target.options }], services);
}

async function copyMapped(file: MappedFile, services: Services): Promise<void> {
  const objects = await mappedTargets([file], l10n.t('OSS Quick Copy'), services);
  const [object] = objects ?? [];
  if (!object) return;
  await copyGetUrl([object], services);
}

/** Command table: quick copy. */
export const quickCopyCommands = {
  quickCopy: (_, services) => quickCopy(services),
} satisfies Partial<Record<CommandName, Handler>>;
