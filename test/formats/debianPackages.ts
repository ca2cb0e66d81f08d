import { access, mkdir, readdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runOrFail } from './run.ts';

/** Debian packages that a tool needs. */
export interface Packages {
  /** Installed names, e.g. `golang-go`. */
  readonly names: readonly string[];
  /** Pattern of the required packages among all dependencies, as `name=version`. */
  readonly keep?: RegExp;
}

/**
 * All packages except the C library, which every system has, and which does not run with the loader of another version.
 */
const exceptLibc = /^(?!(libc6|libc-bin)=)/;

/**
 * Unpacks packages, with the dependencies that this machine lacks, into a folder that later runs reuse; resolves to the
 * folder. The system is not changed: apt uses its own lists and downloads.
 */
export async function unpackPackages({ names, keep = exceptLibc }: Packages, folder: string): Promise<string> {
  if (await exists(folder)) return folder;
  const partFolder = `${folder}.part`;
  await rm(partFolder, { recursive: true, force: true });
  const [lists, downloads, root] = ['lists', 'downloads', 'root'].map((name) => path.join(partFolder, name)) as [
    string,
    string,
    string,
  ];
  for (const made of [path.join(lists, 'partial'), downloads, root]) await mkdir(made, { recursive: true });
  const apt = (...args: string[]): Promise<string> =>
    runOrFail(
      {
        file: 'apt-get',
        args: ['-qq', ...aptOptions({ lists, cache: path.join(partFolder, 'cache') }), ...args],
        env: { LC_ALL: 'C' },
      },
      downloads,
    );
  // A missing list of another vendor does not matter.
  await apt('update').catch(() => undefined);
  const wanted = await apt('--print-uris', '--yes', '--no-install-recommends', 'install', ...names);
  // Each line: 'ADDRESS' NAME_VERSION_ARCHITECTURE.deb SIZE HASH
  const files = [...wanted.matchAll(/^'\S+' (\S+)_(\S+)_\S+\.deb /gm)];
  const chosen = files.map(([, name = '', version = '']) => `${name}=${decodeURIComponent(version)}`);
  await apt('download', ...chosen.filter((one) => keep.test(one)));
  for (const file of await readdir(downloads)) {
    await runOrFail({ file: 'dpkg-deb', args: ['--extract', path.join(downloads, file), root] }, downloads);
  }
  for (const needless of [lists, downloads, path.join(partFolder, 'cache')]) {
    await rm(needless, { recursive: true, force: true });
  }
  await repairSymlinks(root, path.join(folder, 'root'));
  await repairLinkerScripts(root, path.join(folder, 'root'));
  await rename(partFolder, folder);
  return folder;
}

function aptOptions({ lists, cache }: { lists: string; cache: string }): string[] {
  const options = {
    'Dir::State::lists': lists,
    'Dir::Cache': cache,
    'Debug::NoLocking': '1',
    // Downloads go into a folder of ours, where no other user may write.
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** Redirects symlinks whose target is on the system, or elsewhere among the unpacked packages. */
async function repairSymlinks(root: string, futureRoot: string): Promise<void> {
  const broken = await runOrFail({ file: 'find', args: [root, '-xtype', 'l', '-printf', '%p\\t%l\\n'] }, root);
  for (const line of broken.split('\n').filter(Boolean)) {
    const [link = '', target = ''] = line.split('\t');
    const absolute = path.resolve('/', path.relative(root, path.dirname(link)), target);
    const inRoot = path.join(root, absolute);
    if (await exists(inRoot)) await relink(link, path.join(futureRoot, absolute));
    else if (await exists(absolute)) await relink(link, absolute);
  }
}

async function relink(link: string, target: string): Promise<void> {
  await unlink(link);
  await symlink(target, link);
}

const absolutePath = /\/[\w./+-]+/g;

/** Corrects libraries that are linker scripts, which name their parts by absolute paths. */
async function repairLinkerScripts(root: string, futureRoot: string): Promise<void> {
  for (const name of ['libc.so', 'libm.so']) {
    const found = await runOrFail({ file: 'find', args: [root, '-name', name, '-type', 'f'] }, root);
    for (const file of found.split('\n').filter(Boolean)) {
      const script = await readFile(file, 'utf8');
      const unpacked = new Set<string>();
      for (const part of script.match(absolutePath) ?? []) {
        if (await exists(path.join(root, part))) unpacked.add(part);
      }
      const repaired = script.replace(absolutePath, (part) =>
        unpacked.has(part) ? path.join(futureRoot, part) : part,
      );
      await writeFile(file, repaired);
    }
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
