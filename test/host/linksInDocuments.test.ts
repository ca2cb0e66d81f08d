import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { registerRenewal } from '../../src/features/documents/registerRenewal.ts';
import { removeSignatures } from '../../src/features/inspector/removeSignatures.ts';
import { COMMANDS, SETTINGS } from '../../src/ids.ts';
import { readPresignedUrls } from '../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { presign } from '../../src/oss/signing/presign.ts';
import { texts } from '../../src/ui/editors/documentTexts.ts';
import { ChangedSettings, newDocument, until, updateSetting } from './controls.ts';

const endpoint = 'https://oss-cn-hangzhou.aliyuncs.com';

const TWO_DAYS = 172_800;

function link(key: string, expires = 900): string {
  const credentials = { accessKeyId: 'ak', accessKeySecret: 'sk' };
  return presign({ method: 'GET', bucket: 'docs', key }, { credentials, region: 'cn-hangzhou', endpoint, expires }).url;
}

describe('presigned URLs in a document', () => {
  let editor: vscode.TextEditor;
  const text = (): string => editor.document.getText();

  /** Lightbulb actions of the extension in the first link. */
  async function actionsOfFirstLink(): Promise<readonly vscode.CodeAction[]> {
    const position = editor.document.positionAt(text().indexOf('https://') + 5);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      new vscode.Range(position, position),
    );
    return actions.filter(({ command }) => command?.command.startsWith('ossLinks.'));
  }

  /** Replaces the first link by one that works for two days. */
  async function renewFirstLink(): Promise<void> {
    const [first = assert.fail('no link')] = readPresignedUrls(text());
    const { document } = editor;
    const range = new vscode.Range(document.positionAt(first.startIndex), document.positionAt(first.endIndex));
    await editor.edit((edit) => {
      edit.replace(range, link('a.txt', TWO_DAYS));
    });
  }

  beforeEach(async () => {
    const content = `# Notes\r\n\r\n[a](${link('a.txt')})\r\n\r\n报告 😀 ${link('报告/三.pdf')} end\r\n`;
    const document = await newDocument(content, 'markdown');
    editor = await vscode.window.showTextDocument(document);
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('get their signatures back by one undo, which undoes nothing else', async () => {
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(1, 0), 'typed before');
    });
    const before = text();
    const placed = readPresignedUrls(before).map(({ link: found, startIndex, endIndex }) => ({
      ...{ link: found, uri: editor.document.uri.toString() },
      ...{ startIndex, length: endIndex - startIndex },
    }));
    const told: string[] = [];
    const tell = (message: unknown): unknown => told.push(String(message));
    await removeSignatures(placed, {
      inspector: { texts: () => Promise.resolve(texts) },
      linkHosts: { cdnDomains: () => [] } as never,
      locale: 'en',
      notifications: { status: tell, info: tell, warn: tell, error: tell, progress: () => assert.fail('no progress') },
    });
    assert.equal(
      text(),
      [
        '# Notes',
        'typed before',
        '[a](https://docs.oss-cn-hangzhou.aliyuncs.com/a.txt)',
        '',
        '报告 😀 https://docs.oss-cn-hangzhou.aliyuncs.com/%E6%8A%A5%E5%91%8A/%E4%B8%89.pdf end',
        '',
      ].join('\r\n'),
    );
    assert.deepEqual(told, ['2 signatures removed']);
    await vscode.commands.executeCommand('undo');
    assert.equal(text(), before);
  });

  it('can be renewed or replaced by oss:// addresses from the lightbulb, which receives the location and not the link', async () => {
    const startIndex = text().indexOf('https://');
    const ours = await actionsOfFirstLink();
    assert.deepEqual(
      ours.map(({ title }) => title),
      ['Renew Link', 'Replace with oss:// Address', 'Remove Signature'],
    );
    assert.deepEqual(
      ours.map(({ command }) => command?.command),
      [COMMANDS.renewLinks, COMMANDS.replaceLinks, COMMANDS.removeSignature],
    );
    const location = { uri: editor.document.uri.toString(), startIndex };
    for (const { command } of ours) assert.deepEqual(command?.arguments, [location]);
  });

  it('are fixed by the lightbulb if they expire within a day, and only refactored otherwise', async () => {
    const kinds = async (): Promise<readonly unknown[]> => (await actionsOfFirstLink()).map(({ kind }) => kind?.value);
    const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;
    assert.deepEqual([...new Set(await kinds())], [QuickFix.value]);
    await renewFirstLink();
    assert.deepEqual([...new Set(await kinds())], [RefactorRewrite.value]);
  });

  it('have a hover whose actions run, and get the location and not the link', async () => {
    const position = editor.document.positionAt(text().indexOf('https://') + 5);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      position,
    );
    const cards = hovers.flatMap(({ contents }) => contents).filter((one) => one instanceof vscode.MarkdownString);
    const { value, isTrusted } = cards.find((one) => one.value.startsWith('Presigned URL')) ?? assert.fail('no card');
    assert.match(
      value,
      /\[Check\]\(command:ossLinks\.checkLink\?.*\) · \[Sign Again\]\(command:ossLinks\.signLinkAgain\?.*\) · \[More…\]\(command:ossLinks\.inspectLink\?/,
    );
    assert.doesNotMatch(value, /x-oss-signature/);
    const enabledCommands = [COMMANDS.checkLink, COMMANDS.signLinkAgain, COMMANDS.inspectLink];
    assert.deepEqual(isTrusted, { enabledCommands });
    const location = { uri: editor.document.uri.toString(), startIndex: text().indexOf('http') };
    const args = [...value.matchAll(/\(command:[\w.]+\?([^)]*)\)/g)].map(
      ([, arg = '']) => JSON.parse(decodeURIComponent(arg)) as unknown,
    );
    assert.deepEqual(
      args,
      enabledCommands.map(() => [location]),
    );
  });

  it('are marked if the setting is on and they expire soon', async () => {
    const marks = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(editor.document.uri);
    const changed = async (isReady: () => boolean): Promise<void> => {
      while (!isReady()) {
        await new Promise<void>((resolve) => {
          const listener = vscode.languages.onDidChangeDiagnostics(() => {
            listener.dispose();
            resolve();
          });
        });
      }
    };
    const marked = changed(() => marks().length === 2);
    await updateSetting(SETTINGS.expiryHints, true);
    try {
      await marked;
      const [mark] = marks();
      assert.match(mark?.message ?? '', /^Presigned URL for a\.txt expires in /);
      assert.deepEqual([mark?.severity, mark?.source], [vscode.DiagnosticSeverity.Information, 'OSS']);
      assert.doesNotMatch(
        marks()
          .map(({ message }) => message)
          .join(),
        /signature|https?:/i,
      );
      const off = changed(() => marks().length === 0);
      await updateSetting(SETTINGS.expiryHints, undefined);
      await off;
      const on = changed(() => marks().length === 2);
      await updateSetting(SETTINGS.expiryHints, true);
      await on;
      const followed = changed(() => marks().length === 1);
      await renewFirstLink();
      await followed;
      assert.match(marks()[0]?.message ?? '', /^Presigned URL for 三\.pdf expires in /);
      // Marks follow what is typed, and end with their document.
      const more = changed(() => marks().length === 2);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), `${link('new.txt', 80_000)}\n`);
      });
      await more;
      const { uri } = editor.document;
      const closed = changed(() => vscode.languages.getDiagnostics(uri).length === 0);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await closed;
    } finally {
      const unmarked = changed(() => marks().length === 0);
      await updateSetting(SETTINGS.expiryHints, undefined);
      await unmarked;
    }
  });

  it('are marked no longer once the extension is unloaded, even if it was just reading them', async () => {
    const settings = new ChangedSettings();
    const problems: unknown[] = [];
    const note = (problem: unknown): unknown => problems.push(problem);
    process.on('unhandledRejection', note);
    try {
      await settings.set(SETTINGS.expiryHints, true);
      const services = { linkHosts: { cdnDomains: () => [] }, now: () => new Date(), locale: 'en' };
      let loaded: (() => void) | undefined;
      const load = (): Promise<never> =>
        new Promise((resolve) => {
          loaded = () => {
            resolve(services as never);
          };
        });
      const subscriptions: vscode.Disposable[] = [];
      registerRenewal(load, subscriptions);
      const finish = await until(() => loaded);
      for (const subscription of subscriptions) subscription.dispose();
      finish();
      await delay(200);
      assert.deepEqual(problems, []);
    } finally {
      process.off('unhandledRejection', note);
      await settings.restore();
    }
  });

  it('have a code lens each if the setting is on, and none once it is off', async () => {
    const { uri } = editor.document;
    const lenses = (of = uri): Thenable<readonly vscode.CodeLens[]> =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', of, 9);
    assert.deepEqual(await lenses(), []);
    await updateSetting(SETTINGS.inspectorCodeLens, true);
    try {
      const found = await lenses();
      assert.deepEqual(
        found.map(({ command }) => command?.title.replace(/, expires .*/, '')),
        ['Presigned URL for a.txt', 'Presigned URL for 三.pdf'],
      );
      const far = await newDocument(`${'text of a long file\n'.repeat(5000)}${link('far.txt')}\n`, 'markdown');
      const [last] = await lenses(far.uri);
      assert.match(last?.command?.title ?? '', /^Presigned URL for far\.txt, /);
      const many = await newDocument(`${link('many.txt')}\n`.repeat(210), 'markdown');
      assert.equal((await lenses(many.uri)).length, 200);
      // A click inspects the link of that place.
      const starts = [...text().matchAll(/https?:/g)].map(({ index }) => index);
      assert.deepEqual(
        found.map(({ command }) => [command?.command, command?.arguments]),
        starts.map((startIndex) => [COMMANDS.inspectLink, [{ uri: uri.toString(), startIndex }]]),
      );
    } finally {
      await updateSetting(SETTINGS.inspectorCodeLens, undefined);
    }
    assert.deepEqual(await lenses(), []);
  });
});
