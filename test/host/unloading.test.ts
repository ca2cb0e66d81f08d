import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { registerInterruptedCopies } from '../../src/features/arrange/registerInterruptedCopies.ts';
import { UploadProvider } from '../../src/features/documents/uploads/uploadProvider.ts';
import { createIssuedLinks } from '../../src/features/issued/issuedLinksView.ts';
import type { IssuedNode } from '../../src/features/issued/issuedNodes.ts';
import { QuickCopyStatusBar, type StatusBarOptions } from '../../src/features/quickCopy/quickCopyStatusBar.ts';
import type { Services } from '../../src/features/services.ts';
import { COMMANDS, SETTINGS, TOOLS } from '../../src/ids.ts';
import { Ledger } from '../../src/links/ledger/ledger.ts';
import type { Link } from '../../src/links/link.ts';
import { LazyTreeProvider } from '../../src/ui/lazyTreeProvider.ts';
import { MemoryMemento } from '../support/profiles/storage.ts';
import { ChangedSettings } from './controls.ts';
import { logContaining } from './logs.ts';
import { MadeByExtension } from './madeByExtension.ts';
import type { Activated } from './main.ts';

/** Buckets, one per round. No other test lists them. */
const buckets = ['demo-media', 'demo-logs', 'demo-versions'];

/** Longest wait for connections to close: several seconds on a busy machine. */
const MAX_CLOSING_MS = 20_000;

const MINUTE_MS = 60_000;

function issuedLink(expiration: Date): Link {
  return {
    method: 'GET',
    url: 'https://bucket.oss-cn-hangzhou.aliyuncs.com/a.txt',
    expiration,
    signedHeaders: {},
    target: { profileId: 'p1', bucket: 'bucket', key: 'a.txt' },
    options: { method: 'GET', validity: '10m' },
    warnings: [],
  };
}

/** Unloads the extension like VS Code. */
function deactivate({ subscriptions }: vscode.ExtensionContext): void {
  for (const subscription of subscriptions.splice(0)) subscription.dispose();
}

/** Loads most of the lazily loaded code, and opens connections; waits until that is logged. */
async function use(bucket: string): Promise<void> {
  await vscode.lm.invokeTool(TOOLS.listObjects, { input: { bucket }, toolInvocationToken: undefined });
  await logContaining(` ${bucket} 200 `);
}

/** Waits until everything is disposed: a connection closes with a delay. */
async function waitUntilDisposed(made: MadeByExtension): Promise<void> {
  const endMs = performance.now() + MAX_CLOSING_MS;
  while (made.left.length > 0 && performance.now() < endMs) await delay(50);
  assert.deepEqual(made.left, []);
}

async function ownCommands(): Promise<readonly string[]> {
  const all = await vscode.commands.getCommands(true);
  return Object.values(COMMANDS).filter((command) => all.includes(command));
}

describe('unloading the extension', () => {
  it('leaves no command, listener, provider, item, timer or connection, after any number of reloads', async function () {
    this.timeout((buckets.length + 1) * MAX_CLOSING_MS);
    const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
    const { context, activate } = (await extension?.activate()) ?? assert.fail('the extension is not installed');
    deactivate(context);
    assert.deepEqual(await ownCommands(), []);
    const settings = new ChangedSettings();
    for (const setting of [SETTINGS.expiryHints, SETTINGS.inspectorCodeLens]) await settings.set(setting, true);
    const made = new MadeByExtension({ secrets: context.secrets });
    try {
      for (const bucket of buckets) {
        activate(context);
        assert.deepEqual(await ownCommands(), Object.values(COMMANDS));
        await use(bucket);
        deactivate(context);
        assert.deepEqual(await ownCommands(), []);
        await waitUntilDisposed(made);
      }
      const kinds = new Set(made.all.map((call) => call.replace(/\(.*/, '')));
      for (const kind of [
        'commands.registerCommand',
        'window.createStatusBarItem',
        'secrets.onDidChange',
        'connection',
        'setTimeout',
      ]) {
        assert.ok(kinds.has(kind), `${kind} was not noted`);
      }
    } finally {
      made.stop();
      await settings.restore();
      if (context.subscriptions.length === 0) activate(context);
    }
  });

  it('leaves no timer that waits for the copies of another window', () => {
    const made = new MadeByExtension();
    try {
      const onDidChange = (): vscode.Disposable => new vscode.Disposable(() => undefined);
      const copyJournal = { interrupted: () => [], othersAtWork: () => true, onDidChange };
      const subscriptions: vscode.Disposable[] = [];
      const view = { visible: true, onDidChangeVisibility: onDidChange };
      registerInterruptedCopies(view, { copyJournal } as unknown as Services, subscriptions);
      const waits = (): boolean => made.left.includes('setTimeout(5000 ms)');
      assert.ok(waits(), made.left.join());
      for (const subscription of subscriptions) subscription.dispose();
      assert.ok(!waits());
    } finally {
      made.stop();
    }
  });

  it('leaves no timer that updates the quick copy item', () => {
    const made = new MadeByExtension();
    try {
      const onDidChange = (): vscode.Disposable => new vscode.Disposable(() => undefined);
      const statusBar = new QuickCopyStatusBar({
        memory: { onDidChange },
        profiles: { list: () => [], onDidChange },
        mappings: { active: () => undefined, onDidChange },
        notifications: { error: (error: unknown) => assert.fail(String(error)) },
      } as unknown as StatusBarOptions);
      const waits = (): boolean => made.left.includes('setInterval(300000 ms)');
      assert.ok(waits(), made.left.join());
      statusBar.dispose();
      assert.ok(!waits());
    } finally {
      made.stop();
    }
  });

  it('leaves no timer that counts down the issued links', async () => {
    const now = (): Date => new Date();
    const memento = new MemoryMemento();
    await new Ledger(memento, now).record([issuedLink(new Date(Date.now() + 10 * MINUTE_MS))], 'url');
    const made = new MadeByExtension();
    const lazyProvider = new LazyTreeProvider<IssuedNode>(() => Promise.resolve());
    try {
      const view = { visible: true, onDidChangeVisibility: () => new vscode.Disposable(() => undefined) };
      const subscriptions: vscode.Disposable[] = [];
      createIssuedLinks(
        { memento, profiles: { list: () => [] }, now, locale: 'en' },
        { view: view as unknown as vscode.TreeView<IssuedNode>, provider: lazyProvider },
        subscriptions,
      );
      const waits = (): boolean => made.left.includes(`setTimeout(${MINUTE_MS} ms)`);
      assert.ok(waits(), made.left.join());
      for (const subscription of subscriptions) subscription.dispose();
      assert.ok(!waits());
    } finally {
      lazyProvider.dispose();
      made.stop();
    }
  });

  it('leaves no file system and no listener of uploads for documents', async () => {
    const made = new MadeByExtension();
    try {
      const { Empty } = vscode.DocumentDropOrPasteEditKind;
      const uploads = new UploadProvider({ upload: Empty, preferred: Empty, name: Empty }, {} as Services);
      assert.notDeepEqual(made.left, []);
      uploads.dispose();
      await waitUntilDisposed(made);
    } finally {
      made.stop();
    }
  });
});
