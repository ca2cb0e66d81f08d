import { globSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import manifest from '../../package.json' with { type: 'json' };
import { identityMap, inspectPort } from '../workbench/debugging.ts';
import { repositoryFolder } from '../workbench/folders.ts';

export interface HostTests {
  /** The folder of the extension as it ships, but for its modules, which are not bundled. */
  readonly extension: string;
  /** The copy of index.ts. */
  readonly testsModule: string;
}

/** Where the copies of all modules lie, at their paths in the repository. */
export const hostFolder = path.join(repositoryFolder, 'out/host');

/**
 * Copies the extension and every test of this folder, module by module, into an extension folder: VS Code knows by the
 * folder of a module which extension asks for its API. Copies lack the types alone and keep every character at its
 * place, so that the coverage of a copy is that of its source. The bundle is what the e2e tests run.
 */
export async function buildHostTests(): Promise<HostTests> {
  await rm(hostFolder, { recursive: true, force: true });
  const here = path.relative(repositoryFolder, import.meta.dirname);
  const tests = globSync('**/*.test.ts', { cwd: import.meta.dirname });
  await copyModules(['main.ts', 'index.ts', ...tests].map((name) => path.join(here, name)));
  const main = `./${path.posix.join(...here.split(path.sep), 'main.js')}`;
  await writeFile(path.join(hostFolder, 'package.json'), JSON.stringify({ ...manifest, main }));
  // Copied and not linked: VS Code looks where a module really lies.
  for (const name of ['l10n', 'media', 'package.nls.json']) {
    await cp(path.join(repositoryFolder, name), path.join(hostFolder, name), { recursive: true });
  }
  return { extension: hostFolder, testsModule: path.join(hostFolder, here, 'index.js') };
}

/** Coverage of the copies below `src`, in Node.js's own form, as the coverage of their sources. */
export function coverageOfSources(coverage: string): string {
  const { result } = JSON.parse(coverage) as { readonly result: readonly { readonly url: string }[] };
  const copies = `${pathToFileURL(path.join(hostFolder, 'src')).href}/`;
  const sources = `${pathToFileURL(path.join(repositoryFolder, 'src')).href}/`;
  const ofSources = result
    .filter(({ url }) => url.startsWith(copies))
    .map((script) => ({ ...script, url: script.url.replace(copies, sources).replace(/js$/, 'ts') }));
  return JSON.stringify({ result: ofSources });
}

/** Copies modules, and those that they import, as JavaScript; paths are relative to the repository. */
async function copyModules(wanted: readonly string[]): Promise<void> {
  const found = new Set(wanted);
  // A set also gives what is added while it is walked through.
  for (const file of found) {
    const { text, imported } = javaScriptOf(await readFile(path.join(repositoryFolder, file), 'utf8'));
    for (const specifier of imported) found.add(path.join(path.dirname(file), specifier));
    const copy = path.join(hostFolder, file.replace(/ts$/, 'js'));
    await mkdir(path.dirname(copy), { recursive: true });
    const source = pathToFileURL(path.join(repositoryFolder, file)).href;
    await writeFile(copy, inspectPort() === undefined ? text : `${text}\n${identityMap(source, text)}`);
  }
}

/** A module without its types, in which imports of .ts files are of .js files, and what it imports of these. */
function javaScriptOf(source: string): { readonly text: string; readonly imported: readonly string[] } {
  const stripped = stripTypeScriptTypes(source);
  const imports = ts
    .preProcessFile(stripped, true, true)
    .importedFiles.filter(({ fileName }) => /^\.\.?\/.*\.ts$/.test(fileName));
  let text = stripped;
  for (const { pos, fileName } of imports) {
    const endIndex = text.indexOf(fileName, pos) + fileName.length;
    text = `${text.slice(0, endIndex - 2)}js${text.slice(endIndex)}`;
  }
  return { text, imported: imports.map(({ fileName }) => fileName) };
}
