import * as l10n from '@vscode/l10n';
import type { ObjectTarget } from '../../links/link.ts';
import { revealObject } from './revealObject.ts';
import type { Services } from '../services.ts';

/** Shows an object in the tree: that of the last link unless another is meant. */
export async function revealLastObject(target: ObjectTarget | undefined, services: Services): Promise<void> {
  const { memory, profiles, notifications } = services;
  const meant = target ?? memory.last?.target;
  if (meant && profiles.list().some(({ id }) => id === meant.profileId)) await revealObject(meant, services);
  else notifications.status(l10n.t('There is no last object to show yet.'));
}
