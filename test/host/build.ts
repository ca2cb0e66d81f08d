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
  /** Whether the folder is opened in Restricted Mode. */
  readonly isRestricted: boolean;
  /** Whether a second window runs beside, in an extension host of its own. */
  readonly hasSecondWindow: boolean;
}

export interface HostBuild {
  /** Folder of the copies of all modules, at their paths in the repository; emptied first. */
  readonly folder: string;
  /** File of the repository whose copy is made from another one. */
  readonly replaced?: { readonly file: string; readonly by: string };
}

/**
 * Copies the extension and every test of this folder, module by module, into an extension folder: VS Code identifies
 * the extension that uses its API by the folder of a module. Copies have no types and keep every other character in
 * place, so that the coverage of a copy applies to its source. The bundle is tested by the e2e tests.
 */
export async function buildHostTests({ folder, replaced }: HostBuild): Promise<HostTests> {
  await rm(folder, { recursive: true, force: true });
  const here = path.relative(repositoryFolder, import.meta.dirname);
  const tests = globSync('**/*.test.ts', { cwd: import.meta.dirname });
  const wanted = ['main.ts', 'index.ts', 'secondWindow.ts', ...tests].map((name) => path.join(here, name));
  await copyModules(wanted, { folder, ...(replaced && { replaced }) });
  const main = `./${path.posix.join(...here.split(path.sep), 'main.js')}`;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, main }));
  // Copied and not linked, because VS Code uses the real path of a module.
  for (const name of ['l10n', 'media', 'package.nls.json']) {
    await cp(path.join(repositoryFolder, name), path.join(folder, name), { recursive: true });
  }
  return { extension: folder, testsModule: path.join(folder, here, 'index.js') };
}

/** Executed ranges of each test file in the copies below a folder, attributed to their sources. */
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
  // Iterating a set includes the elements that are added meanwhile.
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

/** Module without its types, whose imports of .ts files are imports of .js files, and the modules that it imports. */
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
