import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Prints the notices that the licences of bundled packages require, by esbuild's metafile:
 *
 *   node scripts/thirdPartyNotices.mjs [out/metafile.json [folder of the build]]
 */
const licencesFolder = fileURLToPath(new URL('licences', import.meta.url));
/** Licences whose terms are met by passing on their text. */
const acceptedLicences = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
/** Third-party work that a package contains in compiled form, without its licence. */
const embedded = [
  {
    input: /\/undici\/lib\/llhttp\/llhttp.*-wasm\.js$/,
    name: 'llhttp',
    licence: 'MIT',
    homepage: 'https://github.com/nodejs/llhttp',
  },
];
const rule = '-'.repeat(80);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [metafile = 'out/metafile.json', root = '.'] = process.argv.slice(2);
  try {
    const packages = await bundledPackages(JSON.parse(await readFile(metafile, 'utf8')), root);
    process.stdout.write(thirdPartyNotices(packages));
  } catch (error) {
    console.error(`thirdPartyNotices: ${error.message}`);
    process.exitCode = 1;
  }
}

/** Packages with code in the bundle, sorted by name: `{ name, version, licence, location, homepage, texts }`. */
export async function bundledPackages({ outputs }, root) {
  const inputs = Object.values(outputs)
    .flatMap((output) => Object.entries(output.inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([input]) => input);
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = await Promise.all([...folders].map((folder) => readPackage(root, folder)));
  for (const { input, ...part } of embedded) {
    if (inputs.some((name) => input.test(`/${name}`))) packages.push({ ...part, texts: [await keptText(part.name)] });
  }
  return packages.sort((a, b) => compare(a.name, b.name) || compare(a.version ?? '', b.version ?? ''));
}

/** The text of ThirdPartyNotices.txt. */
export function thirdPartyNotices(packages) {
  const sections = packages.map(({ homepage, texts, ...named }) =>
    [rule, noticeHeading(named), ...(homepage ? [homepage] : []), '', texts.join('\n\n'), ''].join('\n'),
  );
  return ['This extension contains the work of others, under the licences below.\n', ...sections].join('\n');
}

/** The line that names a package in the notices. */
export function noticeHeading({ name, version, licence }) {
  return `${version === undefined ? name : `${name} ${version}`} (${licence})`;
}

/** The headings of notices, in their order. */
export function readHeadings(notices) {
  return notices
    .split(`${rule}\n`)
    .slice(1)
    .map((section) => section.slice(0, section.indexOf('\n')));
}

/** The folder of the package that a module is in; a package within another's node_modules is one of its own. */
function packageFolder(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input.replaceAll('\\', '/'))?.[0];
}

async function readPackage(root, location) {
  const folder = path.resolve(root, location);
  const { name, version, license, homepage, repository } = JSON.parse(
    await readFile(path.join(folder, 'package.json'), 'utf8'),
  );
  if (!acceptedLicences.includes(license)) {
    throw new Error(`${name} is under ${JSON.stringify(license)}: check whether it may be bundled`);
  }
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)([.-].*)?$/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readText(path.join(folder, file))));
  const page = homepage ?? repository?.url ?? repository;
  return {
    name,
    version,
    licence: license,
    location,
    homepage: page?.replace(/^git\+/, '').replace(/\.git(#.*)?$/, ''),
    texts: texts.length > 0 ? texts : [await keptText(name)],
  };
}

/** Licence of a package that does not contain it, stored in this repository. */
async function keptText(name) {
  const file = path.join(licencesFolder, `${name.replace('/', '+')}.txt`);
  return readText(file).catch((cause) => {
    throw new Error(`${name} brings no text of its licence: add scripts/licences/${path.basename(file)}`, { cause });
  });
}

async function readText(file) {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').trim();
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
