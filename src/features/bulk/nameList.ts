import type { TimeSlices } from '../../links/bulk/timeSlices.ts';
import type { FolderTarget } from '../../links/link.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateKey } from '../../oss/validate.ts';
import { inputErrorText } from '../../ui/prompts/checkInput.ts';

/** Names, each with the line, counted from 1, on which it stands first. */
export type NameList = ReadonlyMap<string, number>;

/** Reads names, one a line, each once. */
export async function namesIn(text: string, turns: TimeSlices): Promise<NameList> {
  const names = new Map<string, number>();
  let line = 0;
  for (const [found] of text.matchAll(/[^\n]*\n?/g)) {
    if (turns.isUsedUp) await turns.next();
    line++;
    const name = found.trim();
    if (name !== '' && !names.has(name)) names.set(name, line);
  }
  return names;
}

/** Throws an `InvalidInputError` that tells the first line that is no name of an object in the folder. */
export async function checkNames(names: NameList, { prefix }: FolderTarget, turns: TimeSlices): Promise<void> {
  if (names.size === 0) {
    throw new InvalidInputError('names', 'There is no name on the clipboard. Copy the names first, one a line.');
  }
  for (const [name, line] of names) {
    if (turns.isUsedUp) await turns.next();
    try {
      validateKey(prefix + name);
    } catch (error) {
      throw new InvalidInputError('names', 'Line {0} is no name of an object: {1}', [line, inputErrorText(error)]);
    }
  }
}
