import * as l10n from '@vscode/l10n';
import { type Link, shortName } from '../../links/link.ts';
import { describeCount } from '../../text/describe.ts';
import { checkMadeLinks } from './runLinkChecks.ts';
import type { Services } from '../services.ts';

/** Whether to copy links. If the setting checks links first, failed ones are copied only if the user confirms. */
export async function checkBeforeCopy(links: readonly Link[], services: Services): Promise<boolean> {
  if (!services.inspector.checksBeforeCopy()) return true;
  const checked = await checkMadeLinks(links, services);
  if (!checked) return false;
  const failed = checked.filter((one) => one.check.kind === 'failure');
  const [first] = failed;
  if (first?.check.kind !== 'failure') return true;
  const { cause, fix } = first.check.failure;
  const { prompts, locale } = services;
  const copy = l10n.t('Copy Anyway');
  const answer = await prompts.decide({
    message:
      links.length === 1
        ? l10n.t("The link for {0} doesn't work.", shortName(links[0]?.target.key ?? ''))
        : l10n.t(
            failed.length === 1 ? "1 of {1} links doesn't work." : "{0} of {1} links don't work.",
            describeCount(failed.length, locale),
            describeCount(links.length, locale),
          ),
    detail: `${cause} ${fix}`,
    answers: [copy],
  });
  return answer === copy;
}
