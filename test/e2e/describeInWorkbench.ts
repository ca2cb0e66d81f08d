import { beginSession, type Beginning } from './session.ts';

/** Describes tests in a workbench of their own, so that each file can run alone and does not affect others. */
export function describeInWorkbench(title: string, beginning: Beginning, tests: () => void): void {
  describe(title, () => {
    before(async function () {
      // The first one of a process starts everything.
      this.timeout(180_000);
      await beginSession(beginning);
    });

    tests();
  });
}
