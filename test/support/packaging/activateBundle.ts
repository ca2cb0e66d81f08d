import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/*
 * Activates the bundle of a folder in a process of its own, with a VS Code in which every call succeeds. Nothing is
 * stored, except a value for the key STORED if it is given:
 *   node test/support/packaging/activateBundle.ts DIST [STORED]
 * prints the files that were loaded, as a JSON array of paths relative to DIST.
 */

interface Entry {
  activate(context: object): unknown;
}

const [dist = '', stored] = process.argv.slice(2);
const standInUrl = 'vscode:stand-in';

/** Stands for every function, object and class. */
const anything: unknown = new Proxy(function () {}, {
  get: (_class, name) => (typeof name === 'symbol' || name === 'then' ? undefined : anything),
  apply: () => anything,
  construct: () => ({}),
});

/** Settings have their default values, and no folder is open. */
const workspace = {
  getConfiguration: () => ({ get: (_setting: string, initial: unknown) => initial }),
  workspaceFolders: undefined,
};
const special: Readonly<Record<string, unknown>> = {
  l10n: {},
  workspace: new Proxy(workspace, {
    get: (known, name) => (name in known ? Reflect.get(known, name) : anything) as unknown,
  }),
};
Object.assign(globalThis, { standIn: (name: string) => special[name] ?? anything });

const types = readFileSync(fileURLToPath(import.meta.resolve('@types/vscode/index.d.ts')), 'utf8');
const names = new Set(
  [...types.matchAll(/^\texport (?:abstract )?(?:class|enum|namespace|function) (\w+)/gm)].map(([, name]) => name),
);
const loaded: string[] = [];
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: standInUrl, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    if (url === standInUrl) {
      const source = [...names].map((name) => `export const ${name} = standIn('${name}');`).join('\n');
      return { format: 'module', shortCircuit: true, source };
    }
    if (url.startsWith('file:')) loaded.push(path.relative(dist, fileURLToPath(url)));
    return next(url, context);
  },
});

// Services do not work with such a VS Code; only their files count.
process.on('unhandledRejection', () => undefined);
process.on('exit', () => {
  process.stdout.write(JSON.stringify(loaded));
});

const entry = (await import(pathToFileURL(path.join(dist, 'extension.js')).href)) as Entry;
entry.activate({
  subscriptions: [],
  globalState: { get: (key: string) => (key === stored ? {} : undefined) },
  globalStorageUri: anything,
});
