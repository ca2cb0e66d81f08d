import * as vscode from 'vscode';
import type { Subscriptions } from './emitter.ts';
import { COMMANDS, type CommandName } from './ids.ts';
import { registerLanguageModelTools } from './features/chat/registerTools.ts';
import { registerObjectDrops } from './features/copy/registerObjectDrops.ts';
import type { Services } from './features/services.ts';

/** Registers the commands, drops into documents and the chat tools; errors of all of them are shown here. */
export function registerCommands(services: Services, subscriptions: Subscriptions): void {
  const commands = Object.entries(COMMANDS).map(([name, id]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        // The handlers are loaded at the first command, so that activation stays small.
        const { handlers } = await import('./commands.ts');
        await handlers[name as CommandName](args, services);
      } catch (error) {
        services.notifications.error(error);
      }
    }),
  );
  const drops = registerObjectDrops(async (targets, languageId) => {
    try {
      const { linksForDrop } = await import('./features/copy/insertLinks.ts');
      return await linksForDrop(targets, languageId, services);
    } catch (error) {
      services.notifications.error(error);
      return undefined;
    }
  });
  const tools = registerLanguageModelTools({
    question: async (name, input) => (await import('./features/chat/tools.ts')).askAboutTool(name, input, services),
    run: async (name, input, signal) =>
      (await import('./features/chat/tools.ts')).runTool(name, input, services, signal),
  });
  subscriptions.push(...commands, drops, ...tools);
}
