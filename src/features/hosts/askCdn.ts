import * as l10n from '@vscode/l10n';
import type { LinkCdnSettings } from '../../links/linkHosts.ts';
import { validateCdnKey, validateCdnParameters, validateCdnTtl } from '../../oss/signing/cdnSettings.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { omitUndefined } from '../../oss/optional.ts';
import { compactDuration, formatDuration, parseDuration } from '../../text/duration.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type Choice, type Prompts, type StepInfo } from '../../ui/prompts/questions.ts';

/** Default validity in the CDN console. */
const USUAL_TTL_SECONDS = 1800;
const USUAL_PARAMETERS = 'sign, time, hex';

type CdnType = LinkCdnSettings['type'];

/** Asks for the type of URL signing that is configured for a CDN domain. */
export async function askCdnType(
  prompts: Prompts,
  info: StepInfo,
  host: string,
  present: LinkCdnSettings | undefined,
): Promise<Answer<LinkCdnSettings>> {
  const choices: readonly Choice<CdnType>[] = [
    { label: l10n.t('Type A'), description: '?auth_key=…', value: 'A' },
    {
      label: l10n.t('Type B'),
      description: '/202601020304/…/file',
      detail: l10n.t('Counts whole minutes'),
      value: 'B',
    },
    { label: l10n.t('Type C in the Path'), description: '/hash/time/file', value: 'C1' },
    { label: l10n.t('Type C in the Query'), description: '?KEY1=…&KEY2=…', value: 'C2' },
    {
      label: l10n.t('Type F'),
      description: '?sign=…&time=…',
      detail: l10n.t("No parameters: links can't set a download name or process images"),
      value: 'F',
    },
  ];
  const active = choices.find(({ value }) => value === present?.type);
  const type = await prompts.pick({
    ...info,
    placeholder: l10n.t('Select the URL signing type of {0} (CDN console: Access Control, URL Signing)', host),
    choices,
    ...(active && { activeLabel: active.label }),
  });
  if (isUnanswered(type)) return type;
  const { cdnTtl = USUAL_TTL_SECONDS, ...others } = present ?? { cdnTtl: undefined };
  return type === 'F' ? { ...others, type, cdnTtl } : { type, cdnTtl };
}

/** Asks for the names and the time format of type F, which are settings of the domain. */
export async function askCdnParameters(
  prompts: Prompts,
  info: StepInfo,
  cdn: LinkCdnSettings,
): Promise<Answer<LinkCdnSettings>> {
  const { signParam = 'sign', timeParam = 'time', timeFormat = 'hex' } = cdn;
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Parameter names of signature and time, and the time format (hex or dec), as set at the CDN'),
    placeholder: USUAL_PARAMETERS,
    value: [signParam, timeParam, timeFormat].join(', '),
    check: (text) => checkInput(readParameters, text),
  });
  return isUnanswered(answer) ? answer : { ...cdn, ...readParameters(answer) };
}

function readParameters(text: string): Required<Pick<LinkCdnSettings, 'signParam' | 'timeParam' | 'timeFormat'>> {
  const [signParam = '', timeParam = '', timeFormat = '', ...more] = text.normalize('NFKC').split(/\s*[,、]\s*|\s+/);
  if ((timeFormat !== 'hex' && timeFormat !== 'dec') || more.length > 0) {
    throw new InvalidInputError('timeFormat', 'Enter two names and hex or dec, for example: {0}.', [USUAL_PARAMETERS]);
  }
  validateCdnParameters(signParam, timeParam);
  return { signParam, timeParam, timeFormat };
}

/** Asks for the primary or secondary key of a CDN domain; an empty answer keeps the stored key. */
export async function askCdnKey(
  prompts: Prompts,
  info: StepInfo,
  host: string,
  options: { readonly hasKey: boolean; readonly typed?: string | undefined },
): Promise<Answer<string>> {
  const { hasKey, typed = '' } = options;
  const answer = await prompts.input({
    ...info,
    prompt: hasKey
      ? l10n.t('URL signing key of {0}. Leave empty to keep the stored key.', host)
      : l10n.t("Primary (or secondary) URL signing key of {0}. Stored only in VS Code's secret storage.", host),
    secret: true,
    value: typed,
    check: (text) => (hasKey && text.trim() === '' ? undefined : checkInput(validateCdnKey, text.trim())),
  });
  return isUnanswered(answer) ? answer : answer.trim();
}

/** Asks for the validity configured in the CDN, which is added to the time in each link. */
export async function askCdnTtl(
  prompts: Prompts,
  info: StepInfo,
  cdn: LinkCdnSettings,
  locale: string,
): Promise<Answer<LinkCdnSettings>> {
  const read = (text: string): number => {
    const seconds = parseDuration(text);
    validateCdnTtl(seconds);
    return seconds;
  };
  const answer = await prompts.input({
    ...info,
    prompt: l10n.t('Validity set at the CDN (default 1,800 seconds). The CDN adds it to the time in each link.'),
    placeholder: '1800',
    value: compactDuration(cdn.cdnTtl),
    check: (text) =>
      checkInput(read, text) ?? {
        severity: 'info',
        message: l10n.t(
          'Validity set at the CDN: {0}. If it differs there, links expire earlier or later than shown.',
          formatDuration(read(text), locale),
        ),
      },
  });
  return isUnanswered(answer) ? answer : omitUndefined({ ...cdn, cdnTtl: read(answer) });
}
