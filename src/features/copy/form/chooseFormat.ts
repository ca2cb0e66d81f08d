import * as l10n from '@vscode/l10n';
import { objectName, type LinkMethod, type ObjectTarget } from '../../../links/link.ts';
import { askFormat, type FormatAnswer } from './askFormat.ts';
import type { Services } from '../../services.ts';

/** Asks what links of these objects are to become, of one of these methods, and remembers it. */
export async function chooseFormat(
  targets: readonly ObjectTarget[],
  methods: readonly LinkMethod[],
  { prompts, memory }: Pick<Services, 'prompts' | 'memory'>,
): Promise<FormatAnswer | undefined> {
  // The programs make it a large chunk, which most links do not need.
  const { linkFormats } = await import('../../../links/formats/formats.ts');
  const [target] = targets;
  const answer = await askFormat(prompts, {
    title: target && targets.length === 1 ? l10n.t('Copy As · {0}', objectName(target.key)) : l10n.t('Copy As'),
    methods,
    several: targets.length > 1,
    formats: linkFormats,
    lastId: (method) => memory.format(method),
  });
  if (answer) await memory.rememberFormat(answer.method, answer.format.id);
  return answer;
}
