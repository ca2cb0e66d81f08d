import * as l10n from '@vscode/l10n';
import { TransferCancelledError } from '../../transfers/transferAll.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** Choice for files that exist already. */
export type Overwrite = 'replace' | 'skip' | 'keepBoth';

/** Policy for existing files. It asks at the first one, once for the whole transfer. */
export interface OverwritePolicy {
  /** The answer, once the user has given it. */
  readonly answer: Overwrite | undefined;
  /** Throws `TransferCancelledError` if the user cancels the question. */
  ask(message: string): Promise<Overwrite>;
}

export function createOverwritePolicy(prompts: Prompts, several: boolean, detail: string): OverwritePolicy {
  let asked: Promise<Overwrite> | undefined;
  let known: Overwrite | undefined;
  const ask = async (message: string): Promise<Overwrite> => {
    const choices: readonly (readonly [label: string, overwrite: Overwrite])[] = several
      ? [
          [l10n.t('Replace All'), 'replace'],
          [l10n.t('Skip Existing'), 'skip'],
          [l10n.t('Keep Both'), 'keepBoth'],
        ]
      : [
          [l10n.t('Replace'), 'replace'],
          [l10n.t('Keep Both'), 'keepBoth'],
        ];
    const answers = choices.map(([label]) => label);
    const rest = several ? l10n.t('The answer holds for all others that exist, too.') : '';
    const answer = await prompts.decide({ message, detail: `${detail}\n${rest}`.trim(), answers });
    known = choices.find(([label]) => label === answer)?.[1];
    if (known === undefined) throw new TransferCancelledError();
    return known;
  };
  return {
    get answer() {
      return known;
    },
    // Items that arrive during the question wait for the same answer.
    ask: (message) => (asked ??= ask(message)),
  };
}
