import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { variables } from './results.ts';

let session: Session | undefined;

/** Begins to count what runs in this process of the modules that are loaded from now on, where that is asked for. */
export async function startCoverage(): Promise<void> {
  if (session !== undefined || process.env[variables.coverage] === undefined) return;
  session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/** Writes what ran since, in the form of Node.js's own coverage files. */
export async function writeCoverage(): Promise<void> {
  const file = process.env[variables.coverage];
  if (session === undefined || file === undefined) return;
  await writeFile(file, JSON.stringify(await session.post('Profiler.takePreciseCoverage')));
}
