import { execFileSync, spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles } from '@vscode/vsce';
import { checkVsix } from './checkVsix.mjs';
import { packagedReadme } from './packagedReadme.mjs';
import { publicAddress } from './publicAddress.mjs';
import { bundledPackages, thirdPartyNotices } from './thirdPartyNotices.mjs';

/**
 * Builds, packages and checks the extension: npm run package → oss-presigned-links-<version>.vsix
 * The same commit gives the same bytes, on any machine and at any time. With --debug it is built with source maps and
 * not checked.
 */
const forDebugger = process.argv.includes('--debug');
const cwd = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(await readFile(`${cwd}package.json`, 'utf8'));
const vsixFile = `${cwd}${manifest.name}-${manifest.version}.vsix`;
const address = publicAddress(manifest);
const commit = ofCommit('%H') ?? 'HEAD';

execFileSync(process.execPath, ['esbuild.mjs', ...(forDebugger ? [] : ['--production'])], { cwd, stdio: 'inherit' });

// The shipped files are collected in a separate folder, because README and manifest differ from those of the
// repository.
const gathered = `${cwd}out/package`;
await rm(gathered, { recursive: true, force: true });
const files = await listFiles({ cwd, dependencies: false });
for (const file of [...files, '.vscodeignore']) {
  const target = path.join(gathered, file);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(`${cwd}${file}`, target);
  if (/^README/.test(file)) {
    await writeFile(target, packagedReadme(await readFile(target, 'utf8'), address, commit));
  }
}
await writeFile(
  path.join(gathered, 'package.json'),
  `${JSON.stringify({ ...manifest, ...address?.manifest }, undefined, 2)}\n`,
);
const packages = await bundledPackages(JSON.parse(await readFile(`${cwd}out/metafile.json`, 'utf8')), cwd);
await writeFile(path.join(gathered, 'ThirdPartyNotices.txt'), thirdPartyNotices(packages));

// Sources without their history are packaged with the current time. A ZIP file contains local times.
process.env.SOURCE_DATE_EPOCH ??= ofCommit('%ct') ?? String(Math.floor(Date.now() / 1000));
process.env.TZ = 'UTC';
await createVSIX({
  cwd: gathered,
  packagePath: vsixFile,
  dependencies: false,
  allowMissingRepository: true,
  // The packaged README has no relative links left.
  rewriteRelativeLinks: false,
  preRelease: isPreRelease(manifest.version),
});
const { problems, summary } = forDebugger
  ? { problems: [], summary: vsixFile }
  : await checkVsix(vsixFile, { root: cwd });
for (const problem of problems) console.error(`package: ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else console.log(summary);

/** Versions with an odd minor are previews, as VS Code's documentation advises. */
function isPreRelease(version) {
  return Number(version.split('.')[1]) % 2 === 1;
}

function ofCommit(format) {
  const { status, stdout } = spawnSync('git', ['log', '-1', `--format=${format}`], { cwd, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
