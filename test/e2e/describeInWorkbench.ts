import { beginSession, type Beginning } from './session.ts';

/** Describes tests that begin with a workbench of their own, so that each file can run alone and none spoils another. */
export function describeInWorkbench(title: string, beginning: Beginning, tests: () => void): void {
  describe(title, () => {
    before(async function () {
      // The first one of a process brings everything up.
      this.timeout(180_000);
      await beginSession(beginning);
    });

    tests();
  });
}
