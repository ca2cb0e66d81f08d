import * as l10n from '@vscode/l10n';
import { TransferCancelledError } from '../../transfers/transferAll.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** What to do with what exists already. */
export type Overwrite = 'replace' | 'skip' | 'keepBoth';

/** Knows what to do with what exists already; asks at the first of it, once for the whole transfer. */
export interface OverwritePolicy {
  /** The answer, where it was given before. */
  readonly answer: Overwrite | undefined;
  /** Throws a `TransferLeftError` where the user leaves the question. */
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
    // Those who come while it is being asked wait for the same answer.
    ask: (message) => (asked ??= ask(message)),
  };
}
