import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, SETTINGS } from '../../src/ids.ts';
import { updateSetting, withReplies } from './controls.ts';
import { sampleLink } from './sampleRequests.ts';

const cover = 'oss://demo-media/images/gradient.png';

describe('addresses and links of objects in a document', () => {
  let document: vscode.TextDocument;

  let count = 0;

  const write = async (content: string, extension = 'md'): Promise<void> => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const name = `texts/${String(++count)}.${extension}`;
    const uri = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no folder is open'), name);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
  };
  const hovers = async (text: string): Promise<string> => {
    const position = document.positionAt(document.getText().indexOf(text) + 8);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    return found
      .flatMap(({ contents }) => contents)
      .map((one) => (one instanceof vscode.MarkdownString ? one.value : ''))
      .join('\n---\n');
  };
  /** Completions behind the text of the document, as VS Code asks for them. */
  const completions = async (character?: string): Promise<vscode.CompletionList> =>
    vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(document.getText().length),
      character,
    );
  const names = ({ items }: vscode.CompletionList): readonly string[] =>
    items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));

  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('show a thumbnail, the size and the date in a hover, and no URL', async () => {
    await write(`![x](${cover}) and oss://demo-documents/gone.txt\n`);
    const text = await hovers(cover);
    assert.match(text, /!\[gradient\.png\]\(data:image\/png;base64,[\w+/=]+\)/);
    assert.match(text, /gradient\.png · .*B · /);
    assert.doesNotMatch(text, /https?:|signature/i);
    assert.match(await hovers('oss://demo-documents/gone.txt'), /The object doesn't exist\./);
  });

  it('show these in a file of any language', async () => {
    await write(`picture = "${cover}"\n`, 'py');
    assert.match(await hovers(cover), /!\[gradient\.png\]\(data:image\/png;/);
  });

  it('show these for links too, loaded from the bucket of a profile', async () => {
    const link = sampleLink({ method: 'GET', bucket: 'demo-documents', key: 'readme.txt' });
    await write(`see ${link}\n`);
    const text = await hovers(link);
    assert.match(text, /readme\.txt · 26 B · /);
    assert.doesNotMatch(text, /x-oss-signature/);
  });

  it('ask OSS once for a hover, and not each time that the pointer moves', async () => {
    const request = (method: 'PUT' | 'DELETE'): Promise<Response> =>
      fetch(sampleLink({ method, bucket: 'demo-documents', key: 'hovered.txt' }), {
        method,
        ...(method === 'PUT' && { body: Buffer.from('hello') }),
      });
    assert.equal((await request('PUT')).status, 200);
    await write('see oss://demo-documents/hovered.txt\n');
    assert.match(await hovers('oss://'), /hovered\.txt · 5 B · /);
    assert.equal((await request('DELETE')).status, 204);
    assert.match(await hovers('oss://'), /hovered\.txt · 5 B · /);
    // Nothing is kept once everything is forgotten.
    await withReplies(['Forget Everything'], () => vscode.commands.executeCommand(COMMANDS.forgetEverything));
    assert.match(await hovers('oss://'), /The object doesn't exist\./);
  });

  it('show no hover if the setting is off', async () => {
    await updateSetting(SETTINGS.thumbnails, false);
    try {
      await write(`![x](${cover})\n`);
      assert.doesNotMatch(await hovers(cover), /data:image/);
    } finally {
      await updateSetting(SETTINGS.thumbnails, undefined);
    }
  });

  for (const extension of ['md', 'html', 'json', 'yaml', 'txt']) {
    it(`are completed with buckets, folders and keys in a .${extension} file`, async () => {
      await write('a oss://', extension);
      assert.ok(names(await completions('/')).includes('demo-documents/'));
      await write('a oss://demo-documents/site/', extension);
      const list = await completions('/');
      assert.deepEqual(names(list).toSorted(), ['assets/', 'index.html']);
      assert.equal(list.isIncomplete ?? false, false);
      const [folder] = list.items.filter(({ label }) => label === 'assets/');
      assert.equal(folder?.kind, vscode.CompletionItemKind.Folder);
      assert.equal(folder.command?.command, 'editor.action.triggerSuggest');
    });
  }

  it('are completed with names that begin with the typed text and cannot end the address', async () => {
    await write('oss://demo-documents/sit');
    const { items } = await completions();
    const found = items.find(({ label }) => label === 'site/');
    assert.ok(found?.range instanceof vscode.Range);
    assert.equal(document.getText(found.range), 'sit');
    await write('oss://demo-documents/报告/附件/');
    assert.deepEqual(names(await completions('/')), []);
  });

  it('are not completed in other files', async () => {
    await write('oss:/');
    assert.ok(!names(await completions('/')).includes('demo-documents/'));
    await write('oss://no-such-bucket/');
    assert.deepEqual(names(await completions('/')), []);
  });
});
