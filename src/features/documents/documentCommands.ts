import { markdownCell, markdownTable } from '../../text/plainText.ts';
import * as l10n from '@vscode/l10n';
import type { CommandName } from '../../ids.ts';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import { describeCount } from '../../text/describe.ts';
import { formatMoment } from '../../text/moment.ts';
import { linkValidityAt, MAX_URL_LENGTH } from '../../oss/presignedUrls/presignedUrl.ts';
import { searchLimits } from '../../ui/editors/searchLimits.ts';
import type { WorkspaceText } from '../../ui/editors/workspaceTexts.ts';
import { throttledProgress } from '../../ui/messages/throttledProgress.ts';
import { isUnanswered, type CheckChoice, type Choice } from '../../ui/prompts/questions.ts';
import { urisOf, type CommandArguments, type Handler } from '../targets/commandArguments.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import type { Services } from '../services.ts';
import { LinkReplacer, type LinkReplacement, type Replacement, type ReplacementKind } from './linkReplacements.ts';
import { recordRenewed } from './recordRenewed.ts';
import { changedText, doneText, refusedTexts, selectText, titleOf } from './replacementTexts.ts';
import { setUpUploads } from './uploads/setUpUploads.ts';

/** Texts whose links are replaced: one link, the file in the editor, a folder or the whole workspace. */
type Scope =
  | { readonly kind: 'link'; readonly uri: string; readonly startIndex: number }
  | { readonly kind: 'file' }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'workspace' };

/** Links of a scope, with sentences about files that were not searched. */
interface Search {
  readonly found: readonly LinkReplacement[];
  readonly limits: readonly string[];
}

/** Link that can be replaced. */
type Replaceable = LinkReplacement & { readonly result: Replacement };

/** Time before expiry within which links are preselected. */
const SOON_SECONDS = 86_400;

/** Command table of links in documents. */
export const documentCommands = {
  renewLinks: (args, services) => replaceLinks('renew', args, services),
  replaceLinks: (args, services) => replaceLinks('address', args, services),
  setUpUploads: (_, services) => setUpUploads(services),
} satisfies Partial<Record<CommandName, Handler>>;

/** Replaces presigned links in documents, after a preview and as one undoable edit. */
async function replaceLinks(kind: ReplacementKind, args: CommandArguments, services: Services): Promise<void> {
  const title = titleOf(kind);
  if (kind === 'renew' && !(await requireProfile(services))) return;
  const scope = scopeOf(args) ?? (await askScope(title, services));
  if (!scope) return;
  const search = await findReplacements(kind, scope, services);
  if (!search) return;
  const { found, limits } = search;
  const replaceable = found.filter((one): one is Replaceable => 'text' in one.result);
  const refused = found.filter((one) => 'reason' in one.result);
  if (replaceable.length === 0) {
    if (found.length > 0) showRefused(kind, refused, limits, services);
    else services.notifications.info([l10n.t('No presigned link found.'), ...limits].join(' '));
    return;
  }
  const chosen = await preview(kind, replaceable, refused.length, services);
  if (!chosen || chosen.length === 0) return;
  await apply(kind, chosen, limits, services);
  if (refused.length > 0) showRefused(kind, refused, [], services);
}

function scopeOf(args: CommandArguments): Scope | undefined {
  const [argument] = args;
  if (typeof argument === 'object' && argument !== null && 'startIndex' in argument && 'uri' in argument) {
    const { uri, startIndex } = argument;
    if (typeof uri === 'string' && typeof startIndex === 'number') return { kind: 'link', uri, startIndex };
  }
  const [folder] = urisOf(args);
  return folder && { kind: 'folder', folder: folder.toString() };
}

async function askScope(
  title: string,
  { prompts, inspector }: Pick<Services, 'prompts' | 'inspector'>,
): Promise<Scope | undefined> {
  const active = (await inspector.texts()).document();
  const files: readonly Choice<Scope>[] = [
    ...(active
      ? ([
          { label: l10n.t('File in the Editor'), description: active.path, icon: 'file', value: { kind: 'file' } },
        ] as const)
      : []),
    ...(active?.folder === undefined
      ? []
      : ([
          {
            label: l10n.t('Folder of the File'),
            description: active.path.replace(/[^/\\]*$/, ''),
            icon: 'folder',
            value: { kind: 'folder', folder: active.folder },
          },
        ] as const)),
    { label: l10n.t('Workspace'), icon: 'root-folder', value: { kind: 'workspace' } },
  ];
  const answer = await prompts.pick({ title, placeholder: l10n.t('Select the files with the links'), choices: files });
  return isUnanswered(answer) ? undefined : answer;
}

async function findReplacements(kind: ReplacementKind, scope: Scope, services: Services): Promise<Search | undefined> {
  const { notifications, inspector, locale, now } = services;
  const texts = await inspector.texts();
  return notifications.progress(l10n.t('Reading links'), async (shown, signal) => {
    const replacer = await LinkReplacer.create(kind, services);
    if (scope.kind === 'link') {
      const text = await texts.from(scope, MAX_URL_LENGTH);
      const file: WorkspaceText = { uri: scope.uri, path: texts.pathOf(scope.uri), text };
      const found = await replacer.replacementsIn(file, signal);
      const before = await texts.from({ ...scope, startIndex: 0 }, scope.startIndex);
      const line = before.split('\n').length;
      return {
        found: found
          .filter(({ startIndex }) => startIndex === 0)
          .map((one) => ({ ...one, line, startIndex: scope.startIndex })),
        limits: [],
      };
    }
    if (scope.kind === 'file') {
      const active = texts.document();
      return { found: active ? await replacer.replacementsIn(active, signal) : [], limits: [] };
    }
    const folder = scope.kind === 'folder' ? scope.folder : undefined;
    const progress = throttledProgress(shown, now);
    const files: WorkspaceText[] = [];
    const reading = await texts.readWorkspace(signal, folder);
    let read = 0;
    const hosts = services.linkHosts.cdnDomains().map(({ host }) => host);
    const isWorthReading = (bytes: Uint8Array): boolean => bytesMayContainLink(bytes, hosts);
    const unread = await reading.each(isWorthReading, (file) => {
      if (file) files.push(file);
      progress.report(++read / Math.max(1, reading.count), describeCount(read, locale));
    });
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    const found: LinkReplacement[] = [];
    for (const file of files) found.push(...(await replacer.replacementsIn(file, signal)));
    return { found, limits: searchLimits({ ...reading, unread }, locale) };
  });
}

/** True for bytes that may contain a presigned URL or a link of one of these hosts. */
function bytesMayContainLink(bytes: Uint8Array, hosts: readonly string[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ['ignature', ...hosts].some((mark) => buffer.includes(mark));
}

/** Shows the changes, and returns the links that the user leaves selected. */
async function preview(
  kind: ReplacementKind,
  replaceable: readonly Replaceable[],
  refusedCount: number,
  services: Pick<Services, 'prompts' | 'locale' | 'now'>,
): Promise<readonly Replaceable[] | undefined> {
  const { prompts, locale } = services;
  const answer = await prompts.pickMany({
    title: titleOf(kind),
    placeholder: selectText(kind, refusedCount, locale),
    choices: replaceable.map((one) => previewRow(one, services)),
  });
  return isUnanswered(answer) ? undefined : answer;
}

function previewRow(one: Replaceable, { now, locale }: Pick<Services, 'locale' | 'now'>): CheckChoice<Replaceable> {
  const { details, result, path, line } = one;
  const { link, bucket = '', method, verification } = details;
  const { state, secondsLeft } = linkValidityAt(link, now());
  const isOurs = verification?.verifies === true || details.made !== undefined;
  const newHost = result.link ? new URL(result.link.url).host : undefined;
  const expiry = linkExpiryText(link, { now: now(), locale });
  const isLater = result.link !== undefined && result.link.expiration > link.expiration;
  return {
    label: linkName({ link, method }),
    description: result.link
      ? l10n.t('{0} → expires at {1}', expiry, formatMoment(result.link.expiration, { now: now(), locale }))
      : `${expiry} → ${result.text}`,
    detail: [
      `${path}:${line}`,
      `${bucket}/${link.key ?? ''}`,
      newHost === undefined || newHost === link.host ? link.host : `${link.host} → ${newHost}`,
      ...(isOurs ? [] : [l10n.t('not signed by an AccessKey stored here')]),
    ].join(' · '),
    // A forged link would become a working one, and one that works would expire earlier. The user selects those.
    picked: isOurs && (!result.link || state === 'expired' || (secondsLeft <= SOON_SECONDS && isLater)),
    value: one,
  };
}

/** Replaces links as one edit. Links whose text has changed since the preview are not replaced. */
async function apply(
  kind: ReplacementKind,
  chosen: readonly Replaceable[],
  limits: readonly string[],
  services: Pick<Services, 'notifications' | 'locale' | 'ledger' | 'inspector'>,
): Promise<void> {
  const { inspector, notifications, locale } = services;
  const texts = await inspector.texts();
  const current = new Map<string, string>();
  for (const { uri } of chosen) {
    if (!current.has(uri)) current.set(uri, await texts.from({ uri, startIndex: 0 }, Number.MAX_SAFE_INTEGER));
  }
  const unchanged = chosen.filter(({ uri, startIndex, written }) => current.get(uri)?.startsWith(written, startIndex));
  const isDone = await texts.change(
    unchanged.map(({ uri, startIndex, written, result }) => ({
      ...{ uri, startIndex, endIndex: startIndex + written.length, text: result.text },
    })),
  );
  const count = isDone ? unchanged.length : 0;
  if (isDone)
    await recordRenewed(
      unchanged.flatMap(({ result }) => result.link ?? []),
      services,
    );
  if (count < chosen.length) {
    notifications.warn(changedText(kind, count, chosen.length, locale));
    return;
  }
  notifications.info([doneText(kind, count, current.size, locale), ...limits].join(' '));
}

function showRefused(
  kind: ReplacementKind,
  refused: readonly LinkReplacement[],
  limits: readonly string[],
  services: Pick<Services, 'notifications' | 'documents' | 'locale'>,
): void {
  const { notifications, documents, locale } = services;
  const { text, heading } = refusedTexts(kind, refused.length, locale);
  notifications.info([text, ...limits].join(' '), {
    label: l10n.t('Show Reasons'),
    run: () => documents.showRendered(heading, reasonsReport(refused)),
  });
}

/** Upper bound on the characters of a name in the report. */
const MAX_NAME_LENGTH = 200;

/** Report of the links that were not replaced: location, name and reason of each, never the link. */
function reasonsReport(refused: readonly LinkReplacement[]): string {
  const rows = refused.map(({ path, line, details, result }) => {
    const reason = 'reason' in result ? result.reason : '';
    return [`${path}:${line}`, linkName(details), reason].map((text) => markdownCell(text, MAX_NAME_LENGTH));
  });
  return `${markdownTable([l10n.t('File'), l10n.t('Link'), l10n.t('Reason')], rows)}\n`;
}
