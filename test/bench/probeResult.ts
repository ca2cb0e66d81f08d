import { rename, writeFile } from 'node:fs/promises';

/** Writes the result of a probe for `runInHost`, whole or not at all. */
export async function writeResult(result: unknown): Promise<void> {
  const file = process.env['OSS_LINKS_BENCH_RESULT'] ?? '';
  await writeFile(`${file}.part`, JSON.stringify(result));
  await rename(`${file}.part`, file);
}
