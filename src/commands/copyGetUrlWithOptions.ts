import * as l10n from '@vscode/l10n';
import { objectName, type GetChoices, type ObjectTarget } from '../links/link.ts';
import { makeGetLink } from '../links/makeLink.ts';
import type { Validity } from '../links/validity.ts';
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
  const choicesFor = ({ key }: ObjectTarget): GetChoices =>
    choices.download.forced
      ? { validity: choices.validity, downloadName: choices.download.name ?? objectName(key) }
      : { validity: choices.validity };
  const links = await Promise.all(targets.map((target) => makeGetLink(target, choicesFor(target), services)));
  await deliverLinks(links, services);
  await services.memory.rememberGet(first, choicesFor(first));
}

async function askChoices(
  title: string,
  targets: readonly ObjectTarget[],
  { key }: ObjectTarget,
  services: Services,
): Promise<Choices | undefined> {
  const { prompts, memory, now, locale } = services;
  const end = await tokenEnd(targets, services);
  const name = objectName(key);
  const place = { title: targets.length === 1 ? `${title} · ${name}` : title };
  const last = memory.getChoices(key);
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
    { validity: last.validity, download: { forced: last.downloadName !== undefined } },
  );
}
