import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { requireForCommonJs, undiciParts } from './scripts/bundling.mjs';
import { chunkGroups, closureOf, planChunkGroups } from './scripts/chunkGroups.mjs';
import { uploadPageTexts } from './scripts/uploadPageBuild.mjs';

/**
 * Builds dist/extension.js, which activation loads, and dist/chunks/*, which a command loads when it first needs them.
 *
 *   node esbuild.mjs [--production] [--watch]
 */
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const entryFile = 'dist/extension.js';
const activationLimitBytes = 40 * 1024;
const activationLimitFiles = 3;
const minChunkBytes = 2 * 1024;

const options = {
  entryPoints: { extension: 'src/extension.ts' },
  bundle: true,
  outdir: 'dist',
  format: 'esm',
  splitting: true,
  // Beside the entry where there are source maps, since all of these have the same root for their sources.
  chunkNames: production ? 'chunks/[name]-[hash]' : '[name]-[hash]',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // Names of chunks depend on the paths of modules, which have to be the same wherever node_modules really lies.
  preserveSymlinks: true,
  plugins: [undiciParts, uploadPageTexts],
  banner: { js: requireForCommonJs },
  minify: production,
  // They lead to the sources wherever the files are installed.
  ...(!production && { sourcemap: 'inline', sourceRoot: new URL('dist/', import.meta.url).href }),
  metafile: true,
  logLevel: watch ? 'info' : 'warning',
};

if (watch) {
  await (await context(options)).watch();
} else {
  // Chunks are named after their content, so those of earlier builds would stay and be packaged.
  await rm('dist', { recursive: true, force: true });
  const metafile = await bundle().catch(() => undefined); // esbuild has printed the errors
  if (metafile === undefined) {
    process.exitCode = 1;
  } else {
    if (production) await dropUnusedBanners(metafile);
    await mkdir('out', { recursive: true });
    await writeFile('out/metafile.json', JSON.stringify(metafile));
    report(metafile);
  }
}

/** Builds and returns the metafile. For production a first build shows which chunks would be small. */
async function bundle() {
  if (!production) return (await build(options)).metafile;
  const { metafile } = await build({ ...options, write: false });
  const groups = planChunkGroups(metafile, { entryFile, minBytes: minChunkBytes });
  return (await build({ ...options, plugins: [chunkGroups(groups), ...options.plugins] })).metafile;
}

/** Takes the banner out of the many files that never use it; source maps would no longer fit. */
async function dropUnusedBanners({ outputs }) {
  for (const [file, output] of Object.entries(outputs)) {
    const text = await readFile(file, 'utf8');
    if (!text.startsWith(requireForCommonJs)) continue;
    const rest = text.slice(requireForCommonJs.length).trimStart();
    if (/\brequire\b/.test(rest)) continue;
    await writeFile(file, rest);
    output.bytes = Buffer.byteLength(rest);
  }
}

/** Prints what activation loads and what waits for a command. Fails a production build that breaks a budget. */
function report({ outputs }) {
  const files = Object.entries(outputs).filter(([file]) => file.endsWith('.js'));
  const atActivation = closureOf(entryFile, outputs);
  for (const [file, { bytes }] of files) {
    console.log(`${kilobytes(bytes).padStart(6)} KB  ${file}${atActivation.has(file) ? '' : '  (later)'}`);
  }
  const totalBytes = [...atActivation].reduce((sum, file) => sum + outputs[file].bytes, 0);
  console.log(`${kilobytes(totalBytes).padStart(6)} KB  at activation`);
  if (!production) return;
  const small = files.filter(([, { bytes }]) => bytes < minChunkBytes).map(([file]) => file);
  const problems = [
    ...(totalBytes > activationLimitBytes
      ? [`Activation may load ${kilobytes(activationLimitBytes)} KB at most: move something behind an import().`]
      : []),
    ...(atActivation.size > activationLimitFiles
      ? [`Activation may load ${activationLimitFiles} files at most, not ${[...atActivation].join(', ')}.`]
      : []),
    ...small.map((file) => `${file} is smaller than ${kilobytes(minChunkBytes)} KB: see scripts/chunkGroups.mjs.`),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}
