import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Activated } from './main.ts';
import { ShownMessages } from './reloaded.ts';

interface Question {
  readonly message: string;
  readonly detail: string | undefined;
  readonly answers: readonly string[];
}

/** Answers each modal question with a button, and resolves to the questions once `act` is done. */
async function withAnswer(answer: string | undefined, act: () => PromiseLike<unknown>): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const real = vscode.window.showWarningMessage;
  const reply = (
    message: string,
    options: vscode.MessageOptions,
    ...answers: string[]
  ): Promise<string | undefined> => {
    questions.push({ message, detail: options.detail, answers });
    return Promise.resolve(answer);
  };
  Object.assign(vscode.window, { showWarningMessage: reply });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { showWarningMessage: real });
  }
  return questions;
}

describe('another extension', () => {
  let activated: Activated;

  before(async () => {
    const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
    activated = (await extension?.activate()) ?? assert.fail('the extension is not installed');
  });

  it('gets a working link after the user agreed', async () => {
    let url = '';
    const questions = await withAnswer('Create Link', async () => {
      const link = await activated.getApi(1).createLink({ bucket: 'demo-documents', key: 'readme.txt' });
      url = link?.url ?? '';
    });
    assert.deepEqual(
      questions.map(({ message, answers }) => ({ message, answers })),
      [{ message: 'Create a download link?', answers: ['Create Link', 'Block for This Session'] }],
    );
    assert.equal((await fetch(url)).status, 200);
  });

  it('gets no link if the user closes the confirmation', async () => {
    await withAnswer(undefined, async () => {
      const link = await activated.getApi(1).createLink({ bucket: 'demo-documents', key: 'readme.txt' });
      assert.equal(link, undefined);
    });
  });
});

describe('a URI of the extension', () => {
  it('is handled after a confirmation with the names in the URI, and explains what is wrong with others', async () => {
    const extension = vscode.extensions.getExtension<Activated>('oss-presigned-links.oss-presigned-links');
    const { context, activate } = (await extension?.activate()) ?? assert.fail('the extension is not installed');
    for (const subscription of context.subscriptions.splice(0)) subscription.dispose();
    let handler: vscode.UriHandler | undefined;
    const real = vscode.window.registerUriHandler;
    Object.assign(vscode.window, {
      registerUriHandler: (one: vscode.UriHandler) => {
        handler = one;
        return real(one);
      },
    });
    try {
      activate(context);
    } finally {
      Object.assign(vscode.window, { registerUriHandler: real });
    }
    const uri = vscode.Uri.parse(
      'vscode://oss-presigned-links.oss-presigned-links/open?bucket=demo-documents&key=a%26b%3D%20c',
    );
    const questions = await withAnswer(undefined, async () => handler?.handleUri(uri));
    assert.deepEqual(
      questions.map(({ message }) => message),
      ['Show this object in the Buckets view?'],
    );
    assert.match(questions[0]?.detail ?? '', /Bucket: demo-documents\nKey: a&b= c$/);
    const messages = new ShownMessages();
    messages.start();
    try {
      await handler?.handleUri(uri.with({ path: '/copy' }));
      await messages.containing('The URI must have the form');
    } finally {
      messages.stop();
    }
  });
});
