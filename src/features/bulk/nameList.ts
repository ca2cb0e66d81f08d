import type { TimeSlices } from '../../links/bulk/timeSlices.ts';
import type { FolderTarget } from '../../links/link.ts';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { validateKey } from '../../oss/validate.ts';
import { inputErrorText } from '../../ui/prompts/checkInput.ts';

/** Names with the line of their first occurrence, counted from 1. */
export type NameList = ReadonlyMap<string, number>;

/** Reads one name per line, without duplicates. */
export async function readNames(text: string, slices: TimeSlices): Promise<NameList> {
  const names = new Map<string, number>();
  let line = 0;
  for (const [found] of text.matchAll(/[^\n]*\n?/g)) {
    if (slices.isUsedUp) await slices.next();
    line++;
    const name = found.trim();
    if (name !== '' && !names.has(name)) names.set(name, line);
  }
  return names;
}

/** Throws an `InvalidInputError` for the first line that is not a valid object name in the folder. */
export async function validateNames(names: NameList, { prefix }: FolderTarget, slices: TimeSlices): Promise<void> {
  if (names.size === 0) {
    throw new InvalidInputError('names', 'No names on the clipboard. Copy them first, one per line.');
  }
  for (const [name, line] of names) {
    if (slices.isUsedUp) await slices.next();
    try {
      validateKey(prefix + name);
    } catch (error) {
      throw new InvalidInputError('names', 'Line {0} is not a valid object name: {1}', [line, inputErrorText(error)]);
    }
  }
}
