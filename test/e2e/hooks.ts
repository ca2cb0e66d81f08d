import { mkdir, rm } from 'node:fs/promises';
import { prepareBrowser, tracesFolder } from '../workbench/browser.ts';
import { prepareVscodeServer } from '../workbench/vscodeServer.ts';
import { picturesFolder, screenshotsFolder } from './pictures.ts';
import { endSession, failuresFolder, keepFailure, session } from './session.ts';
import { assertWithoutTraces } from './traces.ts';
import { untouchedClipboard } from './workbench.ts';

/** Runs once for all files, before the processes that run them start. */
export async function mochaGlobalSetup(): Promise<void> {
  for (const folder of [screenshotsFolder, failuresFolder, tracesFolder]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  await mkdir(picturesFolder, { recursive: true });
  await prepareVscodeServer();
  await prepareBrowser();
}

/** Ends the session if the files ran in this process; other processes end theirs on exit. */
export async function mochaGlobalTeardown(): Promise<void> {
  await endSession();
}

/**
 * Stores a screenshot of a failed test in .vscode-test/failures, and with OSS_LINKS_TRACE=1 a trace since the last
 * failure, which Playwright can show.
 */
export const mochaHooks = {
  async beforeEach() {
    await session().workbench.writeClipboard(untouchedClipboard);
  },

  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    await keepFailure(test.titlePath());
    // Open boxes of the failed test must not fail the next ones.
    await session().workbench.reload();
  },

  /** Runs after the tests of each file. */
  async afterAll() {
    await assertWithoutTraces(session());
  },
};
