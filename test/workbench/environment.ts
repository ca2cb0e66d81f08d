import type { SessionFolders } from './folders.ts';

/** What must not reach a VS Code under test: another VS Code's hooks, and the credentials of whoever runs the tests. */
const foreign = /^(VSCODE_|ELECTRON_|XDG_|OSS_|ALIBABA_CLOUD_|ALIBABACLOUD_|ALICLOUD_|NODE_OPTIONS$|NODE_V8_COVERAGE$)/;

/** The environment of a run's VS Code: this process's without what is foreign, a home of its own, and `extra`. */
export function sessionEnvironment(
  folders: SessionFolders,
  extra: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(inherited), HOME: folders.home, ...extra };
}
