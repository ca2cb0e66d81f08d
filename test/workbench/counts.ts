import { appendFile, writeFile } from 'node:fs/promises';

export interface FailedTest {
  readonly title: string;
  readonly message: string;
}

/** Reports how many product tests passed, and which failed, to the script that runs all levels, if it runs this one. */
export async function writeCounts(passed: number, failures: readonly FailedTest[]): Promise<void> {
  const file = process.env['OSS_LINKS_TEST_COUNTS'];
  if (file === undefined) return;
  await writeFile(file, JSON.stringify({ counts: { product: { passed, failed: failures.length } }, failures }));
}

/** Reports tests that could not run here, and why, to the same script, which prints them at its end. */
export async function writeNotRun(title: string, reason: string): Promise<void> {
  const file = process.env['OSS_LINKS_TESTS_NOT_RUN'];
  if (file !== undefined) await appendFile(file, `${title}: ${reason.replaceAll(/\s+/g, ' ')}\n`);
}
