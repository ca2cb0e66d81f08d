import * as l10n from '@vscode/l10n';
import type { Credentials } from '../../oss/credentials.ts';
import { OssError, TransportError } from '../../oss/errors/errors.ts';
import { servesOneBucket } from '../../profiles/profile.ts';
import { CredentialSourceError } from '../../profiles/sources/sourceError.ts';
import type { ProfileAnswers } from './askProfile.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import type { Services } from '../services.ts';

/** Next step after a test: save the profile, or return to its first question (the key) or last question (the endpoint). */
export type TrialResult = 'save' | 'changeKey' | 'changePlace' | 'cancel';

/** Former answers, and the end at which the questions begin. */
export interface PreviousAnswers<D> {
  readonly draft: D;
  readonly fromEnd: boolean;
}

/**
 * Asks, tests the answers, and asks again with all answers kept until they are to be saved; `undefined` if the user
 * cancels.
 */
export async function askUntilSaved<D>(
  ask: (former: PreviousAnswers<D> | undefined) => Promise<D | undefined>,
  attempt: (draft: D) => Promise<TrialResult>,
): Promise<D | undefined> {
  let draft = await ask(undefined);
  while (draft !== undefined) {
    const verdict = await attempt(draft);
    if (verdict === 'save') return draft;
    draft = verdict === 'cancel' ? undefined : await ask({ draft, fromEnd: verdict === 'changePlace' });
  }
  return undefined;
}

/** Tests a profile against the service before it is saved, and asks how to continue if it fails. */
export async function tryProfile(
  profile: ProfileAnswers,
  credentials: () => Promise<Credentials>,
  { unsavedClient, notifications, prompts }: Services,
): Promise<TrialResult> {
  try {
    const tried = await notifications.progress(l10n.t('Trying profile {0}', profile.name), async (_, signal) => {
      const client = await unsavedClient(profile, credentials);
      if (servesOneBucket(profile)) await client.listObjects(profile.bucket ?? '', { maxKeys: 1, signal });
      else await client.listBuckets({ signal }).next();
      return true;
    });
    return tried ? 'save' : 'changePlace';
  } catch (error) {
    return askNextStep(error, prompts);
  }
}

async function askNextStep(error: unknown, prompts: Services['prompts']): Promise<TrialResult> {
  const [save, change] = [l10n.t('Save All the Same'), l10n.t('Change Answers')];
  const denied = error instanceof OssError && error.code === 'AccessDenied' && error.status === 403;
  // An unreachable host (an internal endpoint, a network that is down) does not mean that the key is wrong.
  const isElsewhere = error instanceof CredentialSourceError && error.problem === 'ServiceSilent';
  const savable = denied || isElsewhere || error instanceof TransportError;
  const answer = await prompts.decide({
    message: denied
      ? l10n.t('The key works, but it may not list buckets.')
      : l10n.t('The profile does not work as it is.'),
    detail: denied
      ? l10n.t('Save the profile all the same and add its buckets by name: making links needs no list.')
      : explainError(error).message,
    answers: savable ? [save, change] : [change],
  });
  if (answer === undefined) return 'cancel';
  if (answer === save) return 'save';
  return error instanceof OssError || error instanceof CredentialSourceError ? 'changeKey' : 'changePlace';
}
