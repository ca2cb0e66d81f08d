import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { context } from 'esbuild';
import { requireForCommonJs, undiciParts } from './scripts/bundling.mjs';
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

const bundle = await context({
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
});

if (watch) {
  await bundle.watch();
} else {
  // Chunks are named after their content, so those of earlier builds would stay and be packaged.
  await rm('dist', { recursive: true, force: true });
  try {
    const { metafile } = await bundle.rebuild();
    if (production) await dropUnusedBanners(metafile);
    await mkdir('out', { recursive: true });
    await writeFile('out/metafile.json', JSON.stringify(metafile));
    report(metafile);
  } catch {
    process.exitCode = 1; // esbuild has printed the errors
  } finally {
    await bundle.dispose();
  }
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

/** Prints what activation loads and what waits for a command, and fails a build for production in which the first is too much. */
function report({ outputs }) {
  const atActivation = staticallyImported(entryFile, outputs);
  for (const [file, { bytes }] of Object.entries(outputs).filter(([file]) => file.endsWith('.js'))) {
    console.log(`${kilobytes(bytes).padStart(6)} KB  ${file}${atActivation.has(file) ? '' : '  (later)'}`);
  }
  const totalBytes = [...atActivation].reduce((sum, file) => sum + outputs[file].bytes, 0);
  console.log(`${kilobytes(totalBytes).padStart(6)} KB  at activation`);
  if (production && totalBytes > activationLimitBytes) {
    console.error(
      `Activation may load ${kilobytes(activationLimitBytes)} KB at most: move something behind an import().`,
    );
    process.exitCode = 1;
  }
}

/** `file` and every output that it imports without waiting to be asked, itself or by way of others. */
function staticallyImported(file, outputs, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const { path, kind } of outputs[file].imports) {
    if (kind === 'import-statement' && path in outputs) staticallyImported(path, outputs, found);
  }
  return found;
}

function kilobytes(bytes) {
  return (bytes / 1024).toFixed(1);
}
