import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';
import { bundledPackages, thirdPartyNotices } from './thirdPartyNotices.mjs';

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

// What ships is gathered in a folder of its own, since its README has no pictures (they would be a third of the size) and
// no links into the repository (VS Code opens web addresses only from the page of an extension).
const gathered = `${cwd}out/package`;
await rm(gathered, { recursive: true, force: true });
for (const file of files) {
  const target = path.join(gathered, file);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(`${cwd}${file}`, target);
  if (/^README/.test(file)) await writeFile(target, packagedReadme(file, await readFile(target, 'utf8')));
}

const packages = await bundledPackages(JSON.parse(await readFile(`${cwd}out/metafile.json`, 'utf8')), cwd);
await writeFile(path.join(gathered, 'ThirdPartyNotices.txt'), thirdPartyNotices(packages));

// The same bytes for the same commit; sources without their history are packaged with the time of now.
const commit = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd, encoding: 'utf8' });
if (commit.status === 0) process.env.SOURCE_DATE_EPOCH ??= commit.stdout.trim();
await createVSIX({
  cwd: gathered,
  packagePath: `${cwd}${vsixName}`,
  dependencies: false,
  allowMissingRepository: true,
  // The README has none left.
  rewriteRelativeLinks: false,
});
const { size } = await stat(`${cwd}${vsixName}`);
if (size > limitBytes) fail(`${vsixName} has ${size} bytes, more than ${limitBytes}`);
console.log(
  `${vsixName}: ${Math.ceil(size / 1024)} KB, ${files.length + 1} files, ${packages.length} packages of others`,
);

/**
 * README as it ships: without pictures, which stay in the repository, with the lines that they were on; without lines of
 * nothing but links into the repository; and with the text of all other such links.
 */
function packagedReadme(name, text) {
  const picture = /^ *(!\[[^\]]*\]\(media\/screenshots\/[^)]+\)|<img [^>]*src="media\/screenshots\/[^>]*>) *\n+/gm;
  const links = /^(?:(?:^| · )\[[^\]]*\]\((?!https?:)[^)]*\))+\n+/gm;
  const link = /(?<!!)\[([^\]]*)\]\((?!https?:)[^)]*\)/g;
  const kept = text.replaceAll(picture, '').replaceAll(links, '').replaceAll(link, '$1');
  if (kept.includes('media/screenshots/')) fail(`${name} has a picture that is not on a line of its own`);
  return kept;
}

function fail(reason) {
  console.error(`package: ${reason}`);
  process.exit(1);
}
