import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('OSS Presigned Links', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('ossLinks.refresh', () => {
      log.info('refresh');
    }),
  );
}
