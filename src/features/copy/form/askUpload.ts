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

/** What an upload is to be. */
export interface UploadAnswers {
  /** Of the object; within the folder where one was given. */
  readonly name: string;
  readonly validity: Validity;
  /** Absent where none may be sent, and where several objects have theirs by their names. */
  readonly contentType?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UploadQuestion extends Pick<
  ValidityQuestion,
  'recent' | 'now' | 'locale' | 'tokenExpiry' | 'maxSeconds'
> {
  readonly title: string;
  /** Asks for the name of the object in this folder. */
  readonly folder: FolderTarget | undefined;
  /** Several objects share all answers but the content type. */
  readonly several: boolean;
  readonly contentTypeFor: (name: string) => string;
  /** Where the answers begin. */
  readonly initial: UploadAnswers;
}

/** Asks for a PUT link what has to be known when it is signed: name, validity, content type, headers. */
export function askUpload(prompts: Prompts, question: UploadQuestion): Promise<UploadAnswers | undefined> {
  const { title, folder, several, contentTypeFor, initial } = question;
  const named = (name: string): string => (several || name === '' ? title : `${title} · ${name}`);
  const askName: Step<UploadAnswers> = {
    applies: () => folder !== undefined,
    ask: answerStep(
      (answers, place) => askObjectName(prompts, { title, ...place }, answers.name, folder),
      (answers, name) => ({ ...answers, name }),
    ),
  };
  const askLifetime: Step<UploadAnswers> = {
    ask: answerStep(
      (answers, place) =>
        askValidity(prompts, { title: named(answers.name), ...place }, { ...question, last: answers.validity }),
      (answers, validity) => ({ ...answers, validity }),
    ),
  };
  const askType: Step<UploadAnswers> = {
    applies: () => !several,
    ask: answerStep(
      ({ name }, place) => askContentType(prompts, { title: named(name), ...place }, contentTypeFor(name)),
      (answers, { contentType }) => ({ ...answers, contentType }),
    ),
  };
  const askOtherHeaders: Step<UploadAnswers> = {
    ask: answerStep(
      ({ name, contentType, headers }, place) =>
        askHeaders(prompts, { title: named(name), ...place }, headers, {
          method: 'PUT',
          doneLabel: several ? l10n.t('Copy PUT URLs') : l10n.t('Copy PUT URL'),
          otherHeaders: contentType === undefined ? {} : { 'content-type': contentType },
        }),
      (answers, headers) => ({ ...answers, headers }),
    ),
  };
  return runSteps([askName, askLifetime, askType, askOtherHeaders], initial);
}

/** Asks for the name of an object within a folder. */
export function askObjectName(
  prompts: Prompts,
  place: StepInfo,
  name: string,
  folder: FolderTarget | undefined,
): Promise<Answer<string>> {
  const prefix = folder?.prefix ?? '';
  return prompts.input({
    ...place,
    prompt: l10n.t('Name of the object in {0}', `${folder?.bucket ?? ''}/${prefix}`),
    placeholder: 'report.pdf',
    value: name,
    check: (text) =>
      checkInput((typed) => {
        validateKey(typed);
        validateKey(prefix + typed);
      }, text),
  });
}

/** A step that asks one question and takes its answer into the whole. */
function answerStep<T>(
  ask: (answers: UploadAnswers, place: Omit<StepInfo, 'title'>) => Promise<Answer<T>>,
  take: (answers: UploadAnswers, answer: T) => UploadAnswers,
): Step<UploadAnswers>['ask'] {
  return async (answers, place) => {
    const answer = await ask(answers, place);
    if (isUnanswered(answer)) return answer;
    return take(answers, answer);
  };
}
