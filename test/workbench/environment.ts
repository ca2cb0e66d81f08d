import type { SessionFolders } from './folders.ts';

/**
 * Variables that must not reach a VS Code under test: hooks of another VS Code, and the credentials of the person who
 * runs the tests.
 */
const foreign = /^(VSCODE_|ELECTRON_|XDG_|OSS_|ALIBABA_CLOUD_|ALIBABACLOUD_|ALICLOUD_|NODE_OPTIONS$|NODE_V8_COVERAGE$)/;

/**
 * Environment of a run's VS Code: that of this process without foreign variables, with its own home folder, and
 * `extra`.
 */
export function sessionEnvironment(
  folders: SessionFolders,
  extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(inherited), HOME: folders.home, ...extra };
}
