import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Credentials } from '../../oss/credentials.ts';
import type { ImportedSource } from '../profile.ts';
import type { AlicloudSessions } from './alicloudSessions.ts';
import { readAliyunConfig } from './aliyunConfig.ts';
import {
  commandFingerprint,
  commandOf,
  type CredentialPlan,
  type InstanceRolePlan,
  type ProcessPlan,
  type RolePlan,
  validateCommandApproval,
} from './credentialPlan.ts';
import { readOssutilConfig } from './ossutilConfig.ts';
import { readProcessOutput } from './processOutput.ts';
import type { RunCommand } from './runCommand.ts';
import { readSdkCredentials } from './sdkCredentials.ts';
import { CredentialSourceError } from './sourceError.ts';
import type { SourceProfile } from './sourceProfile.ts';
import { TokenCache } from './tokenCache.ts';

/** Tool whose configuration is read. */
export type SourceTool = ImportedSource['tool'];

export interface CredentialSourcesOptions {
  /**
   * User's home folder. Only its files and the user's environment decide which command runs and where credentials come
   * from.
   */
  readonly homeFolder: string;
  /** Paths of the tools' files from the user's environment; absent: in the home. */
  readonly files?: Readonly<Partial<Record<SourceTool, string | undefined>>>;
  /** Alibaba Cloud's library, loaded at its first use. */
  readonly sessions: () => Promise<AlicloudSessions>;
  readonly instanceRole: (plan: InstanceRolePlan) => Promise<Credentials>;
  readonly run: RunCommand;
  readonly now: () => Date;
}

/** Profile in the home folder, with its tool. */
export interface FoundProfile {
  readonly tool: SourceTool;
  /** Path with `~`, for example `~/.ossutilconfig`. */
  readonly file: string;
  readonly profile: SourceProfile;
}

/** Files of each tool; the first one that exists is read. */
const FILES: Readonly<Record<SourceTool, readonly [string, ...string[]]>> = {
  ossutil: ['~/.ossutilconfig'],
  aliyun: ['~/.aliyun/config.json'],
  // The SDKs for Java and Python read the second one.
  sdk: ['~/.alibabacloud/credentials', '~/.alibabacloud/credentials.ini'],
};
const READERS = { ossutil: readOssutilConfig, aliyun: readAliyunConfig, sdk: readSdkCredentials } as const;
const TOOLS = ['ossutil', 'aliyun', 'sdk'] as const satisfies readonly SourceTool[];

/**
 * Credentials from other tools' configuration in the user's home folder. They are read at each use and never stored.
 */
export class CredentialSources {
  readonly #options: CredentialSourcesOptions;
  readonly #tokens: TokenCache;

  constructor(options: CredentialSourcesOptions) {
    this.#options = options;
    this.#tokens = new TokenCache(options.now);
  }

  /** All profiles of the existing files. A file that cannot be read adds its error to `problems`. */
  async find(): Promise<{ readonly found: readonly FoundProfile[]; readonly problems: readonly unknown[] }> {
    const found: FoundProfile[] = [];
    const problems: unknown[] = [];
    for (const tool of TOOLS) {
      try {
        const { file, profiles } = await this.#read(tool);
        found.push(...profiles.map((profile) => ({ tool, file, profile })));
      } catch (error) {
        const isAbsent = error instanceof CredentialSourceError && error.problem === 'FileUnreadable';
        if (!isAbsent) problems.push(error);
      }
    }
    return { found, problems };
  }

  /** Credential plan of an imported source; throws a `CredentialSourceError` if it is missing or unusable. */
  async planOf({ tool, profile }: Pick<ImportedSource, 'tool' | 'profile'>): Promise<CredentialPlan> {
    const { file, profiles } = await this.#read(tool);
    const wanted = profiles.find(({ name }) => name === profile);
    if (!wanted) throw new CredentialSourceError('ProfileMissing', file, profile);
    return wanted.plan(this.#options.now());
  }

  /** Path of a source's file, with `~`. */
  async fileOf({ tool }: Pick<ImportedSource, 'tool'>): Promise<string> {
    const named = this.#options.files?.[tool];
    if (named) return named;
    const [usual, ...others] = FILES[tool];
    for (const file of [usual, ...others]) {
      if (await exists(this.#pathOf(file))) return file;
    }
    return usual;
  }

  /** Paths of all files that are searched, with `~`. */
  allFiles(): Promise<readonly string[]> {
    return Promise.all(TOOLS.map((tool) => this.fileOf({ tool })));
  }

  /** Credential plan of an imported source; throws a `CredentialSourceError` if the user has not approved its command. */
  async approvedPlanOf(source: ImportedSource): Promise<CredentialPlan> {
    const plan = await this.planOf(source);
    validateCommandApproval(commandOf(plan), source);
    return plan;
  }

  /** Current credentials of a plan, with their expiry if it is known. Throws a `CredentialSourceError`. */
  async obtain(plan: CredentialPlan): Promise<Credentials> {
    if (plan.kind === 'key') return plan.credentials;
    // The plan contains the secrets of its file, so its digest changes with them.
    return this.#tokens.get(commandFingerprint(JSON.stringify(plan)), () => this.#renew(plan));
  }

  /** Drops all cached credentials. */
  forgetTokens(): void {
    this.#tokens.forget();
  }

  /** New session of a role. It is not cached. */
  async assumeRole(plan: RolePlan): Promise<Credentials> {
    const sessions = await this.#options.sessions();
    return sessions.assumeRole(plan, await this.obtain(plan.base));
  }

  async #renew(plan: Exclude<CredentialPlan, { kind: 'key' }>): Promise<Credentials> {
    const { sessions } = this.#options;
    switch (plan.kind) {
      case 'process':
        return this.#fromProcess(plan);
      case 'role':
        return this.assumeRole(plan);
      case 'oidc':
        return (await sessions()).assumeRoleWithOidc(plan);
      case 'instanceRole':
        return this.#options.instanceRole(plan);
      case 'uri':
        return (await sessions()).fromUri(plan);
    }
  }

  async #fromProcess({ command, dialect, timeoutMs }: ProcessPlan): Promise<Credentials> {
    const { run, sessions, homeFolder } = this.#options;
    const parsed = dialect === 'ossutil' ? { shellLine: command } : { words: (await sessions()).commandWords(command) };
    return readProcessOutput(await run(parsed, { timeoutMs, folder: homeFolder }), dialect);
  }

  async #read(tool: SourceTool): Promise<{ readonly file: string; readonly profiles: readonly SourceProfile[] }> {
    const file = await this.fileOf({ tool });
    const text = await readFile(this.#pathOf(file)).then(decodeText, () => undefined);
    if (text === undefined) throw new CredentialSourceError('FileUnreadable', file);
    return { file, profiles: READERS[tool](text, file) };
  }

  #pathOf(file: string): string {
    const { homeFolder } = this.#options;
    return file.startsWith('~/') ? path.join(homeFolder, file.slice(2)) : path.resolve(homeFolder, file);
  }
}

async function exists(fullPath: string): Promise<boolean> {
  return access(fullPath).then(
    () => true,
    () => false,
  );
}

/**
 * Text of a configuration file in UTF-8 or, by its byte order mark, in UTF-16, as Windows editors and PowerShell write
 * it.
 */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // The decoder drops a byte order mark of UTF-8.
  return new TextDecoder().decode(bytes);
}
