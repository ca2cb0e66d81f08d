import * as l10n from '@vscode/l10n';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import { linkName } from '../../links/details/linkFacts.ts';
import { refusalOfLink } from '../../links/details/linkFailures.ts';
import { OssError } from '../../oss/errors/errors.ts';
import { explainSignatureMismatch, readErrorXml } from '../../oss/presignedUrls/signatureMismatch.ts';
import { signedTextsOf } from '../../oss/presignedUrls/signedTexts.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { chooseLink, resolveWithHeaders } from './chooseLink.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';

/** Explains why OSS refused a link, from the error response that the receiver got. */
export async function explainRefusedLink(args: CommandArguments, services: Services): Promise<void> {
  const title = l10n.t('Explain a Refused Link');
  const chosen = await chooseLink(args, services, title);
  const details = chosen && (await resolveWithHeaders(chosen, services, title));
  if (details) await explainRefusal(details, services);
}

/** Explains an error response to a link: the given one where it holds the string that OSS signed, else a copied one. */
export async function explainRefusal(known: LinkDetails, services: Services, received?: Error): Promise<void> {
  const hasSignedString = received instanceof OssError && received.serverStringToSign !== undefined;
  const error = hasSignedString ? received : await readCopiedError(services);
  if (!error) return;
  const method = known.method ?? (await askMethod(services));
  if (!method) return;
  services.notifications.info(explanation(known, method, error));
}

function explanation(known: LinkDetails, method: NonNullable<LinkDetails['method']>, error: OssError): string {
  const { link, bucket, headers, made } = known;
  const ours = made ?? (bucket === undefined ? undefined : signedTextsOf(link, { method, headers, bucket }));
  const mismatch = ours && explainSignatureMismatch(error, ours);
  if (mismatch) return l10n.t('{0}: {1}', linkName({ link, method }), l10n.t(mismatch.template, ...mismatch.args));
  const { cause, fix } = refusalOfLink(error);
  return l10n.t('{0}: {1} {2}', linkName({ link, method }), cause, fix);
}

/** Error response on the clipboard. An input box would join the lines of the string to sign. */
async function readCopiedError({ prompts, clipboard, notifications }: Services): Promise<OssError | undefined> {
  const answer = await prompts.pick({
    title: l10n.t('Explain a Refused Link'),
    placeholder: l10n.t('Copy the answer of OSS, from <Error> to </Error>, and come back'),
    choices: [{ label: l10n.t('Read It From the Clipboard'), icon: 'clippy', value: true }],
  });
  if (isUnanswered(answer)) return undefined;
  const text = await clipboard.readText();
  const begin = text.indexOf('<Error>');
  const error = await readErrorXml(begin < 0 ? '' : text.slice(begin, text.indexOf('</Error>') + '</Error>'.length));
  if (error.code !== 'BadErrorResponse') return error;
  notifications.warn(l10n.t('The clipboard holds no answer of OSS: it begins with <Error> and ends with </Error>.'));
  return undefined;
}

async function askMethod({ prompts }: Services): Promise<LinkDetails['method']> {
  const answer = await prompts.pick<NonNullable<LinkDetails['method']>>({
    title: l10n.t('Explain a Refused Link'),
    placeholder: l10n.t('How was the link used?'),
    choices: (['GET', 'PUT', 'HEAD', 'POST', 'DELETE'] as const).map((value) => ({ label: value, value })),
  });
  return isUnanswered(answer) ? undefined : answer;
}
