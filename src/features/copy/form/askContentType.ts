import * as l10n from '@vscode/l10n';
import { validateHeader } from '../../../oss/requests/linkHeaders.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import type { Answer, Choice, StepInfo, Prompts } from '../../../ui/prompts/questions.ts';

/** Content-Type of the upload; absent if the upload must not send one. */
export interface ContentTypeAnswer {
  readonly contentType?: string;
}

/**
 * Asks for the Content-Type of the upload. Proposes the type for the file name, for text types also without a charset;
 * other types can be typed.
 */
export async function askContentType(
  prompts: Prompts,
  step: StepInfo,
  proposed: string,
): Promise<Answer<ContentTypeAnswer>> {
  const [bareType = proposed] = proposed.split(';');
  const binary = 'application/octet-stream';
  const choices: Choice<ContentTypeAnswer>[] = [
    { label: proposed, description: l10n.t('from file name'), value: { contentType: proposed } },
  ];
  if (bareType !== proposed) {
    choices.push({ label: bareType, description: l10n.t('without a charset'), value: { contentType: bareType } });
  }
  if (proposed !== binary) {
    choices.push({ label: binary, description: l10n.t('binary'), value: { contentType: binary } });
  }
  choices.push({
    label: l10n.t('None'),
    description: l10n.t('upload must omit it (not possible in browsers)'),
    value: {},
  });
  return prompts.pick({
    ...step,
    placeholder: l10n.t('Select the Content-Type of the upload, or type one'),
    choices,
    typed: (text) =>
      choices.some(({ label }) => label === text) ||
      checkInput((type) => {
        validateHeader('Content-Type', type);
      }, text)
        ? undefined
        : { label: text, description: l10n.t('use this type'), value: { contentType: text } },
  });
}
