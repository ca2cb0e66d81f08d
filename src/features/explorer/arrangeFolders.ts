import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { type BucketOrFolderNode, prefixOf, isBucketOrFolder, type TreeNode } from '../../tree/nodes.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import type { ObjectOrder } from '../../tree/folderViews.ts';
import { describeCount } from '../../text/describe.ts';
import { bucketPathText } from '../../oss/names/bucketPath.ts';
import { containerOfKey, findKey } from '../../tree/findKey.ts';
import type { FolderTarget } from '../../links/link.ts';
import { offerToShowBucket } from '../profiles/shownBuckets.ts';
import { askFolder } from '../targets/askTarget.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import { bucketsAndFoldersOf } from '../targets/commandArguments.ts';

/** Asks for a filter and applies it to buckets and folders; an empty filter shows everything again. */
export async function filterFolders(
  nodes: readonly BucketOrFolderNode[],
  services: Pick<Services, 'prompts' | 'tree'>,
): Promise<void> {
  const { tree, prompts } = services;
  const [first] = nodes;
  if (!first) return;
  const answer = await prompts.input({
    title: l10n.t('Filter'),
    prompt: l10n.t('Prefix, or a pattern such as *.pdf or 2026-*.log (case-sensitive)'),
    placeholder: '2026-*.log',
    value: tree.viewOf(first).filter ?? '',
    check: (text) => checkInput(validateFilter, text),
  });
  if (isUnanswered(answer)) return;
  for (const node of nodes) tree.filter(node, answer === '' ? undefined : answer);
}

/** Clears the filters of the nodes, or all filters. */
export function clearFilters(nodes: readonly BucketOrFolderNode[], { tree }: Pick<Services, 'tree'>): void {
  for (const node of nodes.length > 0 ? nodes : tree.filtered().map(({ node }) => node)) {
    tree.filter(node, undefined);
  }
}

function validateFilter(text: string): void {
  if (!text.includes('/')) return;
  throw new InvalidInputError('filter', "A filter applies to the names in this folder, so it can't contain a slash.");
}

/** Asks for a sort order and applies it to the loaded objects of buckets and folders. */
export async function sortFolders(
  nodes: readonly BucketOrFolderNode[],
  services: Pick<Services, 'prompts' | 'tree'>,
): Promise<void> {
  const { tree, prompts } = services;
  const [first] = nodes;
  if (!first) return;
  const choices: readonly Choice<ObjectOrder>[] = [
    { label: l10n.t('By name'), description: l10n.t('in OSS order'), icon: 'case-sensitive', value: 'name' },
    { label: l10n.t('Newest first'), icon: 'calendar', value: 'newest' },
    { label: l10n.t('Largest first'), icon: 'arrow-down', value: 'largest' },
  ];
  const active = choices.find(({ value }) => value === tree.viewOf(first).order);
  const order = await prompts.pick({
    title: l10n.t('Sort'),
    placeholder: l10n.t('Sort by (loaded objects only)'),
    choices,
    ...(active && { activeLabel: active.label }),
  });
  if (!isUnanswered(order)) await sortAll(nodes, order, services);
}

/** Sorts the loaded objects of buckets and folders. */
export async function sortAll(
  nodes: readonly BucketOrFolderNode[],
  order: ObjectOrder,
  { tree }: Pick<Services, 'tree'>,
): Promise<void> {
  for (const node of nodes) await tree.sort(node, order);
}

/** Rows that Load All adds at most; more are found by search or filter. */
const MAX_LOADED_COUNT = 20_000;

/** Lists the remaining pages with progress, up to a bound per node. Pages loaded before a cancellation stay. */
export async function loadAll(
  nodes: readonly BucketOrFolderNode[],
  services: Pick<Services, 'notifications' | 'locale' | 'tree'>,
  maxCount = MAX_LOADED_COUNT,
): Promise<void> {
  const { tree, notifications, locale } = services;
  for (const node of nodes) {
    const place = bucketPathText({ bucket: node.bucket, prefix: prefixOf(node) });
    const title = l10n.t('Loading {0}', place);
    const before = tree.loadedPart(node)?.count ?? 0;
    const part = await notifications.progress(title, (progress, signal) =>
      tree.loadAll(node, {
        maxCount,
        signal,
        onLoaded: (count) => {
          const done = Math.min(1, (count - before) / maxCount);
          progress.report(done, l10n.t('{0} loaded', describeCount(count, locale)));
        },
      }),
    );
    if (!part) return;
    if (part.isWhole) notifications.status(l10n.t('All of {0} is loaded', place));
    if (!part.isWhole && part.count - before >= maxCount) {
      notifications.info(
        l10n.t(
          'Loaded {0} objects, and there are more. Search by prefix, filter, or load all again.',
          describeCount(part.count, locale),
        ),
      );
    }
  }
}

/** Command on buckets and folders. */
type FoldersCommand = (nodes: readonly BucketOrFolderNode[], services: Services) => Promise<void>;

/** Runs a command on its buckets and folders; from the palette it asks for a folder and reveals it in the tree. */
export async function runOnFolders(
  nodes: readonly TreeNode[],
  title: string,
  command: FoldersCommand,
  services: Services,
): Promise<void> {
  const chosen = bucketsAndFoldersOf(nodes);
  if (chosen.length > 0) {
    await command(chosen, services);
    return;
  }
  if (!(await requireProfile(services))) return;
  const folder = await askFolder(services, title);
  if (folder) await runOnFolder(folder, command, services);
}

async function runOnFolder(folder: FolderTarget, command: FoldersCommand, services: Services): Promise<void> {
  const key = { ...folder, key: folder.prefix };
  if (!(await containerOfKey(key, services.tree))) {
    offerToShowBucket(folder, () => runOnFolder(folder, command, services), services);
    return;
  }
  const node = await findKey(key, services);
  if (!node || !isBucketOrFolder(node)) {
    services.notifications.status(l10n.t("{0} doesn't exist.", bucketPathText(folder)));
    return;
  }
  await services.reveal(node);
  await command([node], services);
}
