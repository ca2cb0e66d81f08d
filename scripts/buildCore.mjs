import { execFileSync } from 'node:child_process';
import { cp, glob, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { requireForCommonJs, undiciParts } from './bundling.mjs';
import { packagedReadme } from './packagedReadme.mjs';
import { publicAddress } from './publicAddress.mjs';
import { bundledPackages, thirdPartyNotices } from './thirdPartyNotices.mjs';

/**
 * Builds the core as a package of its own: npm run build:core → dist-core. Modules and types come from src/oss and
 * depend on the XML reader only; the command line comes from src/cli as one bundle.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, 'dist-core');
const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
/** Public modules, by the name after that of the package. Everything else may change with each version. */
const modules = JSON.parse(await readFile(path.join(root, 'scripts/core/modules.json'), 'utf8'));

await rm(target, { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'scripts/core/tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
});
// The compiler rewrites the endings of imports in modules, but not in types.
for await (const file of glob('lib/**/*.d.ts', { cwd: target })) {
  const text = await readFile(path.join(target, file), 'utf8');
  await writeFile(path.join(target, file), text.replaceAll(/(from '\.[^']+)\.ts'/g, "$1.js'"));
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { presign: 'src/cli/main.ts' },
  bundle: true,
  outdir: 'dist-core/cli',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  preserveSymlinks: true,
  plugins: [undiciParts],
  banner: { js: requireForCommonJs },
  minify: true,
  metafile: true,
});
const packages = await bundledPackages(metafile, root);
await writeFile(path.join(target, 'ThirdPartyNotices.txt'), thirdPartyNotices(packages));

const address = publicAddress(manifest);
const readme = await readFile(path.join(root, 'docs/core.md'), 'utf8');
await writeFile(path.join(target, 'README.md'), packagedReadme(readme, address, 'HEAD'));
await cp(path.join(root, 'LICENSE'), path.join(target, 'LICENSE'));
await writeFile(
  path.join(target, 'package.json'),
  `${JSON.stringify(
    {
      name: 'oss-presigned-links-core',
      version: manifest.version,
      description: 'Signs, reads, checks and finds presigned URLs of Alibaba Cloud OSS.',
      keywords: manifest.keywords,
      license: manifest.license,
      ...address?.manifest,
      type: 'module',
      engines: { node: '>=22' },
      exports: Object.fromEntries(
        Object.entries(modules).map(([name, module]) => [
          `./${name}`,
          { types: `./lib/${module}.d.ts`, default: `./lib/${module}.js` },
        ]),
      ),
      bin: { presign: 'cli/presign.js' },
      files: ['lib', 'cli', 'ThirdPartyNotices.txt'],
      sideEffects: false,
      dependencies: { saxes: manifest.dependencies.saxes },
    },
    undefined,
    2,
  )}\n`,
);
console.log(
  `dist-core: ${Object.keys(modules).length} modules, ${packages.length} packages of others in the command line`,
);
