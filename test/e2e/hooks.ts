import { startSession, stopSession, session, untouchedClipboard } from './session.ts';

/**
 * Starts one workbench for all tests; a test that fails leaves a picture behind in .vscode-test/failures, and with
 * OSS_LINKS_TRACE=1 a trace of all since the last failure, which Playwright can show.
 */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(120_000);
    await startSession();
  },

  async beforeEach() {
    await session().workbench.writeClipboard(untouchedClipboard);
  },

  async afterEach(this: Mocha.Context) {
    const { workbench, keepFailure } = session();
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    await keepFailure(test.titlePath());
    // What it left open must not fail the tests after it too.
    await workbench.reload();
  },

  async afterAll() {
    await stopSession();
  },
};
