import { appendFile, writeFile } from 'node:fs/promises';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Reports the numbers of passed and failed product tests to the script that runs all levels, if it runs this one. */
export async function writeCounts(product: Counts): Promise<void> {
  const file = process.env['OSS_LINKS_TEST_COUNTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify({ product }));
}

/** Reports tests that could not run here, and why, to the same script, which prints them at its end. */
export async function writeNotRun(title: string, reason: string): Promise<void> {
  const file = process.env['OSS_LINKS_TESTS_NOT_RUN'];
  if (file !== undefined) await appendFile(file, `${title}: ${reason.replaceAll(/\s+/g, ' ')}\n`);
}
