import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TOOLS } from '../../src/ids.ts';

/** Result of a tool for a model. */
async function answerOf(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('the language-model tools', () => {
  it('are offered to agents', () => {
    const offered = vscode.lm.tools.map(({ name }) => name);
    assert.deepEqual(
      Object.values(TOOLS).filter((name) => !offered.includes(name)),
      [],
    );
  });

  it('list the content of a bucket', async () => {
    assert.match(await answerOf(TOOLS.listObjects, { bucket: 'demo-documents' }), /"key":"readme\.txt"/);
  });

  it('put a link on the clipboard, and return only that it was copied', async () => {
    await vscode.env.clipboard.writeText('nothing yet');
    const answer = await answerOf(TOOLS.createLink, { bucket: 'demo-documents', key: 'readme.txt', validity: '1h' });
    assert.match(answer, /readme\.txt/);
    assert.doesNotMatch(answer, /https?:|signature/i);
    const url = new URL(await vscode.env.clipboard.readText());
    assert.equal(url.searchParams.get('x-oss-expires'), '3600');
    assert.equal((await fetch(url)).status, 200);
  });
});
