import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { repositoryFolder } from '../workbench/folders.ts';

/** Bundles the entry and every test of this folder into out/host and returns the entry's path. */
export async function buildHostTests(): Promise<string> {
  const outdir = path.join(repositoryFolder, 'out/host');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [
      path.join(import.meta.dirname, 'index.ts'),
      ...globSync('*.test.ts', { cwd: import.meta.dirname }).map((name) => path.join(import.meta.dirname, name)),
    ],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.mjs');
}
