import { CredentialSourceError } from './sourceError.ts';
import { createHash } from 'node:crypto';

/** Throws a `CredentialSourceError` unless the user let exactly this command run; without a command there is nothing to ask. */
export function validateCommandAgreement(
  command: string | undefined,
  { agreedCommand }: { readonly agreedCommand?: string },
): void {
  if (command !== undefined && commandFingerprint(command) !== agreedCommand) {
    throw new CredentialSourceError('CommandNotAgreed');
  }
}

/** By what an agreed command or a recipe is known again, without keeping what may hold secrets. */
export function commandFingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
