import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../../src/cli/commandLine.ts';
import type { Credentials } from '../../../src/oss/credentials.ts';
import { CredentialSources } from '../../../src/profiles/sources/credentialSources.ts';

export interface CliRun {
  readonly code: number;
  /** Lines of the result, and lines for people. */
  readonly printed: readonly string[];
  readonly notes: readonly string[];
}

export interface CliSetting {
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the home folder by their paths. */
  readonly home?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly folder?: string;
  /** Collects the commands that are run for credentials. */
  readonly commands?: string[];
  /** What STS and other services give: a session or an error. */
  readonly session?: Credentials | Error;
}

export const signedAt = new Date('2024-11-12T09:27:56Z');
export const keyInEnvironment = { OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk' } as const;

/** Runs the command line in its own home folder, at `signedAt`. */
export async function runCli(args: readonly string[], setting: CliSetting = {}): Promise<CliRun> {
  const { env = {}, home = {}, input = '', folder = tmpdir(), session, commands = [] } = setting;
  const homeFolder = await mkdtemp(path.join(tmpdir(), 'presign-home-'));
  const give = (): Promise<Credentials> =>
    session === undefined || session instanceof Error
      ? Promise.reject(session ?? new Error('no service is asked'))
      : Promise.resolve(session);
  const [printed, notes]: [string[], string[]] = [[], []];
  try {
    for (const [name, text] of Object.entries(home)) {
      await mkdir(path.dirname(path.join(homeFolder, name)), { recursive: true });
      await writeFile(path.join(homeFolder, name), text);
    }
    const now = (): Date => signedAt;
    const code = await runCommandLine(args, {
      env,
      folder,
      now,
      sources: new CredentialSources({
        homeFolder,
        sessions: () =>
          Promise.resolve({
            assumeRole: give,
            assumeRoleWithOidc: give,
            fromUri: give,
            commandWords: (command) => command.split(' '),
          }),
        instanceRole: give,
        run: (command) => {
          commands.push(JSON.stringify(command));
          return Promise.resolve(JSON.stringify({ AccessKeyId: 'of-command', AccessKeySecret: 'sk' }));
        },
        now,
      }),
      readStandardInput: () => Promise.resolve(Buffer.from(input)),
      print: (line) => printed.push(line),
      note: (line) => notes.push(line),
    });
    return { code, printed, notes };
  } finally {
    await rm(homeFolder, { recursive: true });
  }
}
