import * as l10n from '@vscode/l10n';
import type { BulkFormat } from '../../links/bulk/bulkFormats.ts';
import { createBulkSigner } from '../../links/bulk/bulkSigner.ts';
import type { BulkTarget } from '../../links/bulk/bulkText.ts';
import { inventoryPages, validateColumn } from '../../links/bulk/inventoryReport.ts';
import { objectFilter, type FilterTexts } from '../../links/bulk/objectFilter.ts';
import type { FolderTarget } from '../../links/link.ts';
import type { LinkOptions } from '../../links/linkOptions.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { formatMoment } from '../../text/moment.ts';
import { SafePaths } from '../../transfers/safePaths.ts';
import type { Services } from '../services.ts';
import type { OpenedReport } from './openInventory.ts';
import { writeBulkLinks } from './writeBulkLinks.ts';

/** Answers for links to the objects of a report. */
export interface InventoryChoices {
  readonly folder: FolderTarget;
  readonly filter: FilterTexts;
  readonly format: BulkFormat;
  readonly options: LinkOptions;
}

/** Saves a download link for each object of an inventory report that is in a folder and passes a filter. */
export async function inventoryLinks(
  report: OpenedReport,
  { folder, filter, format, options }: InventoryChoices,
  services: Services,
): Promise<void> {
  const { manifest } = report;
  if (filter.size !== '') validateColumn(manifest, 'Size');
  if (filter.age !== '') validateColumn(manifest, 'LastModifiedDate');
  if (!(await confirm(report, services))) return;
  await writeBulkLinks(
    {
      ...{ title: `${folder.bucket}/${folder.prefix}`, count: undefined, format, method: 'GET' },
      pages: (signal) => pagesOf(report, { folder, filter, format }, services.now(), signal),
      signerOf: (target) => createBulkSigner(target, options, services),
      batches: [{ ...folder, count: undefined }],
    },
    services,
  );
}

async function confirm(
  { manifest: { createdAt } }: OpenedReport,
  { prompts, now, locale }: Pick<Services, 'prompts' | 'now' | 'locale'>,
): Promise<boolean> {
  const create = l10n.t('Create Links');
  const age =
    createdAt === undefined
      ? l10n.t("Links to objects that were deleted after the report don't work.")
      : l10n.t(
          "The report is of {0}. Links to objects that were deleted after it don't work.",
          formatMoment(createdAt, { now: now(), locale }),
        );
  const answer = await prompts.decide({
    message: l10n.t('Create links to the objects of the inventory report?'),
    detail: `${age} ${l10n.t('Anyone with the file can download them until the links expire.')}`,
    answers: [create],
  });
  return answer === create;
}

/** Objects of the report page by page. Throws an `InvalidInputError` at the end if there is none, so that no file is kept. */
async function* pagesOf(
  { manifest, open }: OpenedReport,
  { folder, filter, format }: Pick<InventoryChoices, 'folder' | 'filter' | 'format'>,
  now: Date,
  signal: AbortSignal,
): AsyncGenerator<readonly BulkTarget[]> {
  const { profileId, bucket, prefix } = folder;
  const { passes, prefix: listed } = objectFilter(filter, prefix, now);
  const paths = new SafePaths();
  const pathOf = (path: string): string => (format.savesFiles === true ? paths.of(path).segments.join('/') : path);
  let count = 0;
  for await (const entries of inventoryPages(manifest, open, signal)) {
    const page: BulkTarget[] = [];
    for (const { key, sizeBytes, lastModified = now } of entries) {
      if (!key.startsWith(listed) || key.endsWith('/')) continue;
      if (!passes({ key, sizeBytes: sizeBytes ?? 0, lastModified })) continue;
      const path = pathOf(key.slice(prefix.length));
      page.push({ profileId, bucket, key, path, ...(sizeBytes !== undefined && { sizeBytes }) });
    }
    count += page.length;
    if (page.length > 0) yield page;
  }
  if (count === 0) {
    throw new InvalidInputError(
      'filter',
      'No objects of the inventory report are in this folder and match the filter.',
    );
  }
}
