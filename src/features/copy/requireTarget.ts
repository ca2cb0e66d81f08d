import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import type { UploadTarget } from '../targets/commandArguments.ts';
import { askFolder, askObject } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Objects of a command; without any, asks for one, and before that for a profile if there is none. Empty if the user cancels. */
export async function requireObjects(
  objects: readonly ObjectTarget[],
  title: string,
  services: Services,
): Promise<readonly ObjectTarget[]> {
  if (objects.length > 0) return objects;
  if (!(await requireProfile(services))) return [];
  const object = await askObject(services, title);
  return object ? [object] : [];
}

/** Target of a command; without one, asks for an object like `requireObjects`. */
export async function requireTarget(
  target: UploadTarget | undefined,
  title: string,
  services: Services,
): Promise<UploadTarget | undefined> {
  if (target) return target;
  const objects = await requireObjects([], title, services);
  return objects.length > 0 ? { objects } : undefined;
}

/** Target of a command; without one, asks for a folder, and before that for a profile if there is none. */
export async function requireUploadTarget(
  target: UploadTarget | undefined,
  title: string,
  services: Services,
): Promise<UploadTarget | undefined> {
  if (target) return target;
  if (!(await requireProfile(services))) return undefined;
  const folder: FolderTarget | undefined = await askFolder(services, title);
  return folder && { folder };
}
