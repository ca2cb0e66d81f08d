import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { SETTINGS } from '../../src/ids.ts';
import { createFileRequest } from '../../src/links/requests/fileRequest.ts';
import { newDocument, updateSetting } from './controls.ts';

/** Text of hovers, whatever their form is. */
function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

describe('upload forms in a document', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    const { fields } = createFileRequest(
      { bucket: 'docs', folder: 'in/[x](command:y)/', kinds: 'any', sameName: 'refuse', language: 'en' },
      {
        credentials: { accessKeyId: 'ak', accessKeySecret: 'sk' },
        region: 'cn-hangzhou',
        endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
        expires: 3600,
      },
    );
    const content = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`);
    document = await newDocument(content.join('\n'), 'html');
    await vscode.window.showTextDocument(document);
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('show their folder, limits and expiry in a hover on the policy', async () => {
    const position = document.positionAt(document.getText().indexOf('eyJ') + 5);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const text = textOf(hovers);
    assert.match(text, /Upload form of OSS/);
    assert.match(text, /expires in (?:1 h|5\d min)/);
    assert.match(text, /up to 5 GB per file/);
    // A name is text: it makes no link.
    assert.doesNotMatch(text, /(?<!\\)\[x\]\(command:y\)/);
    assert.match(text, /\(command:ossLinks\.inspectLink\?/);
    assert.doesNotMatch(text, /eyJ|[0-9a-f]{64}/);
  });

  it('have a code lens if the setting is on', async () => {
    const lenses = async (): Promise<readonly string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        9,
      );
      return found.flatMap(({ command }) => (command?.command === 'ossLinks.inspectLink' ? [command.title] : []));
    };
    assert.deepEqual(await lenses(), []);
    await updateSetting(SETTINGS.inspectorCodeLens, true);
    try {
      const [title, ...others] = await lenses();
      assert.match(title ?? '', /^Upload form for docs\/in\/.*, expires in /);
      assert.deepEqual(others, []);
    } finally {
      await updateSetting(SETTINGS.inspectorCodeLens, undefined);
    }
  });
});
