import * as l10n from '@vscode/l10n';
import type { LinkHost } from '../../links/linkHosts.ts';
import type { CustomDomain } from '../../oss/client/bucketSettings.ts';
import { parseEndpoint } from '../../oss/hosts/endpoint.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type InputCheck, type Prompts, type StepInfo } from '../../ui/prompts/questions.ts';
import { agreesToPlainHttp } from '../profiles/endpointDraft.ts';

export type CustomEndpoint = Extract<LinkHost['endpoint'], { kind: 'custom' }>;

/**
 * Endpoint of a bound domain. Without a certificate on OSS, https works only if a CDN or proxy has one. `undefined`:
 * the user chooses again.
 */
export async function endpointOfBound(
  prompts: Prompts,
  { domain, certificate }: CustomDomain,
): Promise<CustomEndpoint | undefined> {
  const [https, http] = [l10n.t('Use HTTPS'), l10n.t('Use Plain HTTP')];
  const scheme = certificate
    ? https
    : await prompts.decide({
        message: l10n.t('OSS has no certificate for {0}.', domain),
        detail: l10n.t(
          'With HTTPS, links work only if a CDN or proxy in front of OSS has one. With plain HTTP, anyone on the network can read the data and use the links. Each link shows a warning.',
        ),
        answers: [https, http],
      });
  if (scheme === undefined) return undefined;
  return scheme === http
    ? { kind: 'custom', url: `http://${domain}`, addressing: 'cname', allowPlainHttp: true }
    : { kind: 'custom', url: `https://${domain}`, addressing: 'cname' };
}

/** Asks for a custom domain or the domain of a CDN, and for agreement to plain http. */
export async function askDomain(
  prompts: Prompts,
  info: StepInfo,
  { isCdn, typed }: { readonly isCdn: boolean; readonly typed: string },
): Promise<Answer<CustomEndpoint>> {
  const answer = await prompts.input({
    ...info,
    prompt: isCdn
      ? l10n.t('Domain of the CDN. Use http:// only if it has no HTTPS.')
      : l10n.t('Custom domain. Use http:// only if it has no HTTPS.'),
    placeholder: isCdn ? 'cdn.example.com' : 'files.example.com',
    value: typed,
    check: checkDomain,
  });
  if (isUnanswered(answer)) return answer;
  const { scheme, host, isLoopback } = parseEndpoint(answer, { allowPlainHttp: true });
  const url = `${scheme}://${host}`;
  const allowPlainHttp = scheme === 'http' && !isLoopback;
  if (allowPlainHttp && !(await agreesToPlainHttp(prompts, host)))
    return askDomain(prompts, info, { isCdn, typed: url });
  return { kind: 'custom', url, addressing: 'cname', ...(allowPlainHttp && { allowPlainHttp }) };
}

function checkDomain(text: string): InputCheck | undefined {
  const wrong = checkInput((url) => parseEndpoint(url, { allowPlainHttp: true }), text);
  if (wrong) return wrong;
  const { kind, host } = parseEndpoint(text, { allowPlainHttp: true });
  return kind === undefined
    ? undefined
    : { severity: 'error', message: l10n.t('{0} is an OSS host. Go back, and select it in the list.', host) };
}
