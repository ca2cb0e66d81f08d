import assert from 'node:assert/strict';
import { writeNotRun } from '../workbench/counts.ts';
import { runners, type Prepare } from './runners.ts';

const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');

/** Runners that are available on this machine. */
export interface OpenedRunners {
  /** By the ID of the format. */
  readonly opened: ReadonlyMap<string, Prepare>;
  /** Reasons why formats cannot run here, by label. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Finds or downloads the runners of the formats, all at once, because most of the time is spent on downloads. */
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

/** Reports missing runners: as a failure if nobody would notice that nothing ran, otherwise at the end. */
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
