import { execFileSync } from 'node:child_process';
import { glob, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { repositoryFolder } from '../workbench/folders.ts';

/** Bytes of the files of dist, and of the VSIX, built anew. */
export async function benchBundle(): Promise<object> {
  execFileSync(process.execPath, ['scripts/package.mjs'], {
    cwd: repositoryFolder,
    // Its output is for people.
    stdio: ['ignore', process.stderr.fd, 'inherit'],
  });
  const files: Record<string, number> = {};
  for await (const file of glob('dist/**/*.js', { cwd: repositoryFolder })) files[file] = await sizeBytes(file);
  const { name, version } = JSON.parse(await readFile(path.join(repositoryFolder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
  };
  const vsixBytes = await sizeBytes(`${name}-${version}.vsix`);
  return { bench: 'bundle', extensionBytes: files['dist/extension.js'], vsixBytes, files };
}

async function sizeBytes(file: string): Promise<number> {
  return (await stat(path.join(repositoryFolder, file))).size;
}
