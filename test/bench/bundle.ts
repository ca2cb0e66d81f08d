import { execFileSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { closureOf } from '../../scripts/chunkGroups.mjs';
import { repositoryFolder } from '../workbench/folders.ts';

/** Bytes of the files of dist, which of them activation loads, and bytes of the VSIX, built anew. */
export async function benchBundle(): Promise<object> {
  execFileSync(process.execPath, ['scripts/package.mjs'], {
    cwd: repositoryFolder,
    // Its output is for people.
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  });
  const { outputs } = await readJson<Metafile>('out/metafile.json');
  const files = Object.fromEntries(Object.entries(outputs).map(([file, { bytes }]) => [file, bytes]));
  const atActivation = [...closureOf('dist/extension.js', outputs)];
  const { name, version } = await readJson<{ readonly name: string; readonly version: string }>('package.json');
  const { size: vsixBytes } = await stat(path.join(repositoryFolder, `${name}-${version}.vsix`));
  return {
    bench: 'bundle',
    extensionBytes: files['dist/extension.js'],
    activationBytes: atActivation.reduce((sum, file) => sum + (files[file] ?? 0), 0),
    activationFiles: atActivation.length,
    chunks: Object.keys(files).length,
    smallestBytes: Math.min(...Object.values(files)),
    vsixBytes,
    files,
  };
}

async function readJson<Content>(file: string): Promise<Content> {
  return JSON.parse(await readFile(path.join(repositoryFolder, file), 'utf8')) as Content;
}
