import { fileURLToPath } from 'node:url';

/** Options shared by the bundles of the extension and of the command line. */

/**
 * Prelude for bundled CommonJS modules: they load Node's own modules with `require`, which an ES module does not have.
 */
export const requireForCommonJs =
  "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);";

/**
 * Bundles only the used parts of undici, a third of it. Its HTTP parser comes in two builds, one for machines with
 * SIMD; the other one runs everywhere. Tests without a bundle use the whole package.
 */
export const undiciParts = {
  name: 'undici-parts',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^undici$/ }, () => ({
      path: fileURLToPath(new URL('undiciParts.mjs', import.meta.url)),
    }));
    // Only HTTP/1.1 is used, and Node would load all of its own HTTP/2 for this.
    onResolve({ filter: /\/client-h2\.js$/ }, () => ({ path: 'client-h2', namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
    onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ resolveDir, kind }) =>
      resolve('../llhttp/llhttp-wasm.js', { resolveDir, kind }),
    );
  },
};
