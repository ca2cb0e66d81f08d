import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import { linkName } from '../../links/details/linkFacts.ts';
import { refusalOfLink } from '../../links/details/linkFailures.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { explainSignatureMismatch, readErrorXml } from '../../oss/presignedUrls/signatureMismatch.ts';
import { signedTextsOf } from '../../oss/presignedUrls/signedTexts.ts';
import { curl } from '../../links/formats/commands/curl.ts';
import { renderLinks } from '../../links/formats/formattedLink.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import type { NotificationAction } from '../../ui/messages/notifications.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { chooseLink, resolveWithHeaders } from './chooseLink.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Explains why OSS refused a link, from the error response that the receiver got. */
export async function explainRefusedLink(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Explain a Refused Link');
  const chosen = await chooseLink(args, services, title);
  const details = chosen && (await resolveWithHeaders(chosen, services, title));
  if (!details) return;
  if (details.link.cdn === undefined) await explainRefusal(details, services);
  else {
    services.notifications.info(
      l10n.t(
        'The CDN {0} checks this link, not OSS. Use "Check Link" to see why it refuses the link.',
        details.link.host,
      ),
    );
  }
}

/**
 * Explains an error response to a link: the given one if it contains the string that OSS signed, or else a copied one.
 */
export async function explainRefusal(
  known: LinkDetails,
  services: Pick<Services, 'prompts' | 'notifications' | 'clipboard' | 'documents'>,
  received?: Error,
): Promise<void> {
  const hasSignedString = received instanceof OssError && received.serverStringToSign !== undefined;
  const error = hasSignedString ? received : await readCopiedError(services);
  if (!error) return;
  const method = known.method ?? (await askMethod(services));
  if (!method) return;
  const text = explanation(known, method, error);
  services.notifications.info(text, ...curlAction(known, services), {
    label: l10n.t('Show Details'),
    run: () => services.documents.show(l10n.t('Refused link'), refusalReport(text, error), 'txt'),
  });
}

/** Explanation and error response as a text to read and copy; contains no signature. */
function refusalReport(text: string, error: OssError): string {
  return `${text}\n\n${explainError(error).details}\n`;
}

/** Action that copies the upload command with all its headers; only links of this session have them. */
function curlAction(
  { made }: LinkDetails,
  { clipboard, notifications }: Pick<Services, 'notifications' | 'clipboard'>,
): readonly NotificationAction[] {
  if (made?.method !== 'PUT') return [];
  const run = async (): Promise<void> => {
    await clipboard.writeText(renderLinks(curl, [made], undefined));
    notifications.status(l10n.t('Copied curl command'));
  };
  return [{ label: l10n.t('Copy as curl'), run }];
}

function explanation(known: LinkDetails, method: NonNullable<LinkDetails['method']>, error: OssError): string {
  const { link, bucket, headers, verification } = known;
  const ours = bucket === undefined ? undefined : signedTextsOf(link, { method, headers, bucket });
  const mismatch = ours && explainSignatureMismatch(error, ours);
  if (mismatch) {
    // OSS signs the text of a changed link as it is, and so do we.
    const isSameText = mismatch.ours === mismatch.servers;
    const isChanged = verification?.verifies === false && verification.method !== undefined;
    const reasons = isSameText && isChanged ? verification.differences : [mismatch];
    const text = reasons.map(({ template, args }) => l10n.t(template, ...args)).join(' ');
    return l10n.t('{0}: {1}', linkName({ link, method }), text);
  }
  const { cause, fix } = refusalOfLink(error);
  return l10n.t('{0}: {1} {2}', linkName({ link, method }), cause, fix);
}

/** Error response on the clipboard. An input box would join the lines of the string to sign. */
async function readCopiedError({
  prompts,
  clipboard,
  notifications,
}: Pick<Services, 'prompts' | 'notifications' | 'clipboard'>): Promise<OssError | undefined> {
  const answer = await prompts.pick({
    title: l10n.t('Explain a Refused Link'),
    placeholder: l10n.t('Copy the OSS error response (<Error>…</Error>), then continue'),
    choices: [{ label: l10n.t('Read from Clipboard'), icon: 'clippy', value: true }],
  });
  if (isUnanswered(answer)) return undefined;
  const text = await clipboard.readText();
  const begin = text.indexOf('<Error>');
  const error = await readErrorXml(begin < 0 ? '' : text.slice(begin, text.indexOf('</Error>') + '</Error>'.length));
  if (error.code !== 'BadErrorResponse') return error;
  notifications.warn(l10n.t('No OSS error response on the clipboard. Copy it from <Error> to </Error>.'));
  return undefined;
}

async function askMethod({ prompts }: Pick<Services, 'prompts'>): Promise<LinkDetails['method']> {
  const answer = await prompts.pick<NonNullable<LinkDetails['method']>>({
    title: l10n.t('Explain a Refused Link'),
    placeholder: l10n.t('Select the method of the request'),
    choices: (['GET', 'PUT', 'HEAD', 'POST', 'DELETE'] as const).map((value) => ({ label: value, value })),
  });
  return isUnanswered(answer) ? undefined : answer;
}
