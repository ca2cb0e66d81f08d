import * as l10n from '@vscode/l10n';
import { resolveLink, type ResolveOptions, type LinkDetails } from '../../links/details/linkDetails.ts';
import { linkExpiryText, linkName } from '../../links/details/linkFacts.ts';
import { readPresignedUrls } from '../../oss/presignedUrls/scanText.ts';
import { MAX_URL_LENGTH, readPresignedUrl, type PresignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import type { DocumentLocation } from '../../ui/editors/documentTexts.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** A presigned URL that a command is about. */
export interface GivenLink {
  readonly link: PresignedUrl;
  /** Where it stands in a document, with its length there. */
  readonly place?: DocumentLocation & { readonly length: number };
}

/** More than a list shows at once. */
const OFFERED_FROM_CLIPBOARD = 5;

/** The link that a command was handed, or that the cursor is on, or that is chosen or pasted; `undefined` when the user leaves. */
export async function givenLink(
  [argument]: CommandArguments,
  services: Services,
  title: string,
): Promise<GivenLink | undefined> {
  if (isRecord(argument)) {
    const { url, uri, startIndex } = argument;
    if (typeof url === 'string') return { link: readPresignedUrl(url) };
    if (typeof uri === 'string' && typeof startIndex === 'number') {
      const found = await linkAt({ uri, startIndex }, services);
      if (found) return found;
    }
  }
  return (await linkAtCursor(services)) ?? (await askLink(services, title));
}

/** The link with all that is known of it; the values of signed headers that nobody knows are asked for. */
export async function knowGivenLink(
  { link }: GivenLink,
  services: Services,
  title: string,
): Promise<LinkDetails | undefined> {
  const known = await know(link, services);
  const headers: Record<string, string> = {};
  for (const name of link.additionalHeaders) {
    if (name === 'host' || known.headers[name] !== undefined) continue;
    const value = await services.prompts.input({
      title,
      prompt: l10n.t('The link was signed with the header {0}, whose value it does not tell. What is sent?', name),
    });
    if (isUnanswered(value)) return undefined;
    headers[name] = value;
  }
  return Object.keys(headers).length === 0 ? known : know(link, services, { headers });
}

/** Looks up who signed a link. */
export function know(
  link: PresignedUrl,
  { profiles, linkHosts, inspector }: Services,
  options: ResolveOptions = {},
): Promise<LinkDetails> {
  return resolveLink(link, { profiles, linkHosts, sessionLinks: inspector.sessionLinks }, options);
}

async function linkAt(place: DocumentLocation, { inspector }: Services): Promise<GivenLink | undefined> {
  const text = await (await inspector.texts()).from(place, MAX_URL_LENGTH);
  const found = readPresignedUrls(text).find(({ startIndex }) => startIndex === 0);
  return found && { link: found.link, place: { ...place, length: found.endIndex } };
}

async function linkAtCursor({ inspector }: Services): Promise<GivenLink | undefined> {
  const cursor = (await inspector.texts()).cursor();
  if (!cursor) return undefined;
  const { uri, startIndex, text, cursorIndex } = cursor;
  const found = readPresignedUrls(text).find(
    (one) => cursorIndex === undefined || (one.startIndex <= cursorIndex && cursorIndex <= one.endIndex),
  );
  if (!found) return undefined;
  const place = { uri, startIndex: startIndex + found.startIndex, length: found.endIndex - found.startIndex };
  return { link: found.link, place };
}

async function askLink(services: Services, title: string): Promise<GivenLink | undefined> {
  const { prompts, clipboard, inspector, now, locale } = services;
  const copied = readPresignedUrls(await clipboard.readText()).slice(0, OFFERED_FROM_CLIPBOARD);
  const { last } = inspector.sessionLinks;
  const choice = async (link: PresignedUrl, description: string): Promise<Choice<GivenLink>> => ({
    label: linkName(await know(link, services, { storedSecretsOnly: true })),
    description,
    detail: linkExpiryText(link, { now: now(), locale }),
    icon: 'link',
    value: { link },
  });
  const choices = await Promise.all([
    ...copied.map(({ link }) => choice(link, l10n.t('in the clipboard'))),
    ...(last && !copied.some(({ link }) => link.url === last.url)
      ? [choice(readPresignedUrl(last.url), l10n.t('the last link'))]
      : []),
  ]);
  if (choices.length > 0) {
    const typed: Choice<'typed'> = { label: l10n.t('Paste a Link…'), icon: 'edit', value: 'typed' };
    const answer = await prompts.pick<GivenLink | 'typed'>({
      title,
      placeholder: l10n.t('Which link?'),
      choices: [...choices, typed],
    });
    if (isUnanswered(answer)) return undefined;
    if (answer !== 'typed') return answer;
  }
  const url = await prompts.input({
    title,
    prompt: l10n.t('A presigned URL of OSS. It is not kept.'),
    secret: true,
    check: (text) => (text === '' ? undefined : checkInput(readPresignedUrl, text)),
  });
  return isUnanswered(url) || url === '' ? undefined : { link: readPresignedUrl(url) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
