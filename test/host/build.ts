import { globSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import manifest from '../../package.json' with { type: 'json' };
import { identityMap, inspectPort } from '../workbench/debugging.ts';
import type { ExecutedRanges } from '../support/reachRecorder.ts';
import { repositoryFolder, type SessionFolders } from '../workbench/folders.ts';

export interface HostTests {
  /** The folder of the extension as it ships, but for its modules, which are not bundled. */
  readonly extension: string;
  /** The copy of index.ts. */
  readonly testsModule: string;
}

/** One run of the tests in an extension host. */
export interface HostRun extends HostTests {
  readonly folders: SessionFolders;
  /** Names the files of the run, and the sample buckets by the variables that the profile "Environment" reads. */
  readonly env: Readonly<Record<string, string>>;
}

export interface HostBuild {
  /** Where the copies of all modules lie, at their paths in the repository; emptied first. */
  readonly folder: string;
  /** A file of the repository whose copy is made from another one. */
  readonly replaced?: { readonly file: string; readonly by: string };
}

/**
 * Copies the extension and every test of this folder, module by module, into an extension folder: VS Code knows by the
 * folder of a module which extension asks for its API. Copies lack the types alone and keep every character at its
 * place, so that the coverage of a copy is that of its source. The bundle is what the e2e tests run.
 */
export async function buildHostTests({ folder, replaced }: HostBuild): Promise<HostTests> {
  await rm(folder, { recursive: true, force: true });
  const here = path.relative(repositoryFolder, import.meta.dirname);
  const tests = globSync('**/*.test.ts', { cwd: import.meta.dirname });
  const wanted = ['main.ts', 'index.ts', ...tests].map((name) => path.join(here, name));
  await copyModules(wanted, { folder, ...(replaced && { replaced }) });
  const main = `./${path.posix.join(...here.split(path.sep), 'main.js')}`;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, main }));
  // Copied and not linked: VS Code looks where a module really lies.
  for (const name of ['l10n', 'media', 'package.nls.json']) {
    await cp(path.join(repositoryFolder, name), path.join(folder, name), { recursive: true });
  }
  return { extension: folder, testsModule: path.join(folder, here, 'index.js') };
}

/** What each test file ran of the copies below a folder, as if it had run their sources. */
export function ranOfSources(ran: readonly ExecutedRanges[], folder: string): readonly ExecutedRanges[] {
  const copies = `${pathToFileURL(path.join(folder, 'src')).href}/`;
  const sources = `${pathToFileURL(path.join(repositoryFolder, 'src')).href}/`;
  const sourceOf = (copy: string): string => copy.replace(/js$/, 'ts');
  return ran.map(({ testFile, result, ...others }) => ({
    ...others,
    ...(testFile !== undefined && {
      testFile: path.join(repositoryFolder, sourceOf(path.relative(folder, testFile))),
    }),
    result: result.map((script) => ({ ...script, url: sourceOf(script.url).replace(copies, sources) })),
  }));
}

/** Copies modules, and those that they import, as JavaScript; paths are relative to the repository. */
async function copyModules(wanted: readonly string[], { folder, replaced }: HostBuild): Promise<void> {
  const found = new Set(wanted);
  // A set also gives what is added while it is walked through.
  for (const file of found) {
    const source = path.join(repositoryFolder, file);
    const { text, imported } = javaScriptOf(await readFile(file === replaced?.file ? replaced.by : source, 'utf8'));
    for (const specifier of imported) found.add(path.join(path.dirname(file), specifier));
    const copy = path.join(folder, file.replace(/ts$/, 'js'));
    await mkdir(path.dirname(copy), { recursive: true });
    const debugged = (): string => `${text}\n${identityMap(pathToFileURL(source).href, text)}`;
    await writeFile(copy, inspectPort() === undefined ? text : debugged());
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
