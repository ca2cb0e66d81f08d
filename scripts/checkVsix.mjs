import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';
import { publicAddress } from './publicAddress.mjs';
import { findSecrets } from './secretPatterns.mjs';
import { bundledPackages, noticeHeading, readHeadings, thirdPartyNotices } from './thirdPartyNotices.mjs';

/**
 * Checks a VSIX against its build (out/metafile.json):
 *
 *   node scripts/checkVsix.mjs [--online] [FILE]
 *
 * With --online the pictures of the README must exist on the web as well.
 */
const limitBytes = 600 * 1024;
/** Every file that may ship, as vsce names them. */
const allowed =
  /^(\[Content_Types\]\.xml|extension\.vsixmanifest|extension\/(package(\.nls(\.[\w-]+)?)?\.json|readme(\.[\w-]+)?\.md|changelog\.md|license\.txt|thirdpartynotices\.txt|dist\/(extension|chunks\/[\w.-]+)\.js|l10n\/bundle\.l10n\.[\w-]+\.json|media\/[\w/.-]+\.(png|svg|md)))$/i;
const required = [
  'extension.vsixmanifest',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/ThirdPartyNotices.txt',
  'extension/dist/extension.js',
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const isOnline = process.argv.includes('--online');
  const [file = `${name}-${version}.vsix`] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const { problems, summary } = await checkVsix(file, { root, isOnline });
  for (const problem of problems) console.error(`checkVsix: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(summary);
}

/** Problems of a VSIX, one per line, and its description in one line. */
export async function checkVsix(file, { root, isOnline = false }) {
  const metafile = JSON.parse(await readFile(path.join(root, 'out/metafile.json'), 'utf8'));
  const packages = await bundledPackages(metafile, root);
  const { size } = await stat(file);
  const contents = await readZip(file);
  const manifest = JSON.parse(String(contents.get('extension/package.json') ?? '{}'));
  const readmes = [...contents].filter(([name]) => /^extension\/readme/i.test(name));
  const problems = [
    ...(size > limitBytes ? [`it has ${size} bytes, more than ${limitBytes}`] : []),
    ...checkNames([...contents.keys()]),
    ...checkBuild(contents, metafile),
    ...checkNotices(String(contents.get('extension/ThirdPartyNotices.txt')), packages),
    ...checkNamedFiles(manifest, contents),
    ...[...contents].flatMap(([name, bytes]) => checkText(name, bytes.toString('latin1'), root)),
  ];
  for (const [name, bytes] of readmes)
    problems.push(...(await checkReadme(name, String(bytes), { manifest, root, isOnline })));
  return {
    problems,
    summary: `${path.basename(file)}: ${Math.ceil(size / 1024)} KB, ${contents.size} files, ${packages.length} packages of others`,
  };
}

function checkNames(names) {
  return [
    ...names.filter((name) => !allowed.test(name)).map((name) => `${name} should not be in it`),
    ...required.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
  ];
}

/** Compares the code with the build's output. If they differ, the checks of the build say nothing about the VSIX. */
function checkBuild(contents, { outputs }) {
  const built = new Map(
    Object.entries(outputs)
      .filter(([name]) => name.endsWith('.js'))
      .map(([name, { bytes }]) => [`extension/${name}`, bytes]),
  );
  const packed = [...contents.keys()].filter((name) => name.startsWith('extension/dist/'));
  return [...new Set([...built.keys(), ...packed])]
    .filter((name) => built.get(name) !== contents.get(name)?.length)
    .map((name) => `${name} is not as it was built`);
}

function checkNotices(notices, packages) {
  const bundled = packages.map(noticeHeading);
  const named = readHeadings(notices);
  if (notices === thirdPartyNotices(packages)) return [];
  return [
    'its notices are not those of the packages in the bundle',
    ...bundled.filter((heading) => !named.includes(heading)).map((heading) => `no notice of ${heading}`),
    ...named.filter((heading) => !bundled.includes(heading)).map((heading) => `a notice of ${heading}, not bundled`),
  ];
}

/** Checks that every file named in package.json exists: main, icons, pictures of the walkthrough. */
function checkNamedFiles(manifest, contents) {
  const named = [];
  JSON.stringify(manifest, (_key, value) => {
    if (typeof value === 'string' && /^(\.\/)?(dist|media)\/[^*]+$/.test(value)) named.push(value.replace('./', ''));
    return value;
  });
  return named
    .filter((name) => !contents.has(`extension/${name}`))
    .map((name) => `package.json names ${name}, not in it`);
}

function checkText(name, text, root) {
  return [
    ...(/sourceMappingURL/.test(text) ? [`${name} refers to a source map`] : []),
    ...(text.includes(root) ? [`${name} names the folder that it was built in`] : []),
    ...findSecrets(text).map((kind) => `${name} holds what looks like ${kind}`),
  ];
}

/**
 * Checks that links and pictures of a README are web addresses, and that pictures are existing files of the repository.
 */
async function checkReadme(name, text, { manifest, root, isOnline }) {
  const address = publicAddress(manifest, {});
  const links = [...text.matchAll(/(?<!!)\[[^\]]*\]\(([^)\s]+)\)|<a [^>]*?href="([^"]+)"/g)].map(targetOf);
  const pictures = [...text.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)|<img [^>]*?src="([^"]+)"/g)].map(targetOf);
  const problems = links
    .filter((target) => !/^https?:/.test(target))
    .map((target) => `${name} links to ${target}, which its readers cannot open`);
  for (const target of pictures) {
    const file = address?.fileOf(target);
    if (file === undefined) {
      problems.push(`${name} shows ${target}, which is not of the repository`);
    } else if (await isMissing(path.join(root, decodeURIComponent(file)))) {
      problems.push(`${name} shows ${target}, but there is no ${file}`);
    } else if (isOnline) {
      const { status } = await fetch(target, { method: 'HEAD' });
      if (status !== 200) problems.push(`${name} shows ${target}, which answers ${status}`);
    }
  }
  return problems;
}

function targetOf([, markdown, html]) {
  return markdown ?? html;
}

async function isMissing(file) {
  return stat(file).then(
    () => false,
    () => true,
  );
}

/** Files of a ZIP file by name. */
async function readZip(file) {
  const { files } = await JSZip.loadAsync(await readFile(file));
  const entries = Object.values(files).filter(({ dir }) => !dir);
  return new Map(await Promise.all(entries.map(async (entry) => [entry.name, await entry.async('nodebuffer')])));
}
