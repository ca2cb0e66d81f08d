import * as l10n from '@vscode/l10n';
import { TransferCancelledError } from '../../transfers/transferErrors.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** Choice for existing files. */
export type Overwrite = 'replace' | 'skip' | 'keepBoth';

/** Policy for existing files. It asks at the first one, once for the whole transfer. */
export interface OverwritePolicy {
  /** The answer, once the user has chosen. */
  readonly answer: Overwrite | undefined;
  /** Throws `TransferCancelledError` if the user cancels the question. */
  ask(message: string): Promise<Overwrite>;
}

/** Policy for files that exist. */
export function createOverwritePolicy(prompts: Prompts, several: boolean, detail: string): OverwritePolicy {
  const choices: readonly Choice[] = several
    ? [
        [l10n.t('Replace All'), 'replace'],
        [l10n.t('Skip Existing'), 'skip'],
        [l10n.t('Keep Both'), 'keepBoth'],
      ]
    : [
        [l10n.t('Replace'), 'replace'],
        [l10n.t('Keep Both'), 'keepBoth'],
      ];
  return createPolicy(prompts, choices, [detail, several ? l10n.t('Your choice applies to all existing files.') : '']);
}

/** Policy for files that may exist. */
export function createUploadAnywayPolicy(prompts: Prompts, several: boolean, detail: string): OverwritePolicy {
  const choices: readonly Choice[] = several
    ? [
        [l10n.t('Upload All'), 'replace'],
        [l10n.t('Skip'), 'skip'],
      ]
    : [[l10n.t('Upload'), 'replace']];
  return createPolicy(prompts, choices, [
    detail,
    several ? l10n.t('Your choice applies to all files of this kind.') : '',
  ]);
}

type Choice = readonly [label: string, overwrite: Overwrite];

function createPolicy(prompts: Prompts, choices: readonly Choice[], details: readonly string[]): OverwritePolicy {
  let asked: Promise<Overwrite> | undefined;
  let chosen: Overwrite | undefined;
  const ask = async (message: string): Promise<Overwrite> => {
    const answers = choices.map(([label]) => label);
    const answer = await prompts.decide({ message, detail: details.join('\n').trim(), answers });
    chosen = choices.find(([label]) => label === answer)?.[1];
    if (chosen === undefined) throw new TransferCancelledError();
    return chosen;
  };
  return {
    get answer() {
      return chosen;
    },
    // Items that arrive during the question wait for the same answer.
    ask: (message) => (asked ??= ask(message)),
  };
}
