import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, HAS_RECIPES_CONTEXT, MAPPED_FOLDERS_CONTEXT, SETTINGS, TOOLS } from '../../src/ids.ts';
import { reloadedWithServices, ShownMessages } from './reloaded.ts';
import { ChangedSettings, until, withReplaced, withReplies } from './controls.ts';
import { sampleLink, sampleObject } from './sampleRequests.ts';

const bucket = 'demo-documents';
const readme = objectNode('readme.txt');

function objectNode(key: string): object {
  const place = { profileId: 'environment', bucket, key };
  return { kind: 'object', id: `object:environment/${bucket}/${key}`, sizeBytes: 4, ...place };
}

async function copiedBy(command: string, ...args: unknown[]): Promise<string> {
  await vscode.env.clipboard.writeText('nothing yet');
  await vscode.commands.executeCommand(command, ...args);
  return vscode.env.clipboard.readText();
}

/** Validity of a link, in seconds. */
function validityOf(url: string): string | null {
  return new URL(url).searchParams.get('x-oss-expires');
}

/** Status bar item that notes whether it is shown. */
class NotedItem {
  isShown = false;
  readonly item: vscode.StatusBarItem;
  #wake: () => void = () => undefined;

  constructor(item: vscode.StatusBarItem) {
    this.item = item;
    for (const name of ['show', 'hide'] as const) {
      const real = item[name].bind(item);
      Object.assign(item, {
        [name]: () => {
          real();
          this.isShown = name === 'show';
          this.#wake();
        },
      });
    }
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

describe('each setting of the user', () => {
  const settings = new ChangedSettings();
  const messages = new ShownMessages();
  let issued: vscode.TreeView<unknown>;
  let quickCopy: NotedItem;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  /** VS Code grants trust only in a dialog. */
  const trusted = new vscode.EventEmitter<void>();
  const { onDidGrantWorkspaceTrust } = vscode.workspace;
  const setOfWorkspace = (name: 'isTrusted' | 'onDidGrantWorkspaceTrust', value: unknown): unknown =>
    Object.defineProperty(vscode.workspace, name, { configurable: true, value });

  before(async () => {
    setOfWorkspace('onDidGrantWorkspaceTrust', trusted.event);
    const parts = await reloadedWithServices();
    issued = parts.get('createTreeView')?.[1]?.result as vscode.TreeView<unknown>;
    quickCopy = new NotedItem(parts.get('createStatusBarItem')?.[0]?.result as vscode.StatusBarItem);
  });
  after(() => {
    setOfWorkspace('onDidGrantWorkspaceTrust', onDidGrantWorkspaceTrust);
  });
  beforeEach(() => {
    messages.start();
  });
  afterEach(async () => {
    messages.stop();
    await settings.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function maxValidity(): Promise<void> {
    await settings.set(SETTINGS.maxValidity, '10m');
    assert.equal(validityOf(await copiedBy(COMMANDS.copyGetUrl, readme)), '600');
    // A typo loosens nothing.
    await settings.set(SETTINGS.defaultValidity, '2h');
    await settings.set(SETTINGS.maxValidity, 'ten');
    assert.equal(validityOf(await copiedBy(COMMANDS.copyGetUrl, readme)), '900');
    await settings.set(SETTINGS.maxValidity, '');
    assert.equal(validityOf(await copiedBy(COMMANDS.copyGetUrl, readme)), '7200');
  }

  async function recipes(): Promise<void> {
    const contexts: unknown[] = [];
    const real = vscode.commands.executeCommand;
    const executeCommand = (command: string, ...args: readonly unknown[]): unknown => {
      if (command === 'setContext' && args[0] === HAS_RECIPES_CONTEXT) contexts.push(args[1]);
      return Reflect.apply(real, vscode.commands, [command, ...args]);
    };
    await withReplaced(vscode.commands, { executeCommand }, async () => {
      await settings.set(SETTINGS.recipes, { Short: { method: 'GET', validity: '5m' } });
      const asked = await withReplies(['Short'], async () => {
        assert.equal(validityOf(await copiedBy(COMMANDS.copyWithRecipe, readme)), '300');
      });
      assert.deepEqual(asked.at(-1)?.labels, ['Short']);
      await settings.set(SETTINGS.recipes, {});
    });
    assert.deepEqual(contexts, [true, false]);
    await copiedBy(COMMANDS.copyWithRecipe, readme);
    assert.deepEqual(messages.shown.at(-1), {
      message: 'No recipes yet. Copy a link, then run "Save as Recipe".',
      buttons: ['Open Settings'],
    });
  }

  async function defaultRecipe(): Promise<void> {
    await settings.set(SETTINGS.recipes, {
      Everywhere: { method: 'GET', validity: '5m' },
      Here: { method: 'GET', validity: '7m' },
    });
    await settings.set(SETTINGS.defaultRecipe, { '*': 'Everywhere' });
    assert.equal(validityOf(await copiedBy(COMMANDS.copyGetUrl, readme)), '300');
    await settings.set(SETTINGS.defaultRecipe, { '*': 'Everywhere', 'Environment/demo-documents': 'Here' });
    assert.equal(validityOf(await copiedBy(COMMANDS.copyGetUrl, readme)), '420');
  }

  async function allowDelete(): Promise<void> {
    const key = 'settings/delete.txt';
    await fetch(sampleLink({ method: 'PUT', bucket, key }), { method: 'PUT', body: Buffer.from('kept') });
    await settings.set(SETTINGS.allowDelete, false);
    await vscode.commands.executeCommand(COMMANDS.deleteObjects, objectNode(key));
    assert.equal(await sampleObject(bucket, key), 'kept');
    assert.match(messages.shown.at(-1)?.message ?? '', /^Deleting is turned off\./);
    await settings.set(SETTINGS.allowDelete, true);
    await settings.set(SETTINGS.changes, 'on');
    await withReplies(['Delete'], () => vscode.commands.executeCommand(COMMANDS.deleteObjects, objectNode(key)));
    assert.equal(await sampleObject(bucket, key), undefined);
  }

  async function statusBarEnabled(): Promise<void> {
    await copiedBy(COMMANDS.copyGetUrl, readme);
    const { Workspace } = vscode.ConfigurationTarget;
    await settings.set(SETTINGS.statusBarEnabled, true, Workspace);
    await quickCopy.until(() => quickCopy.isShown);
    assert.match(quickCopy.item.text, /^\$\(link\) .*readme\.txt/);
    assert.equal(quickCopy.item.command, COMMANDS.quickCopy);
    await settings.set(SETTINGS.statusBarEnabled, false, Workspace);
    await quickCopy.until(() => !quickCopy.isShown);
  }

  async function mappings(): Promise<void> {
    const tooltip = (): string => {
      const text = quickCopy.item.tooltip;
      return text instanceof vscode.MarkdownString
        ? text.value.replaceAll(/&nbsp;|\\/g, (one) => (one === '\\' ? '' : ' '))
        : '';
    };
    await settings.set(SETTINGS.statusBarEnabled, true, vscode.ConfigurationTarget.Workspace);
    const file = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), 'mapped/here.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('here'));
    // Menus of mapped files depend on the folders that have some.
    const folders: Readonly<Record<string, boolean>>[] = [];
    const real = vscode.commands.executeCommand;
    const executeCommand = (...call: readonly unknown[]): unknown => {
      if (call[0] === 'setContext' && call[1] === MAPPED_FOLDERS_CONTEXT) {
        folders.push(call[2] as Readonly<Record<string, boolean>>);
      }
      return Reflect.apply(real, vscode.commands, call);
    };
    const ofUser = { folder: 'mapped', bucket, prefix: 'there/', profile: 'Environment' };
    await withReplaced(vscode.commands, { executeCommand }, async () => {
      await settings.set(SETTINGS.mappings, [ofUser]);
      const { path } = vscode.Uri.joinPath(file, '..');
      await until(() => folders.some((one) => one[path] === true));
      // The server takes a while until it watches a folder, and says nothing of files that were written before.
      let count = 0;
      await until(async () => {
        const later = vscode.Uri.joinPath(file, `../later/${count++}/new.txt`);
        await vscode.workspace.fs.writeFile(later, Buffer.from('new'));
        return Object.keys(folders.at(-1) ?? {}).some((one) => one.startsWith(`${path}/later/`));
      });
    });
    await vscode.window.showTextDocument(file);
    await quickCopy.until(() => tooltip().includes('Mapped file: demo-documents/there/here.txt'));
    const url = new URL(await copiedBy(COMMANDS.quickCopy));
    assert.equal(url.pathname, `/${bucket}/there/here.txt`);
    // Those of the workspace come after the user's, and count only while it is trusted.
    const ofWorkspace = (folderName: string): object => ({ folder: folderName, bucket: 'demo-media' });
    const { Workspace } = vscode.ConfigurationTarget;
    await settings.set(SETTINGS.mappings, [ofWorkspace('mapped'), ofWorkspace('elsewhere')], Workspace);
    const other = vscode.Uri.joinPath(folder?.uri ?? assert.fail(), 'elsewhere/other.txt');
    await vscode.workspace.fs.writeFile(other, Buffer.from('other'));
    await vscode.window.showTextDocument(other);
    await quickCopy.until(() => tooltip().includes('Mapped file: demo-media/other.txt'));
    await vscode.window.showTextDocument(file);
    await quickCopy.until(() => tooltip().includes('Mapped file: demo-documents/there/here.txt'));
    setOfWorkspace('isTrusted', false);
    try {
      await settings.set(SETTINGS.mappings, [ofWorkspace('elsewhere')], Workspace);
      await vscode.window.showTextDocument(other);
      await quickCopy.until(() => tooltip().includes('Last object:'));
    } finally {
      setOfWorkspace('isTrusted', true);
    }
    trusted.fire();
    await quickCopy.until(() => tooltip().includes('Mapped file: demo-media/other.txt'));
    await vscode.window.showTextDocument(file);
    await quickCopy.until(() => tooltip().includes('Mapped file:'));
    await settings.set(SETTINGS.mappings, undefined);
    await quickCopy.until(() => tooltip().includes('Last object: demo-documents/there/here.txt'));
  }

  async function checkBeforeCopy(): Promise<void> {
    const missing = objectNode('settings/missing.txt');
    assert.match(await copiedBy(COMMANDS.copyGetUrl, missing), /missing\.txt\?/);
    await settings.set(SETTINGS.checkBeforeCopy, true);
    const asked = await withReplies([undefined], async () => {
      assert.equal(await copiedBy(COMMANDS.copyGetUrl, missing), 'nothing yet');
    });
    assert.equal(asked.at(-1)?.text, "The link for missing.txt doesn't work.");
    await withReplies(['Copy Anyway'], async () => {
      assert.match(await copiedBy(COMMANDS.copyGetUrl, missing), /missing\.txt\?/);
    });
    // A link that works is copied without a question.
    assert.match(await copiedBy(COMMANDS.copyGetUrl, readme), /readme\.txt\?/);
  }

  async function badgeWithin(): Promise<void> {
    await settings.set(SETTINGS.defaultValidity, '5h');
    await settings.set(SETTINGS.badgeWithin, '1h');
    const { searchParams } = new URL(await copiedBy(COMMANDS.copyGetUrl, readme));
    assert.equal(issued.badge, undefined);
    const signedAt = (searchParams.get('x-oss-date') ?? '').replace(
      /^(....)(..)(..)T(..)(..)(..)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    );
    // Almost four hours later: the badge appears a moment afterwards, without a gesture.
    const laterMs = Date.parse(signedAt) + 4 * 3_600_000 - 200 - Date.now();
    const RealDate = Date;
    class LaterDate extends RealDate {
      constructor(...args: readonly unknown[]) {
        super(...((args.length === 0 ? [RealDate.now() + laterMs] : args) as [number]));
      }
    }
    await withReplaced(globalThis, { Date: LaterDate }, async () => {
      await settings.set(SETTINGS.inspectorCodeLens, true);
      const badge = await until(() => issued.badge);
      assert.deepEqual(badge, { value: 1, tooltip: '1 issued link expires soon' });
      for (const none of ['', 'soon']) {
        await settings.set(SETTINGS.badgeWithin, none);
        assert.equal(issued.badge, undefined);
      }
    });
  }

  async function toolsMaxValidity(): Promise<void> {
    const input = { bucket, key: 'readme.txt', validity: '2d' };
    const validity = async (): Promise<string | null> => {
      await vscode.lm.invokeTool(TOOLS.createLink, { input, toolInvocationToken: undefined });
      return validityOf(await vscode.env.clipboard.readText());
    };
    assert.equal(await validity(), '3600');
    await settings.set(SETTINGS.toolsMaxValidity, '5m');
    assert.equal(await validity(), '300');
    await settings.set(SETTINGS.toolsMaxValidity, '');
    assert.equal(await validity(), '172800');
  }

  /** Test of each setting, or the file with its test. A setting without one does not compile. */
  const effects: Record<keyof typeof SETTINGS, (() => Promise<void>) | string> = {
    defaultValidity: 'links.test.ts',
    ...{ maxValidity, recipes, defaultRecipe, mappings, allowDelete, statusBarEnabled, checkBeforeCopy, badgeWithin },
    changes: 'editedObjects.test.ts',
    toolsMaxValidity,
    inspectorCodeLens: 'linksInDocuments.test.ts',
    expiryHints: 'linksInDocuments.test.ts',
    preferUpload: 'documentUploads.test.ts',
    thumbnails: 'objectTexts.test.ts',
  };
  for (const [name, effect] of Object.entries(effects)) {
    if (typeof effect !== 'string') it(`has its effect when it is changed: ${name}`, effect);
  }
});
