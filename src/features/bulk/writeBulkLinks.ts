import * as l10n from '@vscode/l10n';
import type { BulkFormat } from '../../links/bulk/bulkFormats.ts';
import type { BulkSigner } from '../../links/bulk/bulkSigner.ts';
import { bulkText, type BulkTarget } from '../../links/bulk/bulkText.ts';
import type { FolderTarget } from '../../links/link.ts';
import { hasExpired } from '../../links/linkSources.ts';
import type { LinkMethod } from '../../links/linkOptions.ts';
import { formatMoment } from '../../text/moment.ts';
import { safeFileName } from '../../text/fileNames.ts';
import { describeCount } from '../../text/describe.ts';
import { countText, throttledProgress } from '../../ui/messages/throttledProgress.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import type { Services } from '../services.ts';

/** Number of links up to which they are shown in an editor; more are saved to a file. */
const MAX_LINKS_IN_EDITOR = 1000;

/** Links to write together. */
export interface BulkWork {
  readonly title: string;
  /** `undefined` if it is not known before all are written; they are saved to a file then. */
  readonly count: number | undefined;
  readonly format: BulkFormat;
  readonly method: LinkMethod;
  readonly pages: (signal: AbortSignal) => AsyncIterable<readonly BulkTarget[]>;
  readonly signerOf: (target: BulkTarget) => Promise<BulkSigner>;
  /** Folders of the links, for the ledger. */
  readonly batches: readonly (FolderTarget & { readonly count: number | undefined })[];
}

/** Shows up to a thousand links in an editor and saves more to a chosen file. Cancel leaves no file. */
export async function writeBulkLinks(work: BulkWork, services: Services): Promise<void> {
  const { linkDocuments, folders, newId, notifications, locale } = services;
  const { format, count } = work;
  const signers = new Signers(work.signerOf);
  const name = `${safeFileName(work.title.replaceAll('/', ' ').trim())} links${format.extension}`;
  if (count !== undefined && count <= MAX_LINKS_IN_EDITOR) {
    const text = await write(work, signers, services, async (pieces) => {
      let whole = '';
      for await (const piece of pieces) whole += piece;
      return whole;
    });
    if (text === undefined) return;
    await linkDocuments.show({ name, text }, format.languageId);
    const opened = l10n.t(
      signers.signed === 1 ? 'Opened 1 link' : 'Opened {0} links',
      describeCount(signers.signed, locale),
    );
    await announce(work, signers, opened, services);
    return;
  }
  const title = count === undefined ? l10n.t('Save Links') : l10n.t('Save {0} Links', describeCount(count, locale));
  const file = await folders.askFile(title, name, { isSecret: true });
  if (!file) return;
  const written = await write(work, signers, services, (pieces, signal) =>
    file.folder.write([file.name], () => Promise.resolve(encoded(pieces)), {
      isSecret: true,
      replace: true, // The dialog has already asked about an existing file.
      partSuffix: `.${newId()}.part`,
      signal,
    }),
  );
  if (written === undefined) {
    notifications.status(l10n.t('Canceled. No file was saved.'));
    return;
  }
  await announce(
    work,
    signers,
    l10n.t(
      signers.signed === 1 ? 'Saved 1 link to {1}' : 'Saved {0} links to {1}',
      describeCount(signers.signed, locale),
      file.name,
    ),
    services,
    { label: l10n.t('Open'), run: file.open },
  );
}

/** Runs the work with progress; `undefined` on cancel. */
function write<T>(
  { pages, format, title, count }: BulkWork,
  signers: Signers,
  { notifications, locale, now }: Pick<Services, 'notifications' | 'locale' | 'now'>,
  take: (pieces: AsyncIterable<string>, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return notifications.progress(l10n.t('Creating links'), async (shown, signal) => {
    const progress = throttledProgress(shown, now);
    async function* reported(): AsyncGenerator<readonly BulkTarget[]> {
      for await (const page of pages(signal)) {
        signal.throwIfAborted();
        yield page;
        signers.signed += page.length;
        const { signed } = signers;
        progress.report(count === undefined ? 0 : Math.min(signed / count, 1), () =>
          count === undefined
            ? l10n.t(signed === 1 ? '1 link' : '{0} links', describeCount(signed, locale))
            : countText(signed, count, locale),
        );
      }
    }
    return take(bulkText(reported(), format, title, signers.of), signal);
  });
}

async function announce(
  work: BulkWork,
  signers: Signers,
  summary: string,
  services: Pick<Services, 'notifications' | 'locale' | 'now' | 'ledger' | 'clientOf'>,
  ...actions: readonly NotificationAction[]
): Promise<void> {
  const { notifications, ledger, now, locale } = services;
  const { format, method, batches } = work;
  const expiration = signers.firstExpiration();
  if (!expiration) return;
  const moment = formatMoment(expiration, { now: now(), locale });
  notifications.info(l10n.t('{0} (expire at {1}). Anyone who has them can use them.', summary, moment), ...actions);
  for (const warning of signers.warnings()) notifications.warn(warning);
  const [target] = batches;
  if (target && (await hasExpired({ target, expiration }, services))) {
    notifications.warn(
      l10n.t('Links expired while the others were created. Create them again with a longer validity.'),
    );
  }
  for (const { profileId, bucket, prefix, count } of batches) {
    const host = signers.hostOf(profileId, bucket);
    await ledger.recordBatch({
      profileId,
      bucket,
      prefix,
      method,
      host,
      format: format.id,
      count: count ?? signers.signed,
      expiration,
    });
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** Signers by bucket, each created for its first link. */
class Signers {
  signed = 0;
  readonly #open: (target: BulkTarget) => Promise<BulkSigner>;
  readonly #signers = new Map<string, Promise<BulkSigner>>();
  readonly #opened = new Map<string, BulkSigner>();

  constructor(open: (target: BulkTarget) => Promise<BulkSigner>) {
    this.#open = open;
  }

  readonly of = async (target: BulkTarget): Promise<BulkSigner> => {
    const bucketId = `${target.profileId}/${target.bucket}`;
    const known = this.#opened.get(bucketId);
    if (known) return known;
    const opening = this.#signers.get(bucketId) ?? this.#open(target);
    this.#signers.set(bucketId, opening);
    const signer = await opening;
    this.#opened.set(bucketId, signer);
    return signer;
  };

  firstExpiration(): Date | undefined {
    const ends = [...this.#opened.values()].map(({ expiration }) => expiration);
    return ends.sort((a, b) => a.getTime() - b.getTime())[0];
  }

  warnings(): ReadonlySet<string> {
    return new Set([...this.#opened.values()].flatMap(({ warnings }) => warnings.map(({ text }) => text)));
  }

  hostOf(profileId: string, bucket: string): string {
    return this.#opened.get(`${profileId}/${bucket}`)?.host ?? '';
  }
}
