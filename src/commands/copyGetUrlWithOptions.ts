import * as l10n from '@vscode/l10n';
import { objectName, type ObjectTarget } from '../links/link.ts';
import type { LinkOptions } from '../links/linkOptions.ts';
import { makeLink } from '../links/makeLink.ts';
import { parseValidity, validityText, type Validity } from '../links/validity.ts';
import { askDownload, type DownloadAnswer } from '../ui/askDownload.ts';
import { askObject } from '../ui/askTarget.ts';
import { askValidity } from '../ui/askValidity.ts';
import { isUnanswered } from '../ui/questions.ts';
import { runSteps } from '../ui/steps.ts';
import { deliverLinks } from './deliverLinks.ts';
import { requireProfile } from './requireProfile.ts';
import type { Services } from './services.ts';
import { tokenEnd } from './tokenEnd.ts';

interface Choices {
  readonly validity: Validity;
  readonly download: DownloadAnswer;
}

/** Asks how long download links live and what browsers do with them, then copies them. */
export async function copyGetUrlWithOptions(targets: readonly ObjectTarget[], services: Services): Promise<void> {
  const title = l10n.t('Copy Presigned GET URL');
  if (targets.length === 0) {
    if (!(await requireProfile(services))) return;
    const chosen = await askObject(services, title);
    if (chosen) await copyGetUrlWithOptions([chosen], services);
    return;
  }
  const [first] = targets;
  const choices = first && (await askChoices(title, targets, first, services));
  if (!first || !choices) return;
  const { name } = choices.download;
  const options: LinkOptions = {
    method: 'GET',
    validity: validityText(choices.validity),
    ...(choices.download.forced && { download: { type: 'attachment', ...(name !== undefined && { name }) } }),
  };
  const links = await Promise.all(targets.map((target) => makeLink(target, options, services)));
  await deliverLinks(links, services);
  const [link] = links;
  if (link) await services.memory.remember(link);
}

async function askChoices(
  title: string,
  targets: readonly ObjectTarget[],
  first: ObjectTarget,
  services: Services,
): Promise<Choices | undefined> {
  const { prompts, memory, now, locale } = services;
  const end = await tokenEnd(targets, services);
  const name = objectName(first.key);
  const place = { title: targets.length === 1 ? `${title} · ${name}` : title };
  const last = memory.plainOptions(first, 'GET');
  return runSteps<Choices>(
    [
      {
        ask: async (state, step) => {
          const recent = memory.recentValidities();
          const answer = await askValidity(
            prompts,
            { ...place, ...step },
            { recent, last: state.validity, now, locale, tokenEnd: end },
          );
          return isUnanswered(answer) ? answer : { ...state, validity: answer };
        },
      },
      {
        ask: async (state, step) => {
          const ownName = targets.length === 1 ? name : undefined;
          const answer = await askDownload(prompts, { ...place, ...step }, state.download, ownName);
          return isUnanswered(answer) ? answer : { ...state, download: answer };
        },
      },
    ],
    {
      validity: parseValidity(last.validity, { now: now() }),
      download: { forced: last.download?.type === 'attachment' },
    },
  );
}
