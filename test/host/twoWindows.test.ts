import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { assertNothingIsLost, writeState } from '../support/state/writeState.ts';
import { variables } from './results.ts';
import { ownState, WRITES } from './windowState.ts';

describe('two windows of VS Code', () => {
  it('lose no profile, issued link, host or choice of each other, although both write at once', async function () {
    this.timeout(120_000);
    const signals = process.env[variables.secondWindow] ?? '';
    const until = async (signal: string): Promise<void> => {
      while (!existsSync(`${signals}.${signal}`)) await delay(20);
    };
    const state = await ownState();
    await until('ready');
    await writeFile(`${signals}.start`, '');
    await writeState(state, 'first', WRITES);
    await until('done');
    assertNothingIsLost(await ownState(), ['first', 'second'], WRITES);
  });
});
