import * as l10n from '@vscode/l10n';
import { shortName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { arrangedItems, type ArrangedItem } from '../../tree/objectClipboard.ts';
import { prefixOf, isBucketOrFolder, type TreeNode } from '../../tree/nodes.ts';
import { askObject } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';

/** Bucket and key; a bucket itself has an empty key. */
export interface ObjectPath {
  readonly bucket: string;
  readonly key: string;
}

/** Paths of the buckets, folders, objects and versions among the nodes, without duplicates. */
export function objectPaths(nodes: readonly TreeNode[]): readonly ObjectPath[] {
  const paths = nodes.flatMap((node): ObjectPath[] => {
    if (isBucketOrFolder(node)) return [{ bucket: node.bucket, key: prefixOf(node) }];
    return 'key' in node ? [{ bucket: node.bucket, key: node.key }] : [];
  });
  return [...new Map(paths.map((path) => [ossUri(path), path])).values()];
}

/** `oss://` URI, as the command-line tools of OSS write it. */
export function ossUri({ bucket, key }: ObjectPath): string {
  return `oss://${bucket}/${key}`;
}

/** Copies the keys of nodes, and the names of buckets; without nodes it asks for an object. */
export async function copyKeys(nodes: readonly TreeNode[], services: Services): Promise<void> {
  await onPaths(nodes, (paths) => copyKey(paths, services, arrangedItems(nodes)));
}

/** Copies the `oss://` URIs of nodes; without nodes it asks for an object. */
export async function copyUris(nodes: readonly TreeNode[], services: Services): Promise<void> {
  await onPaths(nodes, (paths) => copyUri(paths, services));
}

/** Runs a command on the paths of nodes. Rows without a path, such as a profile, have nothing to copy. */
async function onPaths(
  nodes: readonly TreeNode[],
  copy: (paths: readonly ObjectPath[]) => Promise<void>,
): Promise<void> {
  const paths = objectPaths(nodes);
  if (nodes.length === 0 || paths.length > 0) await copy(paths);
}

/** Copies the keys, one per line, and keeps the items for *Paste*; without paths it asks for an object. */
export async function copyKey(
  paths: readonly ObjectPath[],
  services: Services,
  items: readonly ArrangedItem[] = [],
): Promise<void> {
  const text = await copyEach(paths, KEYS, services);
  if (text !== undefined) services.objectClipboard.set({ items, moves: false, text });
}

/** Copies the `oss://` URIs, one per line; without paths it asks for an object. */
export async function copyUri(paths: readonly ObjectPath[], services: Services): Promise<void> {
  await copyEach(paths, URIS, services);
}

/** One of the two addresses of a path, and the texts about it. */
interface Address {
  readonly textOf: (path: ObjectPath) => string;
  readonly title: () => string;
  readonly copiedOne: (path: ObjectPath) => string;
  readonly copiedMany: (count: string) => string;
}

const KEYS: Address = {
  textOf: ({ bucket, key }) => key || bucket,
  title: () => l10n.t('Copy Key'),
  copiedOne: ({ bucket, key }) =>
    key === '' ? l10n.t('Copied the bucket name {0}', bucket) : l10n.t('Copied key of {0}', shortName(key)),
  copiedMany: (count) => l10n.t('Copied {0} keys', count),
};

const URIS: Address = {
  textOf: ossUri,
  title: () => l10n.t('Copy oss:// URI'),
  copiedOne: ({ bucket, key }) => l10n.t('Copied oss:// URI of {0}', shortName(key) || bucket),
  copiedMany: (count) => l10n.t('Copied {0} oss:// URIs', count),
};

async function copyEach(
  given: readonly ObjectPath[],
  { textOf, title, copiedOne, copiedMany }: Address,
  services: Services,
): Promise<string | undefined> {
  const paths = given.length > 0 ? given : await askPaths(title(), services);
  const [first] = paths;
  if (!first) return undefined;
  const text = paths.map(textOf).join('\n');
  await services.clipboard.writeText(text);
  services.notifications.status(
    paths.length === 1 ? copiedOne(first) : copiedMany(describeCount(paths.length, services.locale)),
  );
  return text;
}

async function askPaths(title: string, services: Services): Promise<readonly ObjectPath[]> {
  if (!(await requireProfile(services))) return [];
  const chosen = await askObject(services, title);
  return chosen ? [chosen] : [];
}
