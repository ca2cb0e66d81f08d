import * as l10n from '@vscode/l10n';
import { linkName } from '../../links/details/linkFacts.ts';
import { uploadFormName } from '../../links/details/uploadFormFacts.ts';
import { linkValidityAt, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { eachSignature, type SignatureKind } from '../../oss/presignedUrls/findSignatures.ts';
import { readUploadForms, type FoundUploadForm, type UploadForm } from '../../oss/presignedUrls/uploadForms.ts';
import { eachPresignedUrl } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { TimeSlices } from '../../links/bulk/timeSlices.ts';
import { describeCount } from '../../text/describe.ts';
import { formatMoment } from '../../text/moment.ts';
import { plainText } from '../../text/plainText.ts';
import type { FoundLink } from '../../ui/editors/foundLinks.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';
import { searchLimits, type SearchExtent } from '../../ui/editors/searchLimits.ts';
import type { WorkspaceText } from '../../ui/editors/workspaceTexts.ts';
import type { Services } from '../services.ts';
import { chooseLink } from './chooseLink.ts';
import { removeSignatures } from './removeSignatures.ts';

/** Ends of the parameter name, one of which every presigned URL contains. The `=` after it may be escaped. */
const SIGNATURE_NAME_ENDS = [Buffer.from('ignature'), Buffer.from('IGNATURE')];

/** Lists the links in workspace files that still work, with their expiry, in the Problems view. */
export async function findPresignedUrlsInWorkspace(services: Services): Promise<void> {
  const { notifications, inspector, locale } = services;
  const result = await notifications.progress(l10n.t('Looking for presigned URLs'), (progress, signal) =>
    searchWorkspace(
      services,
      (done, count) => {
        progress.report(done, count === 0 ? '' : l10n.t('{0} found', describeCount(count, locale)));
      },
      signal,
    ),
  );
  if (!result) return;
  const { found } = result;
  const limits = searchLimits(result, locale);
  if (found.length === 0) {
    inspector.foundLinks.clear();
    const none =
      limits.length === 0
        ? l10n.t('No file in the workspace has a presigned URL that still works.')
        : l10n.t('No searched file in the workspace has a presigned URL that still works.');
    notifications.info([none, ...limits].join(' '));
    return;
  }
  await inspector.foundLinks.show(found);
  const works =
    found.length === 1
      ? l10n.t('1 presigned URL in this workspace still works. It is in the Problems view.')
      : l10n.t(
          '{0} presigned URLs in this workspace still work. They are in the Problems view.',
          describeCount(found.length, locale),
        );
  notifications.info([works, ...limits].join(' '), {
    label: l10n.t('Remove All Signatures…'),
    run: () => removeFoundSignatures(services),
  });
}

/** Removes the signatures of all listed links after a confirmation. */
export async function removeFoundSignatures(
  services: Pick<Services, 'prompts' | 'notifications' | 'locale' | 'inspector' | 'linkHosts'>,
): Promise<void> {
  const { inspector, prompts, locale } = services;
  const found = inspector.foundLinks.list();
  if (found.length === 0) return;
  const remove = l10n.t('Remove Signatures');
  const files = new Set(found.map(({ uri }) => uri)).size;
  const answer = await prompts.decide({
    message: l10n.t(
      files > 1
        ? 'Remove {0} signatures in {1} files?'
        : found.length > 1
          ? 'Remove {0} signatures in 1 file?'
          : 'Remove 1 signature in 1 file?',
      describeCount(found.length, locale),
      describeCount(files, locale),
    ),
    detail: l10n.t('The URLs stay but no longer work. Files are edited but not saved. You can undo this.'),
    answers: [remove],
  });
  if (answer === remove) await removeSignatures(found, services);
}

/** Removes the signature of the link at the given location in a document, or at the cursor. */
export async function removeSignatureHere(args: CommandArguments, services: Services): Promise<void> {
  const chosen = await chooseLink(args, services, l10n.t('Remove Signature'));
  if (chosen?.location) await removeSignatures([{ link: chosen.link, ...chosen.location }], services);
}

/** Found links, with what the search did not cover. */
interface SearchResult extends SearchExtent {
  readonly found: readonly FoundLink[];
}

async function searchWorkspace(
  services: Pick<Services, 'locale' | 'now' | 'inspector' | 'linkHosts'>,
  report: (done: number, count: number) => void,
  signal: AbortSignal,
): Promise<SearchResult> {
  const reading = await (await services.inspector.texts()).readWorkspace(signal);
  const found: FoundLink[] = [];
  let read = 0;
  const marks = [...SIGNATURE_NAME_ENDS, ...services.linkHosts.cdnDomains().map(({ host }) => Buffer.from(host))];
  const isWorthReading = (bytes: Uint8Array): boolean => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return marks.some((mark) => buffer.includes(mark));
  };
  const slices = new TimeSlices();
  const unread = await reading.each(isWorthReading, async (file) => {
    read++;
    if (file) found.push(...(await linksOf(file, services, slices)));
    report(read / Math.max(1, reading.count), found.length);
  });
  found.sort((a, b) => (a.path === b.path ? a.startIndex - b.startIndex : a.path < b.path ? -1 : 1));
  return { found, unread, count: reading.count, isCut: reading.isCut };
}

/** Links of a file that still work, and signatures that may still work. */
async function linksOf(
  { uri, path, text }: WorkspaceText,
  context: Pick<Services, 'locale' | 'now' | 'linkHosts'>,
  slices: TimeSlices,
): Promise<readonly FoundLink[]> {
  const now = context.now();
  const isLive = (link: PresignedUrl): boolean => linkValidityAt(link, now).state !== 'expired';
  const whole = await slices.collect(eachPresignedUrl(text, { cdns: context.linkHosts.cdnDomains() }));
  let next = 0;
  const others = (await slices.collect(eachSignature(text))).filter(({ valueIndex }) => {
    while ((whole[next]?.endIndex ?? Number.POSITIVE_INFINITY) <= valueIndex) next++;
    return valueIndex < (whole[next]?.startIndex ?? Number.POSITIVE_INFINITY);
  });
  const forms = readUploadForms(text);
  const found = [
    ...whole.flatMap(({ link, startIndex, endIndex }) =>
      isLive(link)
        ? [
            {
              link,
              startIndex,
              length: endIndex - startIndex,
              text: textOf(linkName({ link, method: link.method }), link, context.locale),
            },
          ]
        : [],
    ),
    ...others.flatMap(({ kind, link, valueIndex, endIndex }) => {
      const form = link ? undefined : nearestForm(forms, valueIndex);
      const dated = link ?? form;
      if (dated && linkValidityAt(dated, now).state === 'expired') return [];
      const name = link ? linkName({ link, method: link.method }) : form && uploadFormName(form);
      return [
        {
          signature: text.slice(valueIndex, endIndex),
          startIndex: valueIndex,
          length: endIndex - valueIndex,
          text: name !== undefined && dated ? textOf(name, dated, context.locale) : signatureText(kind),
        },
      ];
    }),
  ].sort((a, b) => a.startIndex - b.startIndex);
  const lineOf = lineFinder(text);
  return found.map((one) => ({ ...one, ...lineOf(one.startIndex), uri, path }));
}

/** Line and column of offsets, which must not decrease. */
function lineFinder(text: string): (index: number) => { readonly line: number; readonly column: number } {
  let [line, lineStart] = [0, 0];
  return (index) => {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < index; end = text.indexOf('\n', lineStart)) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: index - lineStart };
  };
}

function signatureText(kind: SignatureKind): string {
  return l10n.t(
    'Presigned URL or upload form of OSS ({0}). Anyone who reads this file may be able to use it.',
    kind.toUpperCase(),
  );
}

/** Text of a problem, which stays as it is while time passes: it has no "in 15 minutes", and always the date. */
function textOf(name: string, { expiration }: Pick<PresignedUrl, 'expiration'>, locale: string): string {
  const moment = formatMoment(expiration, { now: new Date(0), locale });
  return plainText(l10n.t('{0} expires at {1}. Until then, anyone who reads this file can use it.', name, moment));
}

/** Maximum distance between the policy and the signature of a form, with the other fields and a token between them. */
const MAX_FORM_LENGTH = 16_384;

/** Form whose policy is nearest to a signature. */
function nearestForm(forms: readonly FoundUploadForm[], index: number): UploadForm | undefined {
  let [from, to] = [0, forms.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((forms[middle]?.startIndex ?? 0) < index) from = middle + 1;
    else to = middle;
  }
  const [before, after] = [forms[from - 1], forms[from]];
  const [distanceBefore, distanceAfter] = [
    before ? index - before.endIndex : Number.POSITIVE_INFINITY,
    after ? after.startIndex - index : Number.POSITIVE_INFINITY,
  ];
  if (Math.min(distanceBefore, distanceAfter) > MAX_FORM_LENGTH) return undefined;
  return (distanceBefore <= distanceAfter ? before : after)?.form;
}
