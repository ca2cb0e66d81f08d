import * as l10n from '@vscode/l10n';
import { placeText } from '../../oss/names/bucketPath.ts';
import { findKey } from '../../tree/findKey.ts';
import { isPlace, type PlaceNode, type TreeNode } from '../../tree/nodes.ts';
import { askFolder } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { placesOf } from '../targets/commandArguments.ts';

/** The buckets and folders that a command is about; from the palette it asks for one and shows it in the tree. */
export async function shownPlaces(
  nodes: readonly TreeNode[],
  title: string,
  services: Services,
): Promise<readonly PlaceNode[]> {
  const places = placesOf(nodes);
  if (places.length > 0) return places;
  if (!(await requireProfile(services))) return [];
  const folder = await askFolder(services, title);
  if (!folder) return [];
  const node = await findKey({ ...folder, key: folder.prefix }, services);
  if (!node || !isPlace(node)) {
    services.notifications.status(l10n.t('{0} is not there.', placeText(folder)));
    return [];
  }
  await services.reveal(node);
  return [node];
}
