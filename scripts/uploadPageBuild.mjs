import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const page = new URL('../src/links/requests/page/', import.meta.url);
/** Browsers of the last five years. */
const target = ['chrome90', 'edge90', 'firefox90', 'safari15'];

/** Builds the script and the styles of the upload page (`src/links/requests/page`), small enough to stand in the page. */
export async function buildUploadPage() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('dom/main.ts', page))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
    target,
  });
  const { code } = await transform(await readFile(new URL('uploadPage.css', page), 'utf8'), {
    loader: 'css',
    minify: true,
    charset: 'utf8',
    target,
  });
  return { script: outputFiles[0]?.text.trim() ?? '', styles: code.trim() };
}

/** Replaces the module that builds the texts by the built texts. Without a bundle, the module runs. */
export const uploadPageTexts = {
  name: 'upload-page-texts',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]links[/\\]requests[/\\]pageSources\.ts$/ }, async () => ({
      contents: `export const pageSources = ${JSON.stringify(await buildUploadPage())};`,
      watchDirs: [fileURLToPath(page), fileURLToPath(new URL('dom', page))],
    }));
  },
};
