import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerLanguageModelTools, type ToolCalls } from '../../src/features/chat/registerTools.ts';
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

describe('a call of a language-model tool', () => {
  /** The tool that creates links, whose calls do what a test says. */
  function toolOf(calls: ToolCalls): vscode.LanguageModelTool<unknown> {
    const tools = new Map<string, vscode.LanguageModelTool<unknown>>();
    const { registerTool: real } = vscode.lm;
    Object.assign(vscode.lm, {
      registerTool: (name: string, tool: vscode.LanguageModelTool<unknown>) => {
        tools.set(name, tool);
        return new vscode.Disposable(() => undefined);
      },
    });
    try {
      registerLanguageModelTools(calls);
    } finally {
      Object.assign(vscode.lm, { registerTool: real });
    }
    return tools.get(TOOLS.createLink) ?? assert.fail('the tool is not registered');
  }

  it('is confirmed with the names of the model as text, never as Markdown', async () => {
    const message = 'Key: [x](command:y)';
    const tool = toolOf({
      confirmation: () => Promise.resolve({ title: 'Create a download link?', message }),
      run: () => assert.fail('nothing runs before it is confirmed'),
    });
    const { token } = new vscode.CancellationTokenSource();
    const prepared = await tool.prepareInvocation?.({ input: {} }, token);
    const { confirmationMessages } = prepared ?? {};
    assert.equal(confirmationMessages?.title, 'Create a download link?');
    const shown = confirmationMessages.message as vscode.MarkdownString;
    assert.equal(shown.value, new vscode.MarkdownString().appendText(message).value);
  });

  it('stops when it is canceled', async () => {
    const tool = toolOf({
      confirmation: () => assert.fail('VS Code confirms before'),
      run: (_name, _input, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            resolve('stopped');
          });
        }),
    });
    const canceling = new vscode.CancellationTokenSource();
    const answer = tool.invoke({ input: {}, toolInvocationToken: undefined }, canceling.token);
    canceling.cancel();
    assert.deepEqual((await answer)?.content, [new vscode.LanguageModelTextPart('stopped')]);
  });
});
