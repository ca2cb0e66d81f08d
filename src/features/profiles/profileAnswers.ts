import type { Credentials } from '../../oss/credentials.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import { commandFingerprint } from '../../profiles/sources/credentialPlan.ts';
import type { ProfileAnswers } from './askProfile.ts';
import { askCommandApproval } from './askCommandApproval.ts';
import type { Prompts } from '../../ui/prompts/questions.ts';

/** Credentials that a profile would have after saving its answers. Kept secrets are read from the stored profile. */
export async function credentialsOfAnswers(
  { name, region, endpoint, secret, credentialSource, sourceSecret }: ProfileAnswers,
  id: string,
  profiles: Pick<Profiles, 'credentialsOf' | 'credentialsFor'>,
): Promise<Credentials> {
  if (secret) return secret;
  if (!credentialSource) return profiles.credentialsOf(id);
  const stored = { region, endpoint, source: 'stored', buckets: [] } as const;
  return profiles.credentialsFor({ id, name, ...stored, credentialSource, sourceSecret });
}

/**
 * Creates a function that asks once for approval of each command in the answers, and adds the approval to the answers;
 * `undefined` if the user declines.
 */
export function withCommandApproval(
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
