import * as l10n from '@vscode/l10n';
import type { IssuedLink } from '../../links/ledger/ledger.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Longer than this nobody reads it in a tree. */
const LONGEST_NOTE = 200;

/** Keeps a note with an issued link, e.g. who got it. */
export async function noteIssued([link]: readonly IssuedLink[], { ledger, prompts }: Services): Promise<void> {
  if (!link) return;
  const answer = await prompts.input({
    title: l10n.t('Note'),
    prompt: l10n.t('Who got the link, or what for; empty removes the note'),
    value: link.note ?? '',
    check: (text) => noteProblem(text.trim()),
  });
  if (!isUnanswered(answer)) await ledger.note(link.id, answer.trim());
}

/** A link in a note would be kept in the clear. */
function noteProblem(text: string): { readonly severity: 'error'; readonly message: string } | undefined {
  if (/[?&](x-oss-)?signature=/i.test(text)) {
    return { severity: 'error', message: l10n.t('The note would keep a link in the clear. Leave the link out.') };
  }
  return text.length > LONGEST_NOTE
    ? { severity: 'error', message: l10n.t('A note has at most {0} characters.', LONGEST_NOTE) }
    : undefined;
}
