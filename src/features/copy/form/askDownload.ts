import * as l10n from '@vscode/l10n';
import type { LinkOptions } from '../../../links/linkOptions.ts';
import { BACK, isUnanswered, type Answer, type StepInfo, type Prompts } from '../../../ui/prompts/questions.ts';

type Download = LinkOptions['download'];

/** Content-Disposition of the download; `undefined`: the object's own. */
export interface DownloadAnswer {
  readonly download: Download;
}

/** Content-Disposition in the words of the choices. `ownName` is absent for several objects. */
export function downloadText(download: Download, ownName: string | undefined): string {
  if (!download) return l10n.t('from object');
  const name = download.name ?? ownName;
  if (download.type === 'inline') return l10n.t('Show in browser');
  return name === undefined ? l10n.t('Forced download') : l10n.t('Forced download as {0}', name);
}

/** Asks whether browsers save or show the object, and for the file name of a single object. */
export async function askDownload(
  prompts: Prompts,
  step: StepInfo,
  present: Download,
  ownName: string | undefined,
): Promise<Answer<DownloadAnswer>> {
  const plain = { label: l10n.t('From object'), description: l10n.t('browsers decide') };
  const save = {
    label: l10n.t('Forced download'),
    description: ownName === undefined ? l10n.t('each with its own name') : l10n.t('saved as {0}', ownName),
  };
  const rename = { label: l10n.t('Force Download with Another Name…') };
  const show = {
    label: l10n.t('Show in browser'),
    description: l10n.t('even if the object is set to download'),
  };
  type Choice = 'plain' | 'save' | 'rename' | 'show';
  const answer = await prompts.pick<Choice>({
    ...step,
    placeholder: l10n.t('Select what browsers do with the object'),
    activeLabel: (!present ? plain : present.type === 'inline' ? show : present.name === undefined ? save : rename)
      .label,
    choices: [
      { ...plain, value: 'plain' },
      { ...save, value: 'save' },
      ...(ownName === undefined ? [] : [{ ...rename, value: 'rename' as const }]),
      { ...show, value: 'show' },
    ],
  });
  if (isUnanswered(answer)) return answer;
  if (answer === 'plain') return { download: undefined };
  if (answer !== 'rename') return { download: { type: answer === 'save' ? 'attachment' : 'inline' } };
  const name = await prompts.input({
    ...step,
    canGoBack: true,
    prompt: l10n.t('File name of the download'),
    value: present?.name ?? ownName ?? '',
    check: (text) =>
      text === '' ? { severity: 'error', message: l10n.t('A download needs a file name.') } : undefined,
  });
  if (name === BACK) return askDownload(prompts, step, present, ownName);
  return name === undefined ? undefined : { download: { type: 'attachment', name } };
}
