// Kept apart: `createExtension.ts` loads it with the services, and the commands of this folder are loaded later.
import type { Services } from '../services.ts';

type MemoryServices = {
  readonly inspector: Pick<Services['inspector'], 'sessionLinks' | 'foundLinks'>;
} & Pick<Services, 'objectEditors' | 'allowedChanges' | 'unsavedObjects' | 'notifications'>;

/**
 * Drops what this window keeps in memory, once this or another window forgot everything: links, those found in files,
 * objects in editors, and agreements to changes.
 */
export function forgetMemory(services: MemoryServices): void {
  const { inspector, objectEditors, allowedChanges, unsavedObjects, notifications } = services;
  inspector.sessionLinks.forget();
  inspector.foundLinks.clear();
  objectEditors.forget();
  allowedChanges.forget().catch(notifications.error);
  unsavedObjects.forget().catch(notifications.error);
}
