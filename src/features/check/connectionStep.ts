import * as l10n from '@vscode/l10n';
import type { BucketPath } from '../../oss/names/bucketPath.ts';
import type { Profile } from '../../profiles/profile.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';

/** Result of one step of a connection test. */
export interface ConnectionStep {
  readonly name: string;
  /** `note`: works, with a warning. `skipped`: needs an earlier step, or does not apply. */
  readonly state: 'ok' | 'note' | 'failed' | 'skipped';
  readonly text: string;
  /** Remedy. */
  readonly next?: string;
  /** Nothing after it can be tested. */
  readonly isLast?: true;
  /** Change that the user can accept at once. */
  readonly fix?: 'useV1' | 'useV4';
}

/** Services that the steps use. */
export type StepServices = Pick<
  Services,
  | 'profiles'
  | 'clientOf'
  | 'unsavedClient'
  | 'linkHosts'
  | 'ledger'
  | 'inspector'
  | 'maxValiditySeconds'
  | 'now'
  | 'locale'
>;

/** Profile of a test, and its bucket or folder. */
export interface TestedConnection {
  readonly profile: Profile;
  /** Absent for a test of the account only. */
  readonly path: BucketPath | undefined;
}

/** Step that could not be tested because an earlier one failed. */
export function notTested(name: string): ConnectionStep {
  return { name, state: 'skipped', text: l10n.t('not tested') };
}

/** Step that failed with an error; the text is the explanation with its remedy. */
export function failedStep(name: string, error: unknown): ConnectionStep {
  const { message, command } = explainError(error);
  return { name, state: 'failed', text: message, ...(command && { next: command.label }) };
}
