import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSbom } from './sbom.mjs';
import { bundledPackages } from './thirdPartyNotices.mjs';

/**
 * Runs all steps of a release except publishing. Leaves VSIX, checksum and SBOM in out/release:
 *
 *   npm run release:check [-- --without-tests] [-- --tag v1.2.3]
 *
 * With --tag the version must match the tag and have its own section in CHANGELOG.md. --without-tests is for runs in
 * which the test levels ran separately.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const released = path.join(root, 'out/release');
const args = process.argv.slice(2);
const tag = args.includes('--tag') ? args[args.indexOf('--tag') + 1] : undefined;
const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const { name, version } = manifest;
const vsixName = `${name}-${version}.vsix`;

const steps = [
  ['version', checkVersion],
  ...(args.includes('--without-tests') ? [] : [['tests', runTests]]),
  ['package', () => node(root, 'scripts/package.mjs')],
  ['the same bytes again', compareWithSecondBuild],
  ['checksum and SBOM', writeReleaseFiles],
];
for (const [title, run] of steps) {
  console.log(`\n=== ${title}`);
  try {
    await run();
  } catch (error) {
    console.error(`release:check: ${title}: ${error.message}`);
    process.exit(1);
  }
}
console.log(`\nReady to be published: ${path.relative(root, released)}`);

/** Checks that the release is a commit and has a section in the changelog. */
async function checkVersion() {
  const changed = git('status', '--porcelain');
  if (changed !== '') throw new Error(`commit first:\n${changed}`);
  if (tag !== undefined && tag !== `v${version}`) throw new Error(`package.json has ${version}, the tag is ${tag}`);
  const section =
    tag === undefined ? `(?:${version.replaceAll('.', '\\.')}|Unreleased)` : version.replaceAll('.', '\\.');
  const changelog = await readFile(path.join(root, 'CHANGELOG.md'), 'utf8');
  if (!new RegExp(`^## \\[${section}\\][^]*?^- `, 'm').test(changelog)) {
    throw new Error(`CHANGELOG.md says nothing of ${tag === undefined ? `${version} or what is unreleased` : version}`);
  }
  console.log(`${name} ${version} of ${git('rev-parse', 'HEAD')}`);
}

function runTests() {
  node(root, 'scripts/test.mjs', 'usual', 'style', 'formats');
}

/** Packages the commit in another folder and another time zone, as anyone else can. */
async function compareWithSecondBuild() {
  const folder = await mkdtemp(path.join(tmpdir(), 'oss-links-second-build-'));
  try {
    const clone = path.join(folder, 'clone');
    git('clone', '--quiet', '--no-hardlinks', root, clone);
    // A junction, because symlinks need privileges on Windows.
    await symlink(path.join(root, 'node_modules'), path.join(clone, 'node_modules'), 'junction');
    process.env.TZ = 'Asia/Shanghai';
    node(clone, 'scripts/package.mjs');
    const [first, second] = [await sha256(path.join(root, vsixName)), await sha256(path.join(clone, vsixName))];
    if (first !== second) throw new Error(`two builds differ: ${first} and ${second}`);
    console.log(`sha256 ${first}, twice`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeReleaseFiles() {
  const vsixSha256 = await sha256(path.join(root, vsixName));
  const metafile = JSON.parse(await readFile(path.join(root, 'out/metafile.json'), 'utf8'));
  const sbom = createSbom({
    manifest,
    packages: await bundledPackages(metafile, root),
    lock: JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')),
    vsixSha256,
    createdAt: new Date(Number(git('log', '-1', '--format=%ct')) * 1000),
  });
  await rm(released, { recursive: true, force: true });
  await mkdir(released, { recursive: true });
  await cp(path.join(root, vsixName), path.join(released, vsixName));
  await writeFile(path.join(released, `${vsixName}.sha256`), `${vsixSha256}  ${vsixName}\n`);
  await writeFile(path.join(released, `${name}-${version}.cdx.json`), `${JSON.stringify(sbom, undefined, 2)}\n`);
  console.log(`${sbom.components.length} components in the SBOM`);
}

async function sha256(file) {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** Runs a script of a copy of the repository and shows its output. */
function node(cwd, ...command) {
  const { status, error } = spawnSync(process.execPath, command, { cwd, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command.join(' ')} exited with ${status}`);
}

function git(...command) {
  const { status, stdout, stderr, error } = spawnSync('git', command, { cwd: root, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}
