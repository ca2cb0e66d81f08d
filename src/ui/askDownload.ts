import * as l10n from '@vscode/l10n';
import { BACK, isUnanswered, type Answer, type Place, type Prompts } from './questions.ts';

/** `forced` with a name: browsers save the object under it; without a name: under the object's own. */
export interface DownloadAnswer {
  readonly forced: boolean;
  readonly name?: string;
}

/** Asks whether browsers must save the object, and under which name; without an own name only whether. */
export async function askDownload(
  prompts: Prompts,
  place: Place,
  present: DownloadAnswer,
  ownName: string | undefined,
): Promise<Answer<DownloadAnswer>> {
  const show = { label: l10n.t('As the object says'), description: l10n.t('browsers show what they can') };
  const save = {
    label: l10n.t('Forced download'),
    description: ownName === undefined ? l10n.t('each under its own name') : l10n.t('saved as {0}', ownName),
  };
  const rename = { label: l10n.t('Forced download under another name…') };
  type Choice = 'show' | 'save' | 'rename';
  const answer = await prompts.pick<Choice>({
    ...place,
    placeholder: l10n.t('What should browsers do with it?'),
    activeLabel: (present.name !== undefined ? rename : present.forced ? save : show).label,
    choices: [
      { ...show, value: 'show' },
      { ...save, value: 'save' },
      ...(ownName === undefined ? [] : [{ ...rename, value: 'rename' as const }]),
    ],
  });
  if (isUnanswered(answer)) return answer;
  if (answer !== 'rename') return { forced: answer === 'save' };
  const name = await prompts.input({
    ...place,
    canGoBack: true,
    prompt: l10n.t('File name of the download'),
    value: present.name ?? ownName ?? '',
    check: (text) =>
      text === '' ? { severity: 'error', message: l10n.t('A download needs a file name.') } : undefined,
  });
  if (name === BACK) return askDownload(prompts, place, present, ownName);
  return name === undefined ? undefined : { forced: true, name };
}
