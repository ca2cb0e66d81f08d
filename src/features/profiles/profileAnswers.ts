import type { Credentials } from '../../oss/credentials.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import { commandFingerprint } from '../../profiles/sources/commandAgreement.ts';
import type { ProfileAnswers } from './askProfile.ts';
import { askCommandApproval } from './askCommandApproval.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** The credentials that a profile would have if it were stored as it was answered; what is kept is read where it is. */
export async function credentialsOfAnswers(
  { name, region, endpoint, secret, credentialSource, sourceSecret }: ProfileAnswers,
  id: string,
  profiles: Pick<Profiles, 'credentialsOf' | 'credentialsFor'>,
): Promise<Credentials> {
  if (secret) return secret;
  if (!credentialSource) return profiles.credentialsOf(id);
  const place = { region, endpoint, source: 'stored', buckets: [] } as const;
  return profiles.credentialsFor({ id, name, ...place, credentialSource, sourceSecret });
}

/**
 * Gives a function that asks whether the command among the answers may run, once for each command, and adds to the
 * answers that it may; `undefined` where the user does not let it run.
 */
export function commandAgreement(
  prompts: Pick<Prompts, 'decide'>,
): (answers: ProfileAnswers) => Promise<ProfileAnswers | undefined> {
  let agreedCommand: string | undefined;
  return async (answers) => {
    const { name, sourceSecret, credentialSource } = answers;
    if (credentialSource?.kind !== 'process' || !sourceSecret || !('command' in sourceSecret)) return answers;
    const { command } = sourceSecret;
    if (agreedCommand !== commandFingerprint(command) && !(await askCommandApproval(command, name, prompts)))
      return undefined;
    agreedCommand = commandFingerprint(command);
    return { ...answers, credentialSource: { kind: 'process', agreedCommand } };
  };
}
