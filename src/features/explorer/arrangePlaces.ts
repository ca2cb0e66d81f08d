import * as l10n from '@vscode/l10n';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import type { PlaceNode } from '../../tree/nodes.ts';
import { checkInput } from '../../ui/messages/errorText.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { Services } from '../services.ts';

/** Asks for a pattern of names and shows of the buckets and folders what matches it; an empty one shows all again. */
export async function filterPlaces(places: readonly PlaceNode[], services: Services): Promise<void> {
  const { tree, prompts } = services;
  const [first] = places;
  if (!first) return;
  const answer = await prompts.input({
    title: l10n.t('Filter'),
    prompt: l10n.t('Names that begin with this, or a pattern such as *.pdf or 2026-*.log; upper and lower case differ'),
    placeholder: '2026-*.log',
    value: tree.viewOf(first).filter ?? '',
    check: (text) => checkInput(refuseSlash, text),
  });
  if (isUnanswered(answer)) return;
  for (const place of places) tree.filter(place, answer === '' ? undefined : answer);
}

/** Shows all of the places again, or of all places without any. */
export function clearFilters(places: readonly PlaceNode[], { tree }: Services): void {
  for (const place of places.length > 0 ? places : tree.filtered().map(({ node }) => node)) {
    tree.filter(place, undefined);
  }
}

function refuseSlash(text: string): void {
  if (!text.includes('/')) return;
  throw new InvalidInputError('filter', 'A filter is about the names in this folder, which have no slash.');
}
