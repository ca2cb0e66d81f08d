import * as l10n from '@vscode/l10n';
import { bulkFormats, type BulkFormat } from '../../links/bulk/bulkFormats.ts';
import { createBulkSigner } from '../../links/bulk/bulkSigner.ts';
import type { BulkTarget } from '../../links/bulk/bulkText.ts';
import { EMPTY_FILTER, objectFilter, type FilterTexts } from '../../links/bulk/objectFilter.ts';
import type { FolderTarget } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { validitySeconds } from '../../links/validity.ts';
import { SafePaths } from '../../transfers/safePaths.ts';
import { describeCount, describeSize } from '../../text/describe.ts';
import { prefixOf, type TreeNode } from '../../tree/nodes.ts';
import { askBulkChoices } from './askBulkChoices.ts';
import { askFolder } from '../targets/askTarget.ts';
import { throttledProgress } from '../../ui/messages/throttledProgress.ts';
import { inventoryLinks } from './inventoryLinks.ts';
import { askInventoryReport, type OpenedReport } from './openInventory.ts';
import { warnUnlessBulkAllowed, requireBulkProfile } from './bulkProfiles.ts';
import { listForTransfer, transferNodes, type TransferNode } from '../transfers/listForTransfer.ts';
import type { Services } from '../services.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';
import { writeBulkLinks } from './writeBulkLinks.ts';

/** Number of links above which a confirmation is needed. */
const CONFIRM_ABOVE = 1000;

/** Selected object, or everything below a prefix. */
type Source =
  | TransferNode
  | { readonly kind: 'prefix'; readonly profileId: string; readonly bucket: string; readonly prefix: string };

/** Makes a download link for each object of a selection, a folder or a bucket that passes a filter. */
export async function bulkLinks(nodes: readonly TreeNode[], services: Services): Promise<void> {
  const title = l10n.t('Export Download Links');
  const sources = await chosenSources(nodes, title, services);
  const [first] = sources;
  if (!first) return;
  const { prompts, memory, now, locale, maxValiditySeconds, notifications } = services;
  let report: OpenedReport | undefined;
  const isFolder = sources.length === 1 && first.kind !== 'object';
  const choices = await askBulkChoices(prompts, title, {
    formats: bulkFormats.filter(({ methods }) => methods.includes('GET')),
    recent: memory.recentValidities(),
    last: memory.lastValidity('GET'),
    now,
    locale,
    maxSeconds: maxValiditySeconds(),
    tokenExpiry: await tokenExpiry(sources, services),
    filter: sources.every(({ kind }) => kind === 'object')
      ? undefined
      : { ...EMPTY_FILTER, name: shownFilter(first, services) },
    source: isFolder
      ? {
          name: () => report?.name,
          choose: async () => {
            try {
              report = (await askInventoryReport(title, first.bucket, services)) ?? report;
            } catch (error) {
              notifications.error(error);
            }
          },
        }
      : undefined,
  });
  if (!choices) return;
  const { format, validity, filter } = choices;
  const options: LinkOptions = { method: 'GET', validity: `${validitySeconds(validity, now())}s` };
  if (report) {
    await inventoryLinks(report, { folder: folderOf(first), filter, format, options }, services);
    return;
  }
  const found = await count(sources, filter, services);
  if (!found) return;
  if (found.count === 0) {
    notifications.info(l10n.t('No objects match the filter'));
    return;
  }
  if (found.count > CONFIRM_ABOVE && !(await confirm(found, services))) return;
  await writeBulkLinks(
    {
      ...{ title: titleOf(first), count: found.count, format, method: 'GET' },
      pages: (signal) => pagesOf(sources, filter, format, services, signal),
      signerOf: (target) => createBulkSigner(target, options, services),
      batches: sources.map((source, index) => ({ ...folderOf(source), count: found.counts[index] ?? 0 })),
    },
    services,
  );
}

async function chosenSources(
  nodes: readonly TreeNode[],
  title: string,
  services: Services,
): Promise<readonly Source[]> {
  const chosen = transferNodes(nodes);
  const accepts = (profileId: string): boolean => warnUnlessBulkAllowed(profileId, services);
  if (chosen.length > 0) return [...new Set(chosen.map(({ profileId }) => profileId))].every(accepts) ? chosen : [];
  if (!(await requireBulkProfile(services))) return [];
  const folder = await askFolder(services, title, { accepts });
  return folder ? [{ kind: 'prefix', ...folder }] : [];
}

/** Filter of the folder in the tree, the initial value of the question. */
function shownFilter(source: Source, { tree }: Pick<Services, 'tree'>): string {
  return source.kind === 'folder' || source.kind === 'bucket' ? (tree.viewOf(source).filter ?? '') : '';
}

interface Found {
  /** Number of objects of each source. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sizeBytes: number;
}

/** Counts the objects by listing them; `undefined` on cancel. */
function count(
  sources: readonly Source[],
  filter: FilterTexts,
  services: Pick<Services, 'notifications' | 'locale' | 'now' | 'clientOf'>,
): Promise<Found | undefined> {
  const { notifications, locale, now } = services;
  return notifications.progress(l10n.t('Counting objects'), async (shown, signal) => {
    const progress = throttledProgress(shown, now);
    const counts = sources.map(() => 0);
    let found: Found = { counts, count: 0, sizeBytes: 0 };
    for await (const { index, page } of objectPages(sources, filter, services, signal)) {
      counts[index] = (counts[index] ?? 0) + page.length;
      const sizeBytes = page.reduce((sum, one) => sum + (one.sizeBytes ?? 0), found.sizeBytes);
      found = { counts, count: found.count + page.length, sizeBytes };
      progress.report(0, () => describeFound(found, locale));
    }
    return found;
  });
}

async function confirm(found: Found, { prompts, locale }: Pick<Services, 'prompts' | 'locale'>): Promise<boolean> {
  const create = l10n.t('Create Links');
  const answer = await prompts.decide({
    message: l10n.t('Create links to {0}?', describeFound(found, locale)),
    detail: l10n.t('Anyone with the file can download them until the links expire.'),
    answers: [create],
  });
  return answer === create;
}

function describeFound({ count: objects, sizeBytes }: Found, locale: string): string {
  return l10n.t(
    objects === 1 ? '1 object ({1})' : '{0} objects ({1})',
    describeCount(objects, locale),
    describeSize(sizeBytes, locale),
  );
}

async function* pagesOf(
  sources: readonly Source[],
  filter: FilterTexts,
  { savesFiles = false }: BulkFormat,
  services: Pick<Services, 'notifications' | 'locale' | 'now' | 'clientOf'>,
  signal: AbortSignal,
): AsyncGenerator<readonly BulkTarget[]> {
  const paths = new SafePaths();
  for await (const { page } of objectPages(sources, filter, services, signal)) {
    yield savesFiles ? page.map((one) => ({ ...one, path: paths.of(one.path).segments.join('/') })) : page;
  }
}

/** Objects of all sources, page by page, without empty folders. */
async function* objectPages(
  sources: readonly Source[],
  filter: FilterTexts,
  services: Pick<Services, 'notifications' | 'locale' | 'now' | 'clientOf'>,
  signal: AbortSignal,
): AsyncGenerator<{ readonly index: number; readonly page: readonly BulkTarget[] }> {
  for (const [index, source] of sources.entries()) {
    if (source.kind === 'object') {
      yield { index, page: (await listForTransfer([source], services)) ?? [] };
      continue;
    }
    const { profileId, bucket, prefix } = folderOf(source);
    const { passes, prefix: listed } = objectFilter(filter, prefix, services.now());
    const client = await services.clientOf(profileId);
    for await (const entries of client.parallelObjectPages(bucket, { prefix: listed, signal })) {
      const page = entries
        .filter((entry) => !entry.key.endsWith('/') && passes(entry))
        .map(({ key, sizeBytes }) => ({ profileId, bucket, key, sizeBytes, path: key.slice(prefix.length) }));
      yield { index, page };
    }
  }
}

/** Folder of a source; all its objects begin with the prefix. */
function folderOf(source: Source): FolderTarget {
  const { profileId, bucket } = source;
  if (source.kind === 'object') return { profileId, bucket, prefix: source.key };
  return { profileId, bucket, prefix: source.kind === 'prefix' ? source.prefix : prefixOf(source) };
}

function titleOf(source: Source): string {
  if (source.kind === 'object') return source.bucket;
  const { bucket, prefix } = folderOf(source);
  return `${bucket}/${prefix}`;
}
