import * as l10n from '@vscode/l10n';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import { linkValidityAt, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { describeCount } from '../../text/describe.ts';
import { plainText } from '../../text/plainText.ts';
import type { FoundLink } from '../../ui/editors/foundLinks.ts';
import type { WorkspaceText } from '../../ui/editors/workspaceTexts.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';
import type { Services } from '../services.ts';
import { chooseLink } from './chooseLink.ts';
import { removeSignatures } from './removeSignatures.ts';

/** Bytes that every presigned URL holds: the end of the parameter name. The `=` behind it may be escaped. */
const SIGNATURE_NAME_END = Buffer.from('ignature');

/** Lists the links in workspace files that still work, with their expiry, in the Problems view. */
export async function findPresignedUrlsInWorkspace(services: Services): Promise<void> {
  const { notifications, inspector, locale } = services;
  const found = await notifications.progress(l10n.t('Looking for presigned URLs'), (progress, signal) =>
    searchWorkspace(
      services,
      (done, count) => {
        progress.report(done, count === 0 ? '' : l10n.t('{0} found', describeCount(count, locale)));
      },
      signal,
    ),
  );
  if (!found) return;
  if (found.length === 0) {
    inspector.foundLinks.clear();
    notifications.info(l10n.t('No file in the workspace has a presigned URL that still works.'));
    return;
  }
  await inspector.foundLinks.show(found);
  notifications.info(
    found.length === 1
      ? l10n.t('1 presigned URL in this workspace still works. It is in the Problems view.')
      : l10n.t(
          '{0} presigned URLs in this workspace still work. They are in the Problems view.',
          describeCount(found.length, locale),
        ),
    { label: l10n.t('Remove All Signatures…'), run: () => removeFoundSignatures(services) },
  );
}

/** Removes the signatures of all listed links after a confirmation. */
export async function removeFoundSignatures(
  services: Pick<Services, 'prompts' | 'notifications' | 'locale' | 'inspector'>,
): Promise<void> {
  const { inspector, prompts, locale } = services;
  const found = inspector.foundLinks.list();
  if (found.length === 0) return;
  const remove = l10n.t('Remove Signatures');
  const files = new Set(found.map(({ uri }) => uri)).size;
  const answer = await prompts.decide({
    message: l10n.t(
      'Remove {0} signatures in {1} files?',
      describeCount(found.length, locale),
      describeCount(files, locale),
    ),
    detail: l10n.t('The URLs stay but no longer work. Files are edited but not saved. You can undo this.'),
    answers: [remove],
  });
  if (answer === remove) await removeSignatures(found, services);
}

/** Removes the signature of the link in a document that a command was given, or at the cursor. */
export async function removeSignatureHere(args: CommandArguments, services: Services): Promise<void> {
  const chosen = await chooseLink(args, services, l10n.t('Remove Signature'));
  if (chosen?.location) await removeSignatures([{ link: chosen.link, ...chosen.location }], services);
}

async function searchWorkspace(
  services: Pick<Services, 'locale' | 'now' | 'inspector'>,
  report: (done: number, count: number) => void,
  signal: AbortSignal,
): Promise<readonly FoundLink[]> {
  const reading = await (await services.inspector.texts()).readWorkspace(signal);
  const found: FoundLink[] = [];
  let read = 0;
  const isWorthReading = (bytes: Uint8Array): boolean =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SIGNATURE_NAME_END);
  await reading.each(isWorthReading, (file) => {
    read++;
    if (file) found.push(...linksOf(file, services));
    report(read / Math.max(1, reading.count), found.length);
  });
  return found.sort((a, b) => (a.path === b.path ? a.startIndex - b.startIndex : a.path < b.path ? -1 : 1));
}

/** Links of a file that still work. */
function linksOf(
  { uri, path, text }: WorkspaceText,
  { now, locale }: Pick<Services, 'locale' | 'now'>,
): readonly FoundLink[] {
  let [line, lineStart] = [0, 0];
  return readPresignedUrls(text).flatMap(({ link, startIndex, endIndex }) => {
    for (
      let next = text.indexOf('\n', lineStart);
      next >= 0 && next < startIndex;
      next = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = next + 1;
    }
    if (linkValidityAt(link, now()).state === 'expired') return [];
    const location = { uri, path, startIndex, length: endIndex - startIndex, line, column: startIndex - lineStart };
    return [{ ...location, link, text: textOf(link, { now: now(), locale }) }];
  });
}

function textOf(link: PresignedUrl, context: { readonly now: Date; readonly locale: string }): string {
  const name = linkName({ link, method: link.method });
  return plainText(l10n.t('{0} {1}. Anyone who reads this file can use it.', name, linkExpiryText(link, context)));
}
