import assert from 'node:assert/strict';
import { writeNotRun } from '../workbench/counts.ts';
import { runners, type Prepare } from './runners.ts';

const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');

/** What can be run on this machine. */
export interface OpenedRunners {
  /** By the id of the format. */
  readonly opened: ReadonlyMap<string, Prepare>;
  /** Why formats could not be run here, by label. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Finds or fetches what runs the formats, all at once, since most of it waits for downloads. */
export async function openRunners(
  formats: readonly { readonly id: string; readonly label: string }[],
): Promise<OpenedRunners> {
  const opened = new Map<string, Prepare>();
  const missing = new Map<string, string>();
  await Promise.all(
    formats.map(async ({ id, label }) => {
      try {
        const prepare = await runners[id]?.open();
        if (prepare !== undefined) opened.set(id, prepare);
      } catch (error) {
        missing.set(label, error instanceof Error ? error.message : String(error));
      }
    }),
  );
  return { opened, missing };
}

/** What is missing is a failure where nobody would notice that nothing ran, and else named at the end. */
export function reportMissing({ missing }: OpenedRunners): void {
  for (const [label, reason] of missing) {
    if (isCi) it(`${label} can run`, () => assert.fail(reason));
  }
  after(async () => {
    for (const [label, reason] of missing) {
      process.stdout.write(`${label} could not be run here: ${reason}\n`);
      await writeNotRun(label, reason);
    }
  });
}
