import * as l10n from '@vscode/l10n';
import { validateHeader } from '../../../oss/requests/linkHeaders.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import type { Answer, Choice, StepInfo, Prompts } from '../../../ui/prompts/questions.ts';

/** Content-Type of the upload; absent if it must not send one. */
export interface ContentTypeAnswer {
  readonly contentType?: string;
}

/** Asks for the Content-Type of the upload: the one proposed by the name first, any other can be typed. */
export async function askContentType(
  prompts: Prompts,
  step: StepInfo,
  proposed: string,
): Promise<Answer<ContentTypeAnswer>> {
  const choices: Choice<ContentTypeAnswer>[] = [
    { label: proposed, description: l10n.t('by the name'), value: { contentType: proposed } },
  ];
  const anyBytes = 'application/octet-stream';
  if (proposed !== anyBytes) {
    choices.push({ label: anyBytes, description: l10n.t('any bytes'), value: { contentType: anyBytes } });
  }
  choices.push({
    label: l10n.t('No Content-Type'),
    description: l10n.t('the upload must not send any; browsers always do'),
    value: {},
  });
  return prompts.pick({
    ...step,
    placeholder: l10n.t('Which Content-Type must the upload send? Pick one or type another'),
    choices,
    typed: (text) =>
      choices.some(({ label }) => label === text) ||
      checkInput((type) => {
        validateHeader('Content-Type', type);
      }, text)
        ? undefined
        : { label: text, description: l10n.t('this type'), value: { contentType: text } },
  });
}
