import { mkdir, rm } from 'node:fs/promises';
import { tracesFolder } from '../workbench/browser.ts';
import { endSession, failuresFolder, keepFailure, screenshotsFolder, session } from './session.ts';
import { assertWithoutTraces } from './traces.ts';
import { untouchedClipboard } from './workbench.ts';

/** Runs once for all files, before the processes that run them begin. */
export async function mochaGlobalSetup(): Promise<void> {
  for (const folder of [screenshotsFolder, failuresFolder, tracesFolder]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
}

/** Ends the session where the files ran in this process; other processes end theirs with themselves. */
export async function mochaGlobalTeardown(): Promise<void> {
  await endSession();
}

/**
 * A test that fails leaves a picture behind in .vscode-test/failures, and with OSS_LINKS_TRACE=1 a trace of all since the
 * last failure, which Playwright can show.
 */
export const mochaHooks = {
  async beforeEach() {
    await session().workbench.writeClipboard(untouchedClipboard);
  },

  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    await keepFailure(test.titlePath());
    // What it left open must not fail the tests after it too.
    await session().workbench.reload();
  },

  /** Whatever the tests of the file were about. */
  async afterAll() {
    await assertWithoutTraces(session());
  },
};
