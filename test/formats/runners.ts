import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runOrFail, type Command } from './run.ts';
import {
  cargoTool,
  commandTool,
  compilerOptions,
  cppTool,
  findTool,
  goTool,
  javaTool,
  phpCommand,
  phpTool,
  rustCrates,
  rustFlags,
  toolsFolder,
  type FoundTool,
} from './tools.ts';

/** Makes a format's text runnable in an empty folder of its own. */
export type Prepare = (text: string, folder: string) => Promise<Command>;

/** Runner of a format's text. */
export interface Runner {
  /** Finds or downloads what it needs; throws the reason if that is not available. */
  readonly open: () => Promise<Prepare>;
  /** Methods for which the command does not show why OSS refused a request. */
  readonly hidesErrorsOf?: readonly ('GET' | 'PUT')[];
  /** Whether the command resumes an interrupted download, so that it succeeds. */
  readonly resumes?: true;
  /** Whether the command creates the file before its request, so that a refused download leaves it empty. */
  readonly leavesEmptyFile?: true;
}

/** By the ID of the format. */
export const runners: Readonly<Record<string, Runner>> = {
  curl: { open: () => shell('curl', 'curl'), hidesErrorsOf: ['GET', 'PUT'] },
  wget: { open: () => shell('wget', 'wget'), hidesErrorsOf: ['GET'], resumes: true, leavesEmptyFile: true },
  aria2: { open: () => shell('aria2c', 'aria2'), hidesErrorsOf: ['GET'], resumes: true },
  httpie: { open: httpie, hidesErrorsOf: ['GET'], leavesEmptyFile: true },
  python: { open: () => interpreter('python3', 'python3', 'link.py') },
  nodejs: { open: () => Promise.resolve(nodejs) },
  java: { open: javaRunner },
  go: { open: goRunner },
  cpp: { open: cppRunner },
  php: { open: phpRunner },
  rust: { open: rustRunner },
};

/** Runs a module in the Node.js that runs the tests. */
export const nodejs: Prepare = async (text, folder) => {
  const file = path.join(folder, 'link.mjs');
  await writeFile(file, text);
  return { file: process.execPath, args: [file] };
};

async function shell(command: string, debianPackage: string): Promise<Prepare> {
  const { env } = await findTool(commandTool(command, debianPackage));
  return (text) => Promise.resolve({ file: '/bin/sh', args: ['-c', text], env });
}

async function httpie(): Promise<Prepare> {
  const { root, env } = await findTool({
    ...commandTool('http', 'httpie'),
    probe: (found) => ({ file: '/bin/sh', args: ['-c', `${httpFunction(found)}http --version`], env: found.env }),
  });
  const found = { ...(root === undefined ? {} : { root }), env };
  return (text) => Promise.resolve({ file: '/bin/sh', args: ['-c', httpFunction(found) + text], env });
}

/** An unpacked HTTPie is started by whichever Python there is, with what was unpacked beside it. */
function httpFunction({ root }: FoundTool): string {
  if (root === undefined) return '';
  const modules = `${root}/usr/lib/python3/dist-packages:/usr/lib/python3/dist-packages`;
  return `http() { PYTHONPATH='${modules}' python3 '${root}/usr/bin/http' "$@"; }\n`;
}

async function interpreter(command: string, debianPackage: string, fileName: string): Promise<Prepare> {
  const { env } = await findTool(commandTool(command, debianPackage));
  return async (text, folder) => {
    const file = path.join(folder, fileName);
    await writeFile(file, text);
    return { file: command, args: [file], env };
  };
}

async function phpRunner(): Promise<Prepare> {
  const found = await findTool(phpTool);
  return async (text, folder) => {
    const file = path.join(folder, 'link.php');
    await writeFile(file, text);
    return phpCommand(found, [file]);
  };
}

async function javaRunner(): Promise<Prepare> {
  const { env } = await findTool(javaTool);
  return async (text, folder) => {
    const className = /public class (\w+)/.exec(text)?.[1] ?? '';
    await writeFile(path.join(folder, `${className}.java`), text);
    await runOrFail({ file: 'javac', args: [`${className}.java`], env }, folder);
    return { file: 'java', args: ['-XX:TieredStopAtLevel=1', '-cp', folder, className], env };
  };
}

async function goRunner(): Promise<Prepare> {
  const found = await findTool(goTool);
  const cache = path.join(toolsFolder, 'go-cache');
  const env = { ...found.env, GOCACHE: cache, GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' };
  return async (text, folder) => {
    await writeFile(path.join(folder, 'main.go'), text);
    await runOrFail({ file: 'go', args: ['vet', 'main.go'], env }, folder);
    await runOrFail({ file: 'go', args: ['build', '-o', 'program', 'main.go'], env }, folder);
    return { file: path.join(folder, 'program'), args: [] };
  };
}

async function cppRunner(): Promise<Prepare> {
  const found = await findTool(cppTool);
  const options = ['-std=c++17', '-Wall', '-Wextra', '-Werror', ...compilerOptions(found)];
  return async (text, folder) => {
    await writeFile(path.join(folder, 'upload.cpp'), text);
    const args = [...options, 'upload.cpp', '-o', 'program', '-lcurl'];
    await runOrFail({ file: 'g++', args, env: found.env }, folder);
    return { file: path.join(folder, 'program'), args: [], env: found.env };
  };
}

async function rustRunner(): Promise<Prepare> {
  const found = await findTool(cargoTool);
  const crates = await rustCrates();
  const project = path.join(toolsFolder, 'rust');
  const env = { ...found.env, ...rustFlags(found) };
  await mkdir(path.join(project, 'src'), { recursive: true });
  await mkdir(path.join(project, '.cargo'), { recursive: true });
  // Without TLS, which takes long to compile and is not needed on loopback.
  await writeFile(
    path.join(project, 'Cargo.toml'),
    `[package]\nname = "program"\nversion = "0.0.0"\nedition = "2021"\n[profile.dev]\ndebug = false\n[dependencies]\nreqwest = { version = "*", default-features = false, features = ["blocking"] }\n`,
  );
  await writeFile(
    path.join(project, '.cargo/config.toml'),
    `[source.crates-io]\nreplace-with = "unpacked"\n[source.unpacked]\ndirectory = ${JSON.stringify(crates)}\n`,
  );
  const build = async (text: string): Promise<void> => {
    await writeFile(path.join(project, 'src/main.rs'), text);
    await runOrFail({ file: 'cargo', args: ['build', '--offline', '--quiet'], env }, project);
  };
  // Dependencies take the longest to compile, so they are compiled here, during the downloads of other tools.
  await build('fn main() {}\n');
  return async (text, folder) => {
    await build(text);
    const program = path.join(folder, 'program');
    await runOrFail({ file: 'cp', args: [path.join(project, 'target/debug/program'), program] }, folder);
    return { file: program, args: [], env: found.env };
  };
}
