import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { keptFolder } from '../workbench/folders.ts';
import { unpackPackages, type Packages } from './debianPackages.ts';
import { runOrFail, type Command } from './run.ts';

/** Folder in which tools and their compiled results are kept between runs. */
export const toolsFolder = path.join(keptFolder, 'tools');

/** Something that runs programs or commands. */
export interface Tool {
  readonly id: string;
  /** Command that succeeds if the tool works. */
  readonly probe: (found: FoundTool) => Command;
  /** Packages that contain the tool. */
  readonly packages: Packages;
  /** Folder of its commands in the unpacked packages, besides `usr/bin`. */
  readonly binFolder?: string;
}

/** A tool of this machine, or one that was unpacked. */
export interface FoundTool {
  /** Folder of unpacked packages; absent for a tool of the machine. */
  readonly root?: string;
  readonly env: Readonly<Record<string, string>>;
}

const libraries = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string] ?? process.arch;

/** Finds a tool on this machine or unpacks it; throws the reason if it cannot be used. */
export async function findTool({ id, probe, packages, binFolder }: Tool): Promise<FoundTool> {
  const works = async (found: FoundTool): Promise<FoundTool> => {
    await runOrFail(probe(found), keptFolder);
    return found;
  };
  return works({ env: {} }).catch(async () => {
    const root = path.join(await unpackPackages(packages, path.join(toolsFolder, id)), 'root');
    const inRoot = (...folders: string[]): string => folders.map((folder) => path.join(root, folder)).join(':');
    return works({
      root,
      env: {
        PATH: `${inRoot(...(binFolder === undefined ? [] : [binFolder]), 'usr/bin', 'bin')}:/usr/bin:/bin:${process.env['PATH'] ?? ''}`,
        LD_LIBRARY_PATH: inRoot(`usr/lib/${libraries}`, `lib/${libraries}`),
      },
    });
  });
}

const answersVersion =
  (file: string): Tool['probe'] =>
  ({ env }) => ({ file, args: ['--version'], env });

/** A command that is the only one of its package. */
export function commandTool(id: string, debianPackage: string): Tool {
  return { id, probe: answersVersion(id), packages: { names: [debianPackage] } };
}

export const javaTool: Tool = {
  id: 'java',
  probe: answersVersion('javac'),
  packages: { names: ['default-jdk-headless'] },
  binFolder: 'usr/lib/jvm/default-java/bin',
};

export const goTool: Tool = {
  id: 'go',
  probe: ({ env }) => ({ file: 'go', args: ['version'], env }),
  packages: { names: ['golang-go'] },
};

export const phpTool: Tool = {
  id: 'php',
  probe: (found) => phpCommand(found, ['-r', 'exit(extension_loaded("curl") ? 0 : 1);']),
  packages: { names: ['php-cli', 'php-curl'] },
};

/** Runs PHP; where it was unpacked, without the configuration that an installation would have written. */
export function phpCommand({ root, env }: FoundTool, args: readonly string[]): Command {
  if (root === undefined) return { file: 'php', args, env };
  const started = ['-c', 'exec php.default -n -d extension_dir="$(echo "$0"/usr/lib/php/2*)" -d extension=curl "$@"'];
  return { file: '/bin/sh', args: [...started, root, ...args], env };
}

export const cppTool: Tool = {
  id: 'cpp',
  // Preprocessing finds the headers of the language, of the system and of curl.
  probe: (found) => ({
    file: 'g++',
    args: [...compilerOptions(found), '-E', '-include', 'string', '-include', 'curl/curl.h', '-x', 'c++', '/dev/null'],
    env: found.env,
  }),
  packages: { names: ['g++', 'libcurl4-openssl-dev'] },
};

/** Where a compiler finds what was unpacked; headers come last, since those of C++ go on to the next of their name. */
export function compilerOptions({ root }: FoundTool): readonly string[] {
  if (root === undefined) return [];
  const headers = [`usr/include`, `usr/include/${libraries}`].flatMap((one) => ['-idirafter', path.join(root, one)]);
  return [...headers, ...linkerOptions({ root })];
}

function linkerOptions({ root }: Pick<FoundTool, 'root'>): readonly string[] {
  return root === undefined ? [] : ['B', 'L'].map((option) => `-${option}${path.join(root, 'usr/lib', libraries)}`);
}

export const cargoTool: Tool = {
  id: 'cargo',
  probe: answersVersion('cargo'),
  packages: { names: ['cargo', 'gcc', 'libc6-dev'] },
};

/** Environment with which Rust links by an unpacked compiler. */
export function rustFlags(found: FoundTool): Readonly<Record<string, string>> {
  const options = linkerOptions(found).map((option) => `-C link-arg=${option}`);
  return found.root === undefined ? {} : { RUSTFLAGS: ['-C linker=gcc', ...options].join(' ') };
}

/** A folder of crates, with which cargo does without a network. */
export async function rustCrates(): Promise<string> {
  const packages = { names: ['librust-reqwest-dev'], keep: /^librust-/ };
  const registry = path.join(
    await unpackPackages(packages, path.join(toolsFolder, 'crates')),
    'root/usr/share/cargo/registry',
  );
  await readdir(registry);
  return registry;
}
