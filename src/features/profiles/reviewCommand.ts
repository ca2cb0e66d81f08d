import * as l10n from '@vscode/l10n';
import { isImported, type CredentialSource, type Profile } from '../../profiles/profile.ts';
import { commandFingerprint, commandOf } from '../../profiles/sources/credentialPlan.ts';
import { askProfileId } from '../targets/askTarget.ts';
import { askCommandApproval } from './askCommandApproval.ts';
import type { Services } from '../services.ts';

/** Source that may run a command. */
type CommandSource = Extract<CredentialSource, { tool: string } | { kind: 'process' }>;

/** Shows a new or changed credential command of a profile, and saves the approval. */
export async function reviewCommand(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles' | 'sources'>,
): Promise<void> {
  const { profiles, prompts, notifications } = services;
  const profile = await askProfileWithCommand(profileId, services);
  if (!profile) return;
  const { id, name, region, endpoint, credentialSource } = profile;
  const { command, file } = isCommandSource(credentialSource) ? await commandFor(id, credentialSource, services) : {};
  if (command === undefined || !credentialSource) {
    notifications.status(l10n.t('The credentials of "{0}" don\'t come from a command.', name));
    return;
  }
  if (!(await askCommandApproval(command, name, prompts, file))) return;
  const agreed = { ...credentialSource, agreedCommand: commandFingerprint(command) };
  await profiles.save({ id, name, region, endpoint, credentialSource: agreed });
  notifications.status(l10n.t('Approved the command of "{0}"', name));
}

async function commandFor(
  id: string,
  source: CommandSource,
  services: Pick<Services, 'profiles' | 'sources'>,
): Promise<{ readonly command?: string | undefined; readonly file?: string }> {
  if (isImported(source)) {
    const sources = await services.sources();
    return { command: commandOf(await sources.planOf(source)), file: await sources.fileOf(source) };
  }
  const secret = await services.profiles.sourceSecretOf(id);
  return secret && 'command' in secret ? { command: secret.command } : {};
}

/** Profile that runs the command: for a role, the profile that it is based on. */
async function askProfileWithCommand(
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'notifications' | 'profiles'>,
): Promise<Profile | undefined> {
  const { profiles, notifications } = services;
  const all = profiles.list();
  const withCommand = all.filter(({ credentialSource }) => isCommandSource(credentialSource));
  if (withCommand.length === 0) {
    notifications.status(l10n.t('No profile gets its credentials from a command.'));
    return undefined;
  }
  const id = profileId ?? (await askProfileId(services, l10n.t('Review Credential Command'), withCommand));
  let profile = id === undefined ? undefined : profiles.get(id);
  for (let steps = 0; profile?.credentialSource && steps < all.length; steps++) {
    const source: CredentialSource = profile.credentialSource;
    if (isImported(source) || source.kind !== 'role') break;
    profile = profiles.get(source.baseProfileId);
  }
  return profile;
}

function isCommandSource(source: CredentialSource | undefined): source is CommandSource {
  return isImported(source) || source?.kind === 'process';
}
