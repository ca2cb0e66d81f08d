import * as l10n from '@vscode/l10n';
import { isImported } from '../../profiles/profile.ts';
import { importCandidates, type Candidate } from '../../profiles/sources/candidates.ts';
import { commandFingerprint, commandOf, type CredentialPlan } from '../../profiles/sources/credentialPlan.ts';
import { askCommandApproval } from './askCommandApproval.ts';
import { explainError } from '../../ui/messages/errorText.ts';
import { markdownCell } from '../../text/plainText.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import { profileNode } from '../../tree/nodes.ts';

/**
 * Finds profiles of other tools in the user's home folder and adds those that the user checks. Runs no command and
 * sends no request.
 */
export async function importProfiles(services: Services): Promise<void> {
  const { profiles, prompts, notifications, now } = services;
  const sources = await services.sources();
  const { found, problems: fileProblems } = await sources.find();
  const present = profiles.list();
  const takenNames = present.map(({ name }) => name);
  const { candidates, problems } = importCandidates(found, takenNames, now());
  const reasons = [...fileProblems, ...problems].map((problem) => explainError(problem).message);
  if (reasons.length > 0) {
    const show = { label: l10n.t('Show Details'), run: () => showReasons(reasons, services) };
    notifications.warn([l10n.t('Not included:'), ...reasons].join(' '), show);
  }
  if (candidates.length === 0) {
    const files = await sources.allFiles();
    notifications.info(l10n.t('No profiles found in {0}.', files.join(', ')));
    return;
  }
  const isPresent = ({ found: { tool, profile } }: Candidate): boolean =>
    present.some(({ credentialSource: own }) => isImported(own) && own.tool === tool && own.profile === profile.name);
  const answer = await prompts.pickMany({
    title: l10n.t('Import Profiles'),
    placeholder: l10n.t('Select profiles to import (credentials are read from their files)'),
    choices: candidates.map((candidate) => ({
      label: candidate.name,
      description: isPresent(candidate) ? l10n.t('{0} · imported already', candidate.region) : candidate.region,
      detail: originText(candidate),
      picked: !isPresent(candidate),
      value: candidate,
    })),
  });
  if (isUnanswered(answer)) return;
  const ids: string[] = [];
  for (const candidate of answer) {
    const id = await importOne(candidate, services);
    if (id !== undefined) ids.push(id);
  }
  const [first] = ids;
  if (first === undefined) return;
  await services.reveal(profileNode(first), { expand: true });
  notifications.status(ids.length === 1 ? l10n.t('1 profile imported') : l10n.t('{0} profiles imported', ids.length));
}

function showReasons(reasons: readonly string[], { documents }: Pick<Services, 'documents'>): Promise<void> {
  const lines = reasons.map((reason) => `- ${markdownCell(reason)}`);
  return documents.showRendered(l10n.t('Profiles that were not included'), `${lines.join('\n')}\n`);
}

/** Adds a profile and returns its ID. If a command provides its credentials, the user must approve it. */
async function importOne(candidate: Candidate, services: Services): Promise<string | undefined> {
  const { profiles, prompts, newId } = services;
  const { found, plan, name, region, endpoint, signatureVersion, buckets } = candidate;
  const command = commandOf(plan);
  if (command !== undefined && !(await askCommandApproval(command, name, prompts, found.file))) return undefined;
  const agreed = command === undefined ? {} : { agreedCommand: commandFingerprint(command) };
  const id = newId();
  const credentialSource = { tool: found.tool, profile: found.profile.name, ...agreed };
  await profiles.save({ id, name, region, endpoint, credentialSource, ...(signatureVersion && { signatureVersion }) });
  for (const bucket of buckets) await profiles.addBucket(id, bucket.name, bucket.region);
  return id;
}

function originText({ found, plan, endpoint }: Candidate): string {
  const origin = l10n.t('{0} from {1}', planText(plan), found.file);
  return endpoint.kind === 'custom' ? `${origin} · ${endpoint.url}` : origin;
}

/** Kind of credentials. A URI is not shown, because it may contain a secret. */
function planText(plan: CredentialPlan): string {
  switch (plan.kind) {
    case 'key':
      return plan.credentials.securityToken === undefined ? l10n.t('AccessKey') : l10n.t('STS token');
    case 'role':
    case 'oidc':
      return l10n.t('Role {0}', plan.roleArn);
    case 'instanceRole':
      return l10n.t('Role of the ECS instance');
    case 'process':
      return l10n.t('Command');
    case 'uri':
      return l10n.t('Credentials URI');
  }
}
