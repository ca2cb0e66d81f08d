import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Credentials } from '../../oss/credentials.ts';
import type { ImportedSource } from '../profile.ts';
import type { AlicloudSessions } from './alicloudSessions.ts';
import { readAliyunConfig } from './aliyunConfig.ts';
import { validateCommandAgreement, commandFingerprint } from './commandAgreement.ts';
import { readOssutilConfig } from './ossutilConfig.ts';
import { readProcessOutput } from './processOutput.ts';
import {
  commandOf,
  type InstanceRolePlan,
  type ProcessPlan,
  type CredentialPlan,
  type RolePlan,
} from './credentialPlan.ts';
import type { RunCommand } from './runCommand.ts';
import { readSdkCredentials } from './sdkCredentials.ts';
import { CredentialSourceError } from './sourceError.ts';
import type { SourceProfile } from './sourceProfile.ts';
import { TokenCache } from './tokenCache.ts';

/** The tools whose configuration is read. */
export type SourceTool = ImportedSource['tool'];

export interface CredentialSourcesOptions {
  /** The user's home. Nothing outside of it and of the user's environment decides what runs or where credentials come from. */
  readonly homeFolder: string;
  /** Where the user's environment says that a tool's file is; in the home where it says nothing. */
  readonly files?: Readonly<Partial<Record<SourceTool, string | undefined>>>;
  /** Loads Alibaba Cloud's library at its first use. */
  readonly sessions: () => Promise<AlicloudSessions>;
  readonly instanceRole: (recipe: InstanceRolePlan) => Promise<Credentials>;
  readonly run: RunCommand;
  readonly now: () => Date;
}

/** A profile found in the home, and whose it is. */
export interface FoundProfile {
  readonly tool: SourceTool;
  /** As people write it, e.g. `~/.ossutilconfig`. */
  readonly file: string;
  readonly profile: SourceProfile;
}

/** Of several, the first that is there. */
const FILES: Readonly<Record<SourceTool, readonly [string, ...string[]]>> = {
  ossutil: ['~/.ossutilconfig'],
  aliyun: ['~/.aliyun/config.json'],
  // The second one is that of Java and Python.
  sdk: ['~/.alibabacloud/credentials', '~/.alibabacloud/credentials.ini'],
};
const READERS = { ossutil: readOssutilConfig, aliyun: readAliyunConfig, sdk: readSdkCredentials } as const;
const TOOLS = ['ossutil', 'aliyun', 'sdk'] as const satisfies readonly SourceTool[];

/** Credentials of other tools' profiles in the user's home, read again at each use; nothing of them is stored. */
export class CredentialSources {
  readonly #options: CredentialSourcesOptions;
  readonly #tokens: TokenCache;

  constructor(options: CredentialSourcesOptions) {
    this.#options = options;
    this.#tokens = new TokenCache(options.now);
  }

  /** All profiles of the files that are there. A file that cannot be understood is an error among `problems`. */
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

  /** How the source comes by its credentials; a `CredentialSourceError` where that is no longer there or unusable. */
  async recipeOf({ tool, profile }: Pick<ImportedSource, 'tool' | 'profile'>): Promise<CredentialPlan> {
    const { file, profiles } = await this.#read(tool);
    const wanted = profiles.find(({ name }) => name === profile);
    if (!wanted) throw new CredentialSourceError('ProfileMissing', file, profile);
    return wanted.recipe(this.#options.now());
  }

  /** The file of a source, as people write it. */
  async fileOf({ tool }: Pick<ImportedSource, 'tool'>): Promise<string> {
    const named = this.#options.files?.[tool];
    if (named) return named;
    const [usual, ...others] = FILES[tool];
    for (const file of [usual, ...others]) {
      if (await isThere(this.#pathOf(file))) return file;
    }
    return usual;
  }

  /** All files that are looked for, as people write them. */
  allFiles(): Promise<readonly string[]> {
    return Promise.all(TOOLS.map((tool) => this.fileOf({ tool })));
  }

  /** The recipe of an imported source; a `CredentialSourceError` unless the user has agreed to the command it takes. */
  async agreedRecipeOf(source: ImportedSource): Promise<CredentialPlan> {
    const recipe = await this.recipeOf(source);
    validateCommandAgreement(commandOf(recipe), source);
    return recipe;
  }

  /** The credentials that a recipe gives now, with their end where it is known; a `CredentialSourceError` says what is wrong. */
  async obtain(recipe: CredentialPlan): Promise<Credentials> {
    if (recipe.kind === 'key') return recipe.credentials;
    // The recipe holds secrets of its file; its digest changes with them too.
    return this.#tokens.get(commandFingerprint(JSON.stringify(recipe)), () => this.#renew(recipe));
  }

  /** A new session of a role, which is not kept. */
  async assumeRole(recipe: RolePlan): Promise<Credentials> {
    const sessions = await this.#options.sessions();
    return sessions.assumeRole(recipe, await this.obtain(recipe.base));
  }

  async #renew(recipe: Exclude<CredentialPlan, { kind: 'key' }>): Promise<Credentials> {
    const { sessions } = this.#options;
    switch (recipe.kind) {
      case 'process':
        return this.#fromProcess(recipe);
      case 'role':
        return this.assumeRole(recipe);
      case 'oidc':
        return (await sessions()).assumeRoleWithOidc(recipe);
      case 'instanceRole':
        return this.#options.instanceRole(recipe);
      case 'uri':
        return (await sessions()).fromUri(recipe);
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

async function isThere(fullPath: string): Promise<boolean> {
  return access(fullPath).then(
    () => true,
    () => false,
  );
}

/** Text of a configuration file in UTF-8 or, by its byte order mark, in UTF-16, as Windows editors and PowerShell write it. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // The decoder drops a byte order mark of UTF-8.
  return new TextDecoder().decode(bytes);
}
