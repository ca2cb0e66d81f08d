import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CommandName } from './ids.ts';
import type { CommandArguments, Handler } from './features/targets/commandArguments.ts';

/** Command tables of the features, the most used first. */
const tables = [
  async () => (await import('./features/copy/copyCommands.ts')).copyCommands,
  async () => (await import('./features/explorer/explorerCommands.ts')).explorerCommands,
  async () => (await import('./features/transfers/transferCommands.ts')).transferCommands,
  async () => (await import('./features/bulk/bulkCommands.ts')).bulkCommands,
  async () => (await import('./features/profiles/profileCommands.ts')).profileCommands,
  async () => (await import('./features/arrange/arrangeCommands.ts')).arrangeCommands,
  async () => (await import('./features/diagnostics/diagnosticCommands.ts')).diagnosticCommands,
  async () => (await import('./features/documents/documentCommands.ts')).documentCommands,
  async () => (await import('./features/hosts/hostCommands.ts')).hostCommands,
  async () => (await import('./features/inspector/inspectorCommands.ts')).inspectorCommands,
  async () => (await import('./features/issued/issuedCommands.ts')).issuedCommands,
  async () => (await import('./features/quickCopy/quickCopyCommands.ts')).quickCopyCommands,
  async () => (await import('./features/requests/requestCommands.ts')).requestCommands,
  async () => (await import('./features/workspaceFiles/workspaceFileCommands.ts')).workspaceFileCommands,
] as const;

type Table = Awaited<ReturnType<(typeof tables)[number]>>;
/** Name of a command that has a handler. A call with the name of one that has none does not compile. */
type HandledName = Table extends infer One ? (One extends One ? keyof One : never) : never;

const loaded: Partial<Record<string, Handler>>[] = [];

/**
 * Handler of a command. Loads table after table until one has it, each in a block of the event loop of its own, which all
 * extensions share.
 */
export async function handlerOf(name: HandledName): Promise<Handler> {
  for (const [index, load] of tables.entries()) {
    if (loaded[index] === undefined) {
      await nextTurn();
      loaded[index] = await load();
    }
    const handler = loaded[index][name];
    if (handler === undefined) continue;
    await nextTurn();
    return handler;
  }
  throw new Error(`The command ${name} has no handler.`);
}

/** Commands in the title of a view, which VS Code calls with two undefined arguments while no row has the focus. */
export const titleCommands: ReadonlySet<CommandName> = new Set([
  'addBucket',
  'addProfile',
  'clearFilter',
  'clearFoundLinks',
  'endLinkEarly',
  'exportIssued',
  'filterIssued',
  'findInTree',
  'forgetEverything',
  'forgetExpired',
  'goToKey',
  'goToPinned',
  'importProfiles',
  'refresh',
  'removeFoundSignatures',
  'resetChoices',
  'resumeCopies',
  'searchPrefix',
  'showDiagnostics',
  'showLog',
]);

/**
 * Whether a row that a command was called for is missing: VS Code passes undefined for a row whose list was read anew
 * at that moment.
 */
export function lacksRow(name: CommandName, args: CommandArguments): boolean {
  if (args.length !== 2 || titleCommands.has(name)) return false;
  const [row, rows] = args;
  return Array.isArray(rows) ? rows.some(isMissing) : isMissing(row) && isMissing(rows);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
