import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../../links/link.ts';
import type { Validity } from '../../../links/validity.ts';
import { validateKey } from '../../../oss/validate.ts';
import { askContentType } from './askContentType.ts';
import { askHeaders } from './askHeaders.ts';
import { askValidity, type ValidityQuestion } from './askValidity.ts';
import { checkInput } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../../ui/prompts/questions.ts';
import { runSteps, type Step } from '../../../ui/prompts/wizard.ts';

/** Answers for an upload link. */
export interface UploadAnswers {
  /** Name of the object, within the folder if there is one. */
  readonly name: string;
  readonly validity: Validity;
  /** Absent if the upload must not send one, or if each of several objects has its own by name. */
  readonly contentType?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UploadQuestion extends Pick<
  ValidityQuestion,
  'recent' | 'now' | 'locale' | 'tokenExpiry' | 'maxSeconds'
> {
  readonly title: string;
  /** Folder of the object; without one, the name is not asked for. */
  readonly folder: FolderTarget | undefined;
  /** Several objects share all answers but the Content-Type. */
  readonly several: boolean;
  readonly contentTypeFor: (name: string) => string;
  /** Initial answers. */
  readonly initial: UploadAnswers;
}

/** Asks for everything that an upload link signs: name, validity, Content-Type and headers. */
export function askUpload(prompts: Prompts, question: UploadQuestion): Promise<UploadAnswers | undefined> {
  const { title, folder, several, contentTypeFor, initial } = question;
  const titleFor = (name: string): string => {
    if (folder === undefined && name !== '') return `${title} · ${overwriteText(several ? undefined : name)}`;
    return name === '' ? title : `${title} · ${name}`;
  };
  const askName: Step<UploadAnswers> = {
    applies: () => folder !== undefined,
    ask: answerStep(
      (answers, step) => askObjectName(prompts, { title, ...step }, answers.name, folder),
      (answers, name) => ({ ...answers, name }),
    ),
  };
  const askLinkValidity: Step<UploadAnswers> = {
    ask: answerStep(
      (answers, step) =>
        askValidity(prompts, { title: titleFor(answers.name), ...step }, { ...question, last: answers.validity }),
      (answers, validity) => ({ ...answers, validity }),
    ),
  };
  const askType: Step<UploadAnswers> = {
    applies: () => !several,
    ask: answerStep(
      ({ name }, step) => askContentType(prompts, { title: titleFor(name), ...step }, contentTypeFor(name)),
      (answers, { contentType }) => ({ ...answers, contentType }),
    ),
  };
  const askOtherHeaders: Step<UploadAnswers> = {
    ask: answerStep(
      ({ name, contentType, headers }, step) =>
        askHeaders(prompts, { title: titleFor(name), ...step }, headers, {
          method: 'PUT',
          doneLabel: several ? l10n.t('Copy Upload Links') : l10n.t('Copy Upload Link'),
          otherHeaders: contentType === undefined ? {} : { 'content-type': contentType },
        }),
      (answers, headers) => ({ ...answers, headers }),
    ),
  };
  return runSteps([askName, askLinkValidity, askType, askOtherHeaders], initial);
}

/** Text about an upload to existing objects. */
function overwriteText(name: string | undefined): string {
  return name === undefined ? l10n.t('Overwrites the objects') : l10n.t('Overwrites {0}', name);
}

/** Asks for the name of an object within a folder. */
export function askObjectName(
  prompts: Prompts,
  step: StepInfo,
  name: string,
  folder: FolderTarget | undefined,
): Promise<Answer<string>> {
  const prefix = folder?.prefix ?? '';
  return prompts.input({
    ...step,
    prompt: l10n.t('Object name in {0}', `${folder?.bucket ?? ''}/${prefix}`),
    placeholder: 'report.pdf',
    value: name,
    check: (text) =>
      checkInput((typed) => {
        validateKey(typed);
        validateKey(prefix + typed);
      }, text),
  });
}

/** Step that asks one question and adds its answer. */
function answerStep<T>(
  ask: (answers: UploadAnswers, step: Omit<StepInfo, 'title'>) => Promise<Answer<T>>,
  addAnswer: (answers: UploadAnswers, answer: T) => UploadAnswers,
): Step<UploadAnswers>['ask'] {
  return async (answers, step) => {
    const answer = await ask(answers, step);
    if (isUnanswered(answer)) return answer;
    return addAnswer(answers, answer);
  };
}
