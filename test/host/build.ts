import { globSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import manifest from '../../package.json' with { type: 'json' };
import { repositoryFolder } from '../workbench/folders.ts';

export interface HostTests {
  /** The folder of the extension as it ships, but for an entry that hands its context to the tests. */
  readonly extension: string;
  /** The bundled index.ts. */
  readonly testsModule: string;
}

/** Bundles every test of this folder into an extension folder, since VS Code knows by that whose API a module asks for. */
export async function buildHostTests(): Promise<HostTests> {
  const extension = path.join(repositoryFolder, 'out/host');
  await rm(extension, { recursive: true, force: true });
  const here = (name: string): string => path.join(import.meta.dirname, name);
  await build({
    entryPoints: [here('main.ts'), here('index.ts'), ...globSync('*.test.ts', { cwd: import.meta.dirname }).map(here)],
    outdir: extension,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode', './dist/extension.js'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await writeFile(path.join(extension, 'package.json'), JSON.stringify({ ...manifest, main: './main.mjs' }));
  // Copied and not linked: VS Code looks where a module really lies.
  for (const name of ['dist', 'l10n', 'media', 'package.nls.json']) {
    await cp(path.join(repositoryFolder, name), path.join(extension, name), { recursive: true });
  }
  return { extension, testsModule: path.join(extension, 'index.mjs') };
}
