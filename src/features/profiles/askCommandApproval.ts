import * as l10n from '@vscode/l10n';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** Shows a whole command before its first run and asks whether to allow it; `file` contains it. */
export async function askCommandApproval(
  command: string,
  profileName: string,
  prompts: Pick<Prompts, 'decide'>,
  file?: string,
): Promise<boolean> {
  const allow = l10n.t('Allow');
  const answer = await prompts.decide({
    message: l10n.t('Run this command to get the credentials of profile "{0}"?', profileName),
    detail:
      file === undefined
        ? l10n.t('{0}\n\nIt runs whenever new credentials are needed. If it changes, you are asked again.', command)
        : l10n.t(
            '{0}\n\nIt comes from {1} and runs whenever new credentials are needed. If it changes, you are asked again.',
            command,
            file,
          ),
    answers: [allow],
  });
  return answer === allow;
}
