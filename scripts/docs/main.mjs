import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { errorPages } from './errorPages.mjs';
import { settingsPages } from './settingsPages.mjs';

/**
 * Writes the settings and the errors into the documentation, each between two comments that name its source:
 *
 *   node scripts/docs/main.mjs [--check] [FOLDER]
 *
 * With --check nothing is written, and a page that is out of date fails. FOLDER is the repository by default.
 */
const args = process.argv.slice(2);
const isCheck = args.includes('--check');
const root = args.find((arg) => !arg.startsWith('--')) ?? fileURLToPath(new URL('../..', import.meta.url));
const read = (name) => readFile(path.join(root, name), 'utf8');
const readJson = async (name) => JSON.parse(await read(name));
const style = { ...(await resolveConfig(fileURLToPath(import.meta.url))), parser: 'markdown' };

const parts = [...(await settingsPages({ readJson })), ...(await errorPages({ readJson }))];
for (const page of new Set(parts.map((part) => part.page))) {
  const present = await read(page);
  const wanted = await format(
    parts.filter((part) => part.page === page).reduce((markdown, part) => replacePart(markdown, part), present),
    style,
  );
  if (wanted === present) continue;
  if (isCheck) {
    console.error(`${page} is out of date: run "npm run docs"`);
    process.exitCode = 1;
  } else {
    await writeFile(path.join(root, page), wanted);
  }
}

function replacePart(markdown, { page, source, text }) {
  const place = new RegExp(`(<!-- Generated from ${RegExp.escape(source)} .*-->\n)[^]*?(<!-- end -->)`);
  if (!place.test(markdown)) throw new Error(`${page} has no place for what is generated from ${source}`);
  return markdown.replace(place, (_, head, end) => `${head}\n${text}\n\n${end}`);
}
