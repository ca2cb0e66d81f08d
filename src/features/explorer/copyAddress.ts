import * as l10n from '@vscode/l10n';
import { objectName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { prefixOf, isBucketOrFolder, type TreeNode } from '../../tree/nodes.ts';
import { askObject } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Where something stands in OSS; a bucket has an empty key. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** The places of the buckets, folders, objects and versions among the nodes, each once. */
export function objectPlaces(nodes: readonly TreeNode[]): readonly ObjectPlace[] {
  const places = nodes.flatMap((node): ObjectPlace[] => {
    if (isBucketOrFolder(node)) return [{ bucket: node.bucket, key: prefixOf(node) }];
    return 'key' in node ? [{ bucket: node.bucket, key: node.key }] : [];
  });
  return [...new Map(places.map((place) => [ossUri(place), place])).values()];
}

/** How the command-line tools of OSS write a place. */
export function ossUri({ bucket, key }: ObjectPlace): string {
  return `oss://${bucket}/${key}`;
}

/** Copies the keys, one a line; without any it asks for an object. */
export function copyKey(places: readonly ObjectPlace[], services: Services): Promise<void> {
  return copyEach(places, l10n.t('Copy Key'), ({ key }) => key, services);
}

/** Copies `oss://bucket/key` of each, one a line; without any it asks for an object. */
export function copyUri(places: readonly ObjectPlace[], services: Services): Promise<void> {
  return copyEach(places, l10n.t('Copy oss:// URI'), ossUri, services);
}

async function copyEach(
  given: readonly ObjectPlace[],
  title: string,
  textOf: (place: ObjectPlace) => string,
  services: Services,
): Promise<void> {
  const places = given.length > 0 ? given : await askPlaces(title, services);
  const [first] = places;
  if (!first) return;
  await services.clipboard.writeText(places.map(textOf).join('\n'));
  const name = objectName(first.key) || first.bucket;
  services.notifications.status(
    places.length === 1
      ? l10n.t('Address of {0} copied', name)
      : l10n.t('{0} addresses copied', describeCount(places.length, services.locale)),
  );
}

async function askPlaces(title: string, services: Services): Promise<readonly ObjectPlace[]> {
  if (!(await requireProfile(services))) return [];
  const chosen = await askObject(services, title);
  return chosen ? [chosen] : [];
}
