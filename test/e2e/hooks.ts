import { startSession, stopSession, session, untouchedClipboard } from './session.ts';

/** Starts one workbench for all tests; a test that fails leaves a picture and a trace behind in .vscode-test/failures. */
export const mochaHooks = {
  async beforeAll(this: Mocha.Context) {
    this.timeout(120_000);
    await startSession();
  },

  async beforeEach() {
    await session().workbench.page.context().tracing.startChunk();
    await session().workbench.writeClipboard(untouchedClipboard);
  },

  async afterEach(this: Mocha.Context) {
    const { workbench, failureFile } = session();
    const { tracing } = workbench.page.context();
    const test = this.currentTest;
    if (test?.state !== 'failed') {
      await tracing.stopChunk();
      return;
    }
    const file = failureFile(test.titlePath());
    await workbench.page.screenshot({ path: `${file}.png` });
    await tracing.stopChunk({ path: `${file}.zip` });
    // What it left open must not fail the tests after it too.
    await workbench.reload();
  },

  async afterAll() {
    await stopSession();
  },
};
