import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from 'esbuild';
import { uploadPageTexts } from '../../../scripts/uploadPageBuild.mjs';
import { pageSources } from '../../../src/links/requests/pageSources.ts';

describe('the upload page in a bundle', () => {
  it('is included as text, without the code that builds it', async () => {
    const entry = path.resolve(import.meta.dirname, '../../../src/links/requests/pageSources.ts');
    const { outputFiles, metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      platform: 'node',
      metafile: true,
      write: false,
      plugins: [uploadPageTexts],
    });
    assert.deepEqual(Object.keys(metafile.inputs), ['src/links/requests/pageSources.ts']);
    const [{ text } = assert.fail('nothing was built')] = outputFiles;
    const bundled = (await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)) as {
      readonly pageSources: typeof pageSources;
    };
    assert.deepEqual(bundled.pageSources, pageSources);
    assert.ok(pageSources.script.length > 5000);
  });
});
