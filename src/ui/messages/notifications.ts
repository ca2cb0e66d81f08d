import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { type CommandName, COMMANDS } from '../../ids.ts';
import { isCancellation } from '../prompts/questions.ts';
import type { Log } from './log.ts';
import { plainText } from '../../text/plainText.ts';

const STATUS_MS = 5000;

/** Button of a notification and its action. */
export interface NotificationAction {
  readonly label: string;
  readonly run: () => unknown;
}

export interface Progress {
  /** Completed part, 0 to 1. */
  report(done: number, message: string): void;
}

/** Messages to the user; errors are shown here only. */
export interface Notifications {
  /** Short message in the status bar. */
  status(message: string): void;
  info(message: string, ...actions: readonly NotificationAction[]): void;
  warn(message: string, ...actions: readonly NotificationAction[]): void;
  /** Shows an error with its cause and the next step; cancellations are silent. */
  readonly error: (error: unknown) => void;
  /** Shows cancellable progress; `undefined` if the user cancelled. */
  progress<T>(title: string, task: (progress: Progress, signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
}

/** Creates the notifications of VS Code's status bar and messages, all as plain text. */
export function createNotifications(log: Log): Notifications {
  const offer = (
    shown: Thenable<string | undefined>,
    actions: readonly NotificationAction[],
    failed: (error: unknown) => void,
  ): void => {
    void (async () => {
      try {
        const label = await shown;
        await actions.find((action) => action.label === label)?.run();
      } catch (error) {
        failed(error);
      }
    })();
  };
  const explain = async (error: unknown): Promise<void> => {
    const { explainError } = await import('./errorText.ts');
    const { message, details, command } = explainError(error);
    log.error(details);
    const actions: NotificationAction[] = [
      ...(command ? [commandAction(command.name, command.label, command.args)] : []),
      { label: l10n.t('Copy Details'), run: () => vscode.env.clipboard.writeText(details) },
    ];
    const labels = actions.map(({ label }) => label);
    offer(vscode.window.showErrorMessage(plainText(message), ...labels), actions, notifications.error);
  };
  const notifications: Notifications = {
    status(message) {
      vscode.window.setStatusBarMessage(plainText(message), STATUS_MS);
    },
    info(message, ...actions) {
      const labels = actions.map(({ label }) => label);
      offer(vscode.window.showInformationMessage(plainText(message), ...labels), actions, notifications.error);
    },
    warn(message, ...actions) {
      const labels = actions.map(({ label }) => label);
      offer(vscode.window.showWarningMessage(plainText(message), ...labels), actions, notifications.error);
    },
    error: (error) => {
      if (!isCancellation(error)) void explain(error);
    },
    async progress(title, task) {
      const abort = new AbortController();
      try {
        return await vscode.window.withProgress(
          { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true },
          (progress, token) => {
            token.onCancellationRequested(() => {
              abort.abort();
            });
            let reported = 0;
            const report = (done: number, message: string): void => {
              progress.report({ increment: (done - reported) * 100, message: plainText(message) });
              reported = done;
            };
            return task({ report }, abort.signal);
          },
        );
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    },
  };
  return notifications;
}

function commandAction(name: CommandName, label: string, args: readonly unknown[]): NotificationAction {
  return {
    label,
    run: async () => {
      await vscode.commands.executeCommand(COMMANDS[name], ...args);
    },
  };
}
