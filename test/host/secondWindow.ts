import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { writeState } from '../support/state/writeState.ts';
import { variables } from './results.ts';
import { ownState, WRITES } from './windowState.ts';

/** The second of two windows: waits for the first, then writes as much as that does. VS Code calls it in its own host. */
export async function run(): Promise<void> {
  const signals = process.env[variables.secondWindow] ?? '';
  const state = await ownState();
  await writeFile(`${signals}.ready`, '');
  while (!existsSync(`${signals}.start`)) await delay(20);
  await writeState(state, 'second', WRITES);
  await writeFile(`${signals}.done`, '');
}
