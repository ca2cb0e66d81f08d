import * as vscode from 'vscode';
import { COMMANDS, type CommandName } from '../ids.ts';
import type { Services } from './services.ts';

/** Registers every command of the manifest; what a command throws is shown in one place. */
export function registerCommands(services: Services): readonly vscode.Disposable[] {
  return Object.entries(COMMANDS).map(([name, id]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        // What commands need is loaded with the first of them, so that activation stays small.
        const { handlers } = await import('./handlers.ts');
        await handlers[name as CommandName](args, services);
      } catch (error) {
        services.notifications.error(error);
      }
    }),
  );
}
