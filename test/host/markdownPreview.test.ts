import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { MarkdownIt, MarkdownToken } from '../../src/features/documents/preview/markdownIt.ts';
import { PreviewLinks } from '../../src/features/documents/preview/previewProvider.ts';
import type { Services } from '../../src/features/services.ts';
import { COMMANDS, SETTINGS } from '../../src/ids.ts';
import { until, updateSetting, withReplaced } from './controls.ts';
import { reloaded, ShownMessages } from './reloaded.ts';
import { variables } from './results.ts';

const [folder] = vscode.workspace.workspaceFolders ?? [];
const picture = 'oss://demo-media/photos/cover.png';
const REFRESH = 'markdown.preview.refresh';

/** Token of an image or a link, as Markdown-it makes it. */
function token(name: 'src' | 'href', uri: string): MarkdownToken {
  const attrs = [
    [name, uri],
    ['onload', 'x()'],
    ['title', 'A "title"'],
    ['width', '40'],
    ['height', '30'],
  ] as const;
  return { attrs, children: null, attrGet: (wanted) => attrs.find(([one]) => one === wanted)?.[1] ?? null };
}

describe('an object in the Markdown preview that cannot be shown', () => {
  it('is looked at again after ten seconds, and not at each refresh', async () => {
    let [nowMs, lookups] = [0, 0];
    const ofBucket = (): undefined => {
      lookups++;
    };
    const links = new PreviewLinks({
      profiles: { onDidForgetEverything: () => new vscode.Disposable(() => undefined) },
      mappings: { whenRead: () => Promise.resolve(), ofBucket },
      now: () => new Date(nowMs),
    } as unknown as Services);
    const previewed = { token: token('src', picture), uri: picture, document: vscode.Uri.file('/a.md') };
    try {
      const executeCommand = (): Promise<void> => Promise.resolve();
      await withReplaced(vscode.commands, { executeCommand }, async () => {
        await until(() => /role="note"/.test(links.image(previewed, 'x')));
        nowMs = 9000;
        links.image(previewed, 'x');
        assert.equal(lookups, 1);
        nowMs = 11_000;
        links.image(previewed, 'x');
        await until(() => lookups === 2);
      });
    } finally {
      links.dispose();
    }
  });
});

describe('the Markdown preview', () => {
  const messages = new ShownMessages();
  let markdown: MarkdownIt;
  let refreshes = 0;
  let onRefresh: () => void = () => undefined;
  const real = vscode.commands.executeCommand;
  const trusted = new vscode.EventEmitter<void>();
  const { onDidGrantWorkspaceTrust } = vscode.workspace;
  /** VS Code grants trust only in a dialog. */
  const watchTrust = (value: unknown): unknown =>
    Object.defineProperty(vscode.workspace, 'onDidGrantWorkspaceTrust', { configurable: true, value });

  const map = (bucket: string, profile = 'Environment'): Promise<void> =>
    updateSetting(SETTINGS.mappings, [{ folder: 'docs', bucket, profile }]);
  const document = (): vscode.Uri => vscode.Uri.joinPath(folder?.uri ?? assert.fail(), 'notes.md');

  function render(rule: 'image' | 'link_open', uri: string, env: object = {}): string {
    const tokens = [token(rule === 'image' ? 'src' : 'href', uri)];
    const renderer = { renderToken: () => '<own>', renderInlineAsText: () => 'Alt <1>' };
    const whole = { currentDocument: document(), resourceProvider: {}, ...env };
    return markdown.renderer.rules[rule]?.(tokens, 0, {}, whole, renderer) ?? assert.fail();
  }

  /** HTML once the preview has been refreshed as often as it takes to fit. */
  async function rendered(rule: 'image' | 'link_open', uri: string, expected: RegExp): Promise<string> {
    for (;;) {
      const refreshed = new Promise<void>((resolve) => {
        onRefresh = resolve;
      });
      const html = render(rule, uri);
      if (expected.test(html)) return html;
      await refreshed;
    }
  }

  before(async () => {
    messages.start();
    watchTrust(trusted.event);
    await map('demo-documents');
    const { exports } = await reloaded();
    // The preview itself is no part of this test; what it shows is in test/e2e.
    Object.assign(vscode.commands, {
      executeCommand: (command: string, ...args: readonly unknown[]): unknown => {
        if (command !== REFRESH) return Reflect.apply(real, vscode.commands, [command, ...args]);
        refreshes++;
        onRefresh();
        return Promise.resolve();
      },
    });
    markdown = exports.extendMarkdownIt({ renderer: { rules: {} } });
  });
  after(async () => {
    Object.assign(vscode.commands, { executeCommand: real });
    watchTrust(onDidGrantWorkspaceTrust);
    messages.stop();
    await updateSetting(SETTINGS.mappings, undefined);
  });

  it('shows an image when it is loaded, without reopening', async () => {
    await map('demo-documents');
    const uri = 'oss://demo-documents/site/index.html';
    assert.match(render('image', uri), /^Loading…$|^<span title="oss:.*>Loading Alt &lt;1&gt;…<\/span>$/);
    const html = await rendered('image', uri, /^<img /);
    assert.match(
      html,
      /^<img src="data:text\/html;base64,[\w+/=]+" data-src="oss:\S+" alt="Alt &lt;1&gt;" title="A &quot;title&quot;" width="40" height="30">$/,
    );
    assert.ok(refreshes > 0);
  });

  it('is refreshed again after a while, since a preview that is still opening misses the first refresh', async () => {
    const before = refreshes;
    await rendered('image', 'oss://demo-documents/site/missing.html', /role="note"/);
    while (refreshes < before + 3) {
      await new Promise<void>((resolve) => {
        onRefresh = resolve;
      });
    }
  });

  it('signs links to objects with a short validity', async () => {
    const html = await rendered('link_open', 'oss://demo-documents/readme.txt', / href=/);
    const url = /href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? assert.fail(html);
    assert.equal(new URL(url).searchParams.get('x-oss-expires'), '900');
    assert.equal(await (await fetch(url)).text(), 'Sample files of the demo.\n');
    const signature = new URL(url).searchParams.get('x-oss-signature') ?? assert.fail(url);
    const logs = process.env[variables.logs] ?? assert.fail();
    // Logs and stored state alike lie in the folder of the user's data.
    for await (const name of glob('**/*.{log,json,vscdb,md}', { cwd: logs })) {
      const text = await readFile(path.join(logs, name), 'latin1').catch(() => '');
      assert.ok(!text.includes(signature), name);
    }
    assert.ok(!messages.texts.join('\n').includes(signature));
  });

  it('keeps no link in memory once everything is forgotten', async () => {
    const uri = 'oss://demo-documents/readme.txt';
    await rendered('link_open', uri, / href=/);
    messages.answer = () => 'Forget Everything';
    await vscode.commands.executeCommand(COMMANDS.forgetEverything);
    messages.answer = () => undefined;
    assert.doesNotMatch(render('link_open', uri), / href=/);
  });

  it('shows the reason in place of an image that cannot be shown', async () => {
    const gone = await rendered('image', 'oss://demo-documents/gone.png', /role="note"/);
    assert.match(gone, /title="oss:\/\/demo-documents\/gone\.png">Alt &lt;1&gt;: The object doesn't exist\.<\/span>$/);
    const foreign = await rendered('image', picture, /role="note"/);
    assert.match(foreign, /No mapping of this workspace folder has the bucket &quot;demo-media&quot;\./);
    await map('demo-media', 'Nobody');
    const unsigned = await rendered('image', picture, /No profile/);
    assert.match(unsigned, /No profile is selected for the bucket &quot;demo-media&quot;\./);
    const question = 'The Markdown preview needs a profile to show objects of the bucket "demo-media".';
    await messages.containing(question);
    assert.deepEqual(messages.shown.at(-1)?.buttons, ['Select Profile…']);
    await rendered('image', 'oss://demo-media/photos/other.png', /No profile/);
    assert.equal(messages.shown.filter(({ message }) => message === question).length, 1, 'asked once for a bucket');
  });

  it('signs nothing for buckets, in untrusted workspaces and in HTML for a file', async () => {
    await map('demo-documents');
    const uri = 'oss://demo-documents/readme.txt';
    await rendered('link_open', uri, / href=/);
    assert.equal(render('link_open', uri, { resourceProvider: undefined }), '<own>');
    assert.equal(render('link_open', uri, { currentDocument: undefined }), '<own>');
    assert.equal(render('link_open', 'https://example.com/'), '<own>');
    assert.equal(render('link_open', 'oss://demo-documents/'), '<a title="This is not an address of an object.">');
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, value: false });
    try {
      assert.equal(render('link_open', uri), '<a title="Trust this workspace to show objects of OSS.">');
      assert.match(render('image', uri), /Trust this workspace to show objects of OSS\.<\/span>$/);
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, value: true });
    }
    // Once it is trusted, everything is looked at anew.
    trusted.fire();
    assert.doesNotMatch(render('link_open', uri), / href=/);
    await rendered('link_open', uri, / href=/);
  });

  it('does not change addresses in HTML that VS Code renders elsewhere', async () => {
    const html = await real<string>('markdown.api.render', '![a](oss://demo-documents/a.png) [b](other.md)');
    assert.match(html, /src="oss:\/\/demo-documents\/a\.png"/);
  });
});
