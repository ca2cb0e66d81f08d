// Lazy border: loaded only where two windows chose a folder at once.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeJson } from './mergeJson.ts';
import { parseContent } from './stateContent.ts';
import { changeFile } from './stateFile.ts';

const EMPTY = '{}';

/** Moves the values of all files of a folder into another one, into which other windows write, too. */
export async function moveStateFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const names = await readdir(from).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    await moveFile(path.join(from, name), path.join(to, name));
  }
}

/** Moves the value of a file; again if somebody wrote to the file before it was emptied. */
async function moveFile(from: string, to: string): Promise<void> {
  const text = await readFile(from, 'utf8');
  const content = parseContent(text);
  if (content?.value !== undefined) {
    await changeFile(to, (present) => {
      const theirs = parseContent(present);
      const value = mergeJson(undefined, content.value, theirs?.value);
      return { text: JSON.stringify({ ...(theirs ?? content), value }) };
    });
  }
  const moved = { isAll: true };
  await changeFile(from, (now = text) => {
    moved.isAll = now === text;
    return { text: moved.isAll ? EMPTY : now };
  });
  if (!moved.isAll) await moveFile(from, to);
}
