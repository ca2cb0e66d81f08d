import { runTests } from '@vscode/test-electron';
import { inspectPort } from '../workbench/debugging.ts';
import { keptFolder } from '../workbench/folders.ts';
import type { HostRun } from './build.ts';

/** Runs the tests in desktop VS Code: the one in `VSCODE_TEST_EXECUTABLE`, or else a downloaded one. */
export async function runInElectron({ folders, extension, testsModule, env, isRestricted }: HostRun): Promise<void> {
  const executable = process.env['VSCODE_TEST_EXECUTABLE'];
  const port = inspectPort();
  await runTests({
    ...(executable === undefined ? { version: 'stable', cachePath: keptFolder } : { vscodeExecutablePath: executable }),
    extensionDevelopmentPath: extension,
    extensionTestsPath: testsModule,
    extensionTestsEnv: env,
    launchArgs: [
      folders.workspace,
      ...['--user-data-dir', folders.userData],
      ...['--extensions-dir', folders.extensions],
      ...(isRestricted ? [] : ['--disable-workspace-trust']),
      '--password-store=basic',
      '--skip-welcome',
      '--skip-release-notes',
      ...(port === undefined ? [] : [`--inspect-brk-extensions=${port}`]),
    ],
  });
}
