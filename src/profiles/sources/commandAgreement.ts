import { fingerprint } from './fingerprint.ts';
import { CredentialSourceError } from './sourceError.ts';

/** Throws a `CredentialSourceError` unless the user let exactly this command run; without a command there is nothing to ask. */
export function requireAgreement(
  command: string | undefined,
  { agreedCommand }: { readonly agreedCommand?: string },
): void {
  if (command !== undefined && fingerprint(command) !== agreedCommand) {
    throw new CredentialSourceError('CommandNotAgreed');
  }
}
