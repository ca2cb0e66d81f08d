import { fileURLToPath } from 'node:url';

/* What the bundles of the extension and of the command line have in common. */

/** Bundled CommonJS modules ask for Node's own with `require`, which an ES module does not have. */
export const requireForCommonJs =
  "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);";

/**
 * Of undici only what is used: that is a third of it. Its parser of HTTP comes in two builds, one for machines with SIMD;
 * the other one runs on all. Tests without a bundle run with the whole.
 */
export const undiciParts = {
  name: 'undici-parts',
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^undici$/ }, () => ({
      path: fileURLToPath(new URL('undiciParts.mjs', import.meta.url)),
    }));
    // HTTP/1.1 is all that is asked for, and node would load the whole of its own HTTP/2 for this.
    onResolve({ filter: /\/client-h2\.js$/ }, () => ({ path: 'client-h2', namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: '' }));
    onResolve({ filter: /\/llhttp_simd-wasm\.js$/ }, ({ resolveDir, kind }) =>
      resolve('../llhttp/llhttp-wasm.js', { resolveDir, kind }),
    );
  },
};
