import * as l10n from '@vscode/l10n';
import { shortName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import type { ArrangedItem } from '../../tree/objectClipboard.ts';
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
  readonly copiedOne: (name: string) => string;
  readonly copiedMany: (count: string) => string;
}

const KEYS: Address = {
  textOf: ({ key }) => key,
  title: () => l10n.t('Copy Key'),
  copiedOne: (name) => l10n.t('Copied key of {0}', name),
  copiedMany: (count) => l10n.t('Copied {0} keys', count),
};

const URIS: Address = {
  textOf: ossUri,
  title: () => l10n.t('Copy oss:// URI'),
  copiedOne: (name) => l10n.t('Copied oss:// URI of {0}', name),
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
  const name = shortName(first.key) || first.bucket;
  services.notifications.status(
    paths.length === 1 ? copiedOne(name) : copiedMany(describeCount(paths.length, services.locale)),
  );
  return text;
}

async function askPaths(title: string, services: Services): Promise<readonly ObjectPath[]> {
  if (!(await requireProfile(services))) return [];
  const chosen = await askObject(services, title);
  return chosen ? [chosen] : [];
}
