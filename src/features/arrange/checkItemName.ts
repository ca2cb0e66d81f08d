// Kept apart: new objects and renamed ones have names by the same rule.
import * as l10n from '@vscode/l10n';
import { validateKey } from '../../oss/validate.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import type { InputCheck } from '../../ui/prompts/questions.ts';

/** Check of a typed name: with what stands before and after it, it must be a key that OSS accepts. */
export function checkItemName(name: string, prefix: string, suffix: string): InputCheck | undefined {
  if (name === '') return { severity: 'error', message: l10n.t('Enter a name.') };
  const failed = checkInput(validateKey, prefix + name + suffix);
  if (failed) return failed;
  const hasEmptyPart = name.startsWith('/') || name.includes('//');
  return hasEmptyPart ? { severity: 'warning', message: l10n.t('A part between two slashes is empty.') } : undefined;
}
