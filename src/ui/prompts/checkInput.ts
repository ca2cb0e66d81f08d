// Kept apart: every feature that asks for text uses it, and most of them need no other part of the prompts.
import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import type { InputCheck } from './questions.ts';

/** Runs a validator on typed text; `undefined` means that the text is valid. */
export function checkInput(validate: (text: string) => unknown, text: string): InputCheck | undefined {
  try {
    validate(text);
    return undefined;
  } catch (error) {
    return { severity: 'error', message: inputErrorText(error) };
  }
}

/** Message of an `InvalidInputError` in the user's language; any other error is thrown again. */
export function inputErrorText(error: unknown): string {
  if (!(error instanceof InvalidInputError)) throw error;
  return l10n.t(error.template, ...error.args);
}
