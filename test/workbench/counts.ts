import { writeFile } from 'node:fs/promises';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Tells how many tests passed and failed to the script that runs all levels, if it runs this one. */
export async function writeCounts(counts: Counts): Promise<void> {
  const file = process.env['OSS_LINKS_TEST_COUNTS'];
  if (file !== undefined) await writeFile(file, JSON.stringify(counts));
}
