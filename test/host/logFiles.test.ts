import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { logContaining } from './logs.ts';

describe('log files', () => {
  it('contain what an output channel logs, so that a search for secrets in them is meaningful', async () => {
    const channel = vscode.window.createOutputChannel('Planted', { log: true });
    try {
      channel.info('a planted line');
      assert.match(await logContaining('a planted line'), /\[info\] a planted line$/m);
    } finally {
      channel.dispose();
    }
  });
});
