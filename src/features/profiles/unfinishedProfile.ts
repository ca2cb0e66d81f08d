import * as l10n from '@vscode/l10n';
import type { Profiles } from '../../profiles/profiles.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';
import type { ProfileDraft } from './askProfile.ts';

/** Time for which answers are kept in memory after Escape. */
const KEPT_MS = 10 * 60_000;

interface Unfinished {
  readonly draft: ProfileDraft;
  readonly at: Date;
}

/** Answers of an Add Profile that ended with Escape. Kept in memory only, and dropped by Forget Everything. */
const unfinished = new WeakMap<Services['profiles'], Unfinished>();

/** Keeps answers for the next Add Profile; `undefined` drops them. */
export function keepUnfinished({ profiles, now }: Pick<Services, 'profiles' | 'now'>, draft?: ProfileDraft): void {
  if (draft === undefined) unfinished.delete(profiles);
  else {
    if (!unfinished.has(profiles)) dropOnForgetEverything(profiles);
    unfinished.set(profiles, { draft, at: now() });
  }
}

function dropOnForgetEverything(profiles: Pick<Profiles, 'onDidForgetEverything'> & Services['profiles']): void {
  const listener = profiles.onDidForgetEverything(() => {
    unfinished.delete(profiles);
    listener.dispose();
  });
}

/** Offers to continue with kept answers. Returns the initial draft, or `undefined` if the user cancels. */
export async function askToContinue(
  title: string,
  { profiles, now, prompts }: Pick<Services, 'profiles' | 'now' | 'prompts'>,
): Promise<ProfileDraft | undefined> {
  const kept = unfinished.get(profiles);
  if (!kept || now().getTime() - kept.at.getTime() > KEPT_MS) return {};
  const answer = await prompts.pick<ProfileDraft>({
    title,
    placeholder: l10n.t('Your last answers were not saved'),
    choices: [
      { label: l10n.t('Continue'), description: l10n.t('continue with your last answers'), value: kept.draft },
      { label: l10n.t('Start Over'), value: {} },
    ],
  });
  return isUnanswered(answer) ? undefined : answer;
}
