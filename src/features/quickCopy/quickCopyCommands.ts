import * as l10n from '@vscode/l10n';
import type { MappedFile } from '../../links/mappings/mappings.ts';
import { quickCopyTarget } from '../../links/mappings/quickCopyTarget.ts';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import { listRecipes, copyWithLastRecipe } from '../copy/copyWithRecipe.ts';
import { copyLinks } from '../copy/deliverLinks.ts';
import { mappedTargets } from '../workspaceFiles/mappedTargets.ts';
import type { Services } from '../services.ts';
import type { Handler } from '../targets/commandArguments.ts';
import type { CommandName } from '../../ids.ts';

/**
 * Copies a fresh link of the mapped file that the user is in, by the recipe used last or the last choices, else one of the
 * last object as it was made; before there is one it asks for an object.
 */
export async function quickCopy(services: Services): Promise<void> {
  const { memory, notifications } = services;
  const target = quickCopyTarget(services);
  if (target?.kind === 'mapped') return copyMapped(target.file, services);
  if (!target) {
    if (memory.lastLink) notifications.status(l10n.t('The profile of the last link is gone: choose another object.'));
    await copyGetUrl([], services);
    return;
  }
  await copyLinks([{ target: target.target, options: target.options }], services);
}

async function copyMapped(file: MappedFile, services: Services): Promise<void> {
  const objects = await mappedTargets([file], l10n.t('OSS Quick Copy'), services);
  const [object] = objects ?? [];
  if (!object) return;
  const last = services.memory.lastRecipe(object);
  // A recipe that its user has removed must not keep the file from being copied.
  const isThere = last !== undefined && (await listRecipes(services)).some(({ name }) => name === last);
  if (isThere) await copyWithLastRecipe({ objects: [object] }, services);
  else await copyGetUrl([object], services);
}

/** Command of the status bar. */
export const quickCopyCommands = {
  quickCopy: (_, services) => quickCopy(services),
} satisfies Partial<Record<CommandName, Handler>>;
