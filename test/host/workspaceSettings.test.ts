import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  changeMode,
  defaultValidity,
  networkOptions,
  isStatusBarEnabled,
} from '../../src/ui/settings/configuration.ts';
import { hostileSettings } from './workspaceSettings.ts';

/** The folder is trusted, and its settings are those of `hostileSettings`. */
describe('the settings of an opened folder', () => {
  it('are read only if they change nothing but the display', () => {
    assert.equal(vscode.workspace.isTrusted, true);
    assert.equal(isStatusBarEnabled(), hostileSettings['ossLinks.statusBar.enabled']);
  });

  it('choose no validity of links and allow no changes without a question', () => {
    assert.deepEqual(defaultValidity(new Date()), { kind: 'duration', seconds: 900 });
    assert.equal(changeMode(), 'ask');
    assert.equal(vscode.workspace.getConfiguration().get('ossLinks.maxValidity'), '');
  });

  it('choose no proxy and bypass none', () => {
    assert.equal(networkOptions({}).proxy, undefined);
    assert.deepEqual(networkOptions({ HTTPS_PROXY: 'http://proxy.example:8080' }).proxy, {
      url: 'http://proxy.example:8080',
    });
  });
});
