import { headerTitle } from '../../oss/requests/headerRules.ts';
import * as l10n from '@vscode/l10n';
import { resolveLink, type ResolveOptions, type LinkDetails } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import { presignedUrlAt, readLink, readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { MAX_URL_LENGTH, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import type { KnownCdn } from '../../oss/presignedUrls/cdnLink.ts';
import { readPastedLinks } from '../../oss/presignedUrls/pastedLinks.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import type { DocumentLocation } from '../../ui/editors/documentTexts.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Presigned URL that a command acts on. */
export interface ChosenLink {
  readonly link: PresignedUrl;
  /** Location in a document, with the length of the link there. */
  readonly location?: DocumentLocation & { readonly length: number };
}

/** Upper bound on links of the clipboard that are offered. */
const MAX_CLIPBOARD_LINKS = 5;

/** Link of the command argument, or else at the cursor, chosen or pasted; `undefined` on cancel. */
export async function chooseLink(
  [argument]: CommandArguments,
  services: Services,
  title: string,
): Promise<ChosenLink | undefined> {
  if (isRecord(argument)) {
    const { url, uri, startIndex } = argument;
    if (typeof url === 'string') return { link: readLink(url, services.linkHosts.cdnDomains()) };
    if (typeof uri === 'string' && typeof startIndex === 'number') {
      const found = await linkAt({ uri, startIndex }, services);
      if (found) return found;
    }
  }
  return (await linkAtCursor(services)) ?? (await askLink(services, title));
}

/** Details of a link, after asking the user for unknown values of signed headers. */
export async function resolveWithHeaders(
  { link }: ChosenLink,
  services: Services,
  title: string,
): Promise<LinkDetails | undefined> {
  const known = await resolveFromServices(link, services);
  const headers: Record<string, string> = {};
  for (const name of link.additionalHeaders) {
    if (name === 'host' || known.headers[name] !== undefined) continue;
    const value = await services.prompts.input({
      title,
      prompt: l10n.t('Value of the signed header {0}, which is not in the link', headerTitle(name)),
    });
    if (isUnanswered(value)) return undefined;
    headers[name] = value;
  }
  return Object.keys(headers).length === 0 ? known : resolveFromServices(link, services, { headers });
}

/** Details of a link from the profiles, hosts, ledger and links of this session; sends no request by default. */
export function resolveFromServices(
  link: PresignedUrl,
  { profiles, linkHosts, ledger, inspector }: Pick<Services, 'profiles' | 'linkHosts' | 'ledger' | 'inspector'>,
  options: ResolveOptions = {},
): Promise<LinkDetails> {
  return resolveLink(link, { profiles, linkHosts, ledger, sessionLinks: inspector.sessionLinks }, options);
}

async function linkAt(
  location: DocumentLocation,
  { inspector, linkHosts }: Pick<Services, 'inspector' | 'linkHosts'>,
): Promise<ChosenLink | undefined> {
  const text = await (await inspector.texts()).from(location, MAX_URL_LENGTH);
  const found = presignedUrlAt(text, 0, linkHosts.cdnDomains());
  return found && { link: found.link, location: { ...location, length: found.endIndex } };
}

async function linkAtCursor({
  inspector,
  linkHosts,
}: Pick<Services, 'inspector' | 'linkHosts'>): Promise<ChosenLink | undefined> {
  const cursor = (await inspector.texts()).cursor();
  if (!cursor) return undefined;
  const { uri, startIndex, text, cursorIndex } = cursor;
  const cdns = linkHosts.cdnDomains();
  const found = cursorIndex === undefined ? readPresignedUrls(text, cdns)[0] : presignedUrlAt(text, cursorIndex, cdns);
  if (!found) return undefined;
  const location = { uri, startIndex: startIndex + found.startIndex, length: found.endIndex - found.startIndex };
  return { link: found.link, location };
}

async function askLink(services: Services, title: string): Promise<ChosenLink | undefined> {
  const { prompts, clipboard, inspector, linkHosts, now, locale } = services;
  const cdns = linkHosts.cdnDomains();
  const copied = readPastedLinks(await clipboard.readText(), cdns).slice(0, MAX_CLIPBOARD_LINKS);
  const { last } = inspector.sessionLinks;
  const choice = async (link: PresignedUrl, description: string): Promise<Choice<ChosenLink>> => ({
    label: linkName(await resolveFromServices(link, services)),
    description,
    detail: linkExpiryText(link, { now: now(), locale }),
    icon: 'link',
    value: { link },
  });
  const choices = await Promise.all([
    ...copied.map((link) => choice(link, l10n.t('on the clipboard'))),
    ...(last && !copied.some(({ url }) => url === last.url)
      ? [choice(readLink(last.url, cdns), l10n.t('the last link'))]
      : []),
  ]);
  if (choices.length > 0) {
    const typed: Choice<'typed'> = { label: l10n.t('Paste a Link…'), icon: 'edit', value: 'typed' };
    const answer = await prompts.pick<ChosenLink | 'typed'>({
      title,
      placeholder: l10n.t('Select a link'),
      choices: [...choices, typed],
    });
    if (isUnanswered(answer)) return undefined;
    if (answer !== 'typed') return answer;
  }
  const readPasted = (text: string): PresignedUrl => readPastedLink(text, cdns);
  const url = await prompts.input({
    title,
    prompt: l10n.t('Presigned URL of OSS (not stored)'),
    secret: true,
    check: (text) => (text === '' ? undefined : checkInput(readPasted, text)),
  });
  return isUnanswered(url) || url === '' ? undefined : { link: readPasted(url) };
}

/** Link of a pasted text: in quotes, escaped or at the end of a sentence, as it is also read from the clipboard. */
function readPastedLink(text: string, cdns: readonly KnownCdn[]): PresignedUrl {
  return readPastedLinks(text, cdns)[0] ?? readLink(text, cdns);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
