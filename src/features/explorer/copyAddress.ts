import * as l10n from '@vscode/l10n';
import { objectName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { prefixOf, isBucketOrFolder, type TreeNode } from '../../tree/nodes.ts';
import { askObject } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Where something stands in OSS; a bucket has an empty key. */
export interface ObjectPath {
  readonly bucket: string;
  readonly key: string;
}

/** The places of the buckets, folders, objects and versions among the nodes, each once. */
export function objectPaths(nodes: readonly TreeNode[]): readonly ObjectPath[] {
  const places = nodes.flatMap((node): ObjectPath[] => {
    if (isBucketOrFolder(node)) return [{ bucket: node.bucket, key: prefixOf(node) }];
    return 'key' in node ? [{ bucket: node.bucket, key: node.key }] : [];
  });
  return [...new Map(places.map((place) => [ossUri(place), place])).values()];
}

/** How the command-line tools of OSS write a place. */
export function ossUri({ bucket, key }: ObjectPath): string {
  return `oss://${bucket}/${key}`;
}

/** Copies the keys, one a line; without any it asks for an object. */
export function copyKey(places: readonly ObjectPath[], services: Services): Promise<void> {
  return copyEach(places, l10n.t('Copy Key'), ({ key }) => key, services);
}

/** Copies `oss://bucket/key` of each, one a line; without any it asks for an object. */
export function copyUri(places: readonly ObjectPath[], services: Services): Promise<void> {
  return copyEach(places, l10n.t('Copy oss:// URI'), ossUri, services);
}

async function copyEach(
  given: readonly ObjectPath[],
  title: string,
  textOf: (place: ObjectPath) => string,
  services: Services,
): Promise<void> {
  const places = given.length > 0 ? given : await askPaths(title, services);
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

async function askPaths(title: string, services: Services): Promise<readonly ObjectPath[]> {
  if (!(await requireProfile(services))) return [];
  const chosen = await askObject(services, title);
  return chosen ? [chosen] : [];
}
