import * as l10n from '@vscode/l10n';
import { revealObject } from './revealObject.ts';
import type { Services } from './services.ts';

/** Shows the object of the last link in the tree. */
export async function revealLastObject(services: Services): Promise<void> {
  const { memory, profiles, notifications } = services;
  const { last } = memory;
  if (last && profiles.list().some(({ id }) => id === last.target.profileId)) await revealObject(last.target, services);
  else notifications.status(l10n.t('There is no last object to show yet.'));
}
