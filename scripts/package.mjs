import { execFileSync } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';

/**
 * Builds and packages the extension: npm run package → oss-presigned-links-<version>.vsix
 * The same commit gives the same bytes.
 */
const limitBytes = 400 * 1024;
const expected =
  /^(package(\.nls(\.[\w-]+)?)?\.json|README(\.[\w-]+)?\.md|CHANGELOG\.md|LICENSE|dist\/(extension|chunks\/[\w.-]+)\.js|l10n\/bundle\.l10n\.[\w-]+\.json|media\/[\w/.-]+\.(png|svg|md))$/;
const required = [
  'package.json',
  'package.nls.json',
  'LICENSE',
  'dist/extension.js',
  'media/icon.png',
  'media/oss.svg',
];

const cwd = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(await readFile(`${cwd}package.json`, 'utf8'));
const vsixName = `${name}-${version}.vsix`;

execFileSync(process.execPath, ['esbuild.mjs', '--production'], { cwd, stdio: 'inherit' });

const files = await listFiles({ cwd, dependencies: false });
const unexpected = files.filter((file) => !expected.test(file));
if (unexpected.length > 0) fail(`would also ship ${unexpected.join(', ')}`);
const missing = required.filter((file) => !files.includes(file));
if (missing.length > 0) fail(`would not ship ${missing.join(', ')}`);

process.env.SOURCE_DATE_EPOCH ??= execFileSync('git', ['log', '-1', '--format=%ct'], { cwd, encoding: 'utf8' }).trim();
await createVSIX({
  cwd,
  packagePath: vsixName,
  dependencies: false,
  allowMissingRepository: true,
  // The pictures are in the package, and there VS Code finds them.
  rewriteRelativeLinks: false,
});
const { size } = await stat(`${cwd}${vsixName}`);
if (size > limitBytes) fail(`${vsixName} has ${size} bytes, more than ${limitBytes}`);
console.log(`${vsixName}: ${Math.ceil(size / 1024)} KB, ${files.length} files`);

function fail(reason) {
  console.error(`package: ${reason}`);
  process.exit(1);
}
