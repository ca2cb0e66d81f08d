import * as l10n from '@vscode/l10n';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { linkValidityAt } from '../../oss/presignedUrls/presignedUrl.ts';
import { describeCount } from '../../text/describe.ts';
import { isUnanswered, type Choice, type Heading } from '../../ui/prompts/questions.ts';
import { removeSignatures, type LinkInDocument } from './removeSignatures.ts';
import type { Services } from '../services.ts';

/** A live link in a file of the workspace. */
interface FoundLink extends LinkInDocument {
  readonly path: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Bytes that every presigned URL holds: the end of the parameter name. The `=` behind it may be escaped. */
const SIGNATURE_NAME_END = Buffer.from('ignature');

/** Lists the links in workspace files that still work, with their expiry. Choosing one shows it in its file. */
export async function findPresignedUrlsInWorkspace(services: Services): Promise<void> {
  const { prompts, notifications, inspector, now, locale } = services;
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
    notifications.info(l10n.t('No file of the workspace holds a presigned URL that works.'));
    return;
  }
  const context = { now: now(), locale };
  const rows = found.map((one): Choice<FoundLink | 'all'> => ({
    label: linkName({ link: one.link, method: one.link.method }),
    description: linkExpiryText(one.link, context),
    detail: `${one.path}:${one.line}`,
    icon: 'link',
    value: one,
  }));
  const all: Choice<FoundLink | 'all'> = {
    label: l10n.t('Remove All Signatures…'),
    description: l10n.t('the URLs stay and open nothing'),
    icon: 'eraser',
    value: 'all',
  };
  const heading: Heading = { heading: l10n.t('In files') };
  const answer = await prompts.pick<FoundLink | 'all'>({
    title: l10n.t('Presigned URLs in the Workspace'),
    placeholder:
      found.length === 1
        ? l10n.t('One URL works for whoever reads these files')
        : l10n.t('{0} URLs work for whoever reads these files', describeCount(found.length, locale)),
    choices: [all, heading, ...rows],
  });
  if (isUnanswered(answer)) return;
  if (answer === 'all') {
    await removeAll(found, services);
    return;
  }
  await (await inspector.texts()).show(answer, answer.length);
  notifications.info(
    l10n.t(
      '{0} {1}. Whoever reads this file can use it.',
      linkName({ link: answer.link, method: answer.link.method }),
      linkExpiryText(answer.link, context),
    ),
    { label: l10n.t('Remove Signature'), run: () => removeSignatures([answer], services) },
  );
}

async function removeAll(found: readonly FoundLink[], services: Services): Promise<void> {
  const remove = l10n.t('Remove Signatures');
  const files = new Set(found.map(({ uri }) => uri)).size;
  const { prompts, locale } = services;
  const answer = await prompts.decide({
    message: l10n.t(
      'Remove {0} signatures in {1} files?',
      describeCount(found.length, locale),
      describeCount(files, locale),
    ),
    detail: l10n.t('The files are changed in editors and not saved. One undo takes it back.'),
    answers: [remove],
  });
  if (answer === remove) await removeSignatures(found, services);
}

async function searchWorkspace(
  { inspector, now }: Services,
  report: (done: number, count: number) => void,
  signal: AbortSignal,
): Promise<readonly FoundLink[]> {
  const reading = await (await inspector.texts()).readWorkspace(signal);
  const found: FoundLink[] = [];
  let read = 0;
  const isWorthReading = (bytes: Uint8Array): boolean =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(SIGNATURE_NAME_END);
  await reading.each(isWorthReading, (file) => {
    read++;
    if (file) {
      const { uri, path, text } = file;
      for (const { link, startIndex, endIndex } of readPresignedUrls(text)) {
        if (linkValidityAt(link, now()).state === 'expired') continue;
        const line = text.slice(0, startIndex).split('\n').length;
        found.push({ link, uri, path, line, startIndex, length: endIndex - startIndex });
      }
    }
    report(read / Math.max(1, reading.count), found.length);
  });
  return found.sort((a, b) => (a.path === b.path ? a.startIndex - b.startIndex : a.path < b.path ? -1 : 1));
}
