import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { handlers } from '../../../src/commands.ts';
import type { Services } from '../../../src/features/services.ts';
import type { CommandName, Milestone } from '../../../src/ids.ts';
import type { ObjectTarget } from '../../../src/links/link.ts';
import { Ledger } from '../../../src/links/ledger/ledger.ts';
import type { LinkHosts } from '../../../src/links/linkHosts.ts';
import type { RecipeRecord, RecipeSettings } from '../../../src/links/recipes/recipes.ts';
import { MappedProfiles } from '../../../src/links/mappings/mappedProfiles.ts';
import {
  findMappedBucket,
  findMappedFile,
  readMappings,
  type MappedRoot,
  type MappingSource,
} from '../../../src/links/mappings/mappings.ts';
import { LinkMemory } from '../../../src/links/linkMemory.ts';
import { ShownNotices } from '../../../src/links/shownNotices.ts';
import { nearestToKey } from '../../../src/tree/findKey.ts';
import { ObjectTree } from '../../../src/tree/objectTree.ts';
import type { BucketNode, TreeNode } from '../../../src/tree/nodes.ts';
import { AllowedChanges, type ChangeMode } from '../../../src/transfers/allowedChanges.ts';
import { ObjectContents } from '../../../src/transfers/objectContents.ts';
import { writeWithin } from '../../../src/transfers/writeWithin.ts';
import type { ActiveEditor } from '../../../src/ui/editors/editors.ts';
import type { LinkDocument } from '../../../src/ui/editors/linkDocuments.ts';
import { isCancellation, type Prompts } from '../../../src/ui/prompts/questions.ts';
import { explainError } from '../../../src/ui/messages/errorText.ts';
import type { FileSelection, FoundFiles, LocalFile } from '../../../src/ui/files/localFiles.ts';
import type { LocalFolder } from '../../../src/ui/files/localFolders.ts';
import type { NotificationAction, Notifications } from '../../../src/ui/messages/notifications.ts';
import type { QrLink } from '../../../src/ui/qr/qrPanel.ts';
import { ask, type HttpAnswer } from '../emulator/handMade.ts';
import { BenchInspector } from './benchInspector.ts';
import {
  KEY,
  NARROW_KEY,
  openLoopbackOss,
  READER_KEY,
  STS_KEY,
  type LoopbackOptions,
  type LoopbackOss,
} from '../profiles/loopbackOss.ts';
import { ScriptedPrompts, type Reply } from '../ui/scriptedPrompts.ts';

/** Key of CDNs in front of the bench's buckets. */
export const CDN_KEY = 'cdnKeyOfTheBench2026';

/** Something that the user was told. */
export interface ShownMessage {
  readonly kind: 'status' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** Of an error, as "Copy Details" gives them. */
  readonly details?: string;
  readonly actions: readonly NotificationAction[];
}

/** A progress notification. */
export interface Shown {
  readonly title: string;
  readonly reports: { readonly done: number; readonly message: string }[];
}

/** A file of the user's, by the path of its uri. */
export interface TestFile {
  readonly path: string;
  readonly content: string | ((start: number, end: number) => AsyncIterable<Uint8Array>);
  readonly sizeBytes?: number;
}

/** All that commands work with over an OSS on loopback, and all that they did. */
export class CommandBench {
  readonly oss: LoopbackOss;
  readonly memory: LinkMemory;
  readonly shownNotices = new ShownNotices();
  readonly linkHosts: LinkHosts;
  readonly mappedProfiles: MappedProfiles;
  mappedRoots: readonly MappedRoot[] = [];
  mappingSettingsShown = 0;
  readonly ledger: Ledger;
  /** Filter of the view of issued links. */
  issuedFilter = '';
  readonly tree: ObjectTree;
  readonly inspector: BenchInspector;
  /** Everything that was ever put on the clipboard, in order. */
  readonly clipboard: string[] = [];
  readonly shownMessages: ShownMessage[] = [];
  readonly progresses: Shown[] = [];
  readonly changed: (string | undefined)[] = [];
  readonly revealed: TreeNode[] = [];
  readonly expanded: TreeNode[] = [];
  /** Objects that were shown in editors. */
  readonly openedObjects: ObjectTarget[] = [];
  isOpeningClick = false;
  allowsDelete = true;
  changeMode: ChangeMode = 'on';
  readonly allowedChanges: AllowedChanges;
  /** What another program has put on the clipboard. */
  clipboardText: string | undefined;
  searchesInTree = 0;
  /** Reports that were shown, by name. */
  readonly documents = new Map<string, string>();
  /** Steps of the walkthrough that were completed. */
  readonly reached = new Set<Milestone>();
  /** The files that were written and then shown. */
  readonly openedFiles: string[] = [];
  /** Links that were shown as QR codes. */
  readonly qrCodes: QrLink[] = [];
  /** Documents that were opened for the user to see. */
  readonly opened: { readonly text: string; readonly languageId: string; readonly name?: string }[] = [];
  /** Document with links in the active editor. */
  activeLinkDocument: LinkDocument | undefined;
  /** Files that the user was asked for. */
  readonly askedFiles: { readonly name: string; readonly isSecret: boolean }[] = [];
  /** As they stand in settings. */
  recipeSettings: RecipeSettings = { user: undefined, workspace: undefined, defaults: {} };
  readonly savedRecipes: { readonly name: string; readonly recipe: RecipeRecord }[] = [];
  settingsOpened = 0;
  selected: readonly TreeNode[] = [];
  /** Images that were shown. */
  readonly images: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  /** The text editor that the user is in. */
  editor: ActiveEditor | undefined;
  /** What commands find where nothing was handed to them. */
  activeFile: Uri | undefined;
  maxToolValiditySeconds = 3600;
  pickedFiles: readonly Uri[] | undefined;
  /** What stands in every folder beside its files. */
  symbolicLinks: readonly string[] = [];
  /** A folder on disk that is picked for downloads, and the name that one gets there; its own where there is none. */
  downloadFolder: string | undefined;
  downloadName: string | undefined;
  /** Called when a transfer reports; it may cancel. */
  onReport: (cancel: () => void) => void = () => undefined;
  /** Called when a task with progress has begun; it may cancel. */
  onProgress: (cancel: () => void) => void = () => undefined;
  maxValiditySeconds = Number.POSITIVE_INFINITY;
  logShown = 0;
  walkthroughsOpened = 0;
  /** Paths of files that are written to while they are uploaded. */
  readonly changedFiles = new Set<string>();
  expansionsToggled = 0;
  /** Commands of rows that Enter ran, with the ids of their nodes. */
  readonly rowCommands: (readonly [name: CommandName, nodeId: string])[] = [];
  /** Real paths of files that symlinks take from elsewhere. */
  readonly symlinkTargets = new Map<string, string>();
  readonly #files = new Map<string, TestFile>();
  readonly #prompts: ScriptedPrompts[] = [];
  #ids = 0;

  constructor(oss: LoopbackOss) {
    this.oss = oss;
    this.linkHosts = oss.linkHosts;
    this.ledger = new Ledger(oss.memento, oss.now);
    this.allowedChanges = new AllowedChanges(oss.memento);
    this.inspector = new BenchInspector(oss.transport);
    this.memory = new LinkMemory(oss.memento, () => ({ kind: 'duration', seconds: 900 }));
    const { memento, profiles } = oss;
    this.mappedProfiles = new MappedProfiles({ memento, profiles, memory: this.memory });
    this.tree = new ObjectTree({
      profiles: oss.profiles,
      memento: oss.memento,
      clientOf: oss.clients.of,
      onChanged: (node) => this.changed.push(node?.id),
    });
  }

  /** Runs a command as VS Code does, with what a user answers; fails unless all answers were asked for. */
  async run(name: CommandName, args: readonly unknown[] = [], prompts = new ScriptedPrompts()): Promise<void> {
    this.#prompts.push(prompts);
    const services = this.services(prompts);
    try {
      await handlers[name](args, services);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      services.notifications.error(error);
    }
    prompts.assertDone();
  }

  /** A file that commands can find. */
  file(path: string, content: TestFile['content'], sizeBytes?: number): Uri {
    this.#files.set(path, { path, content, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
    return this.folder(path);
  }

  /** Settings that map folders of `/project`. */
  map(mappings: readonly object[], source: MappingSource = 'workspace'): void {
    const read = readMappings(mappings, source);
    assert.deepEqual(read.problems, []);
    this.mappedRoots = [{ root: { scheme: 'file', authority: '', path: '/project' }, mappings: read.mappings }];
  }

  /** A folder of the explorer. */
  folder(path: string): Uri {
    // Commands ask no more of a uri than that it is one.
    return { scheme: 'file', authority: '', path } as unknown as Uri;
  }

  /** The node of an object, a folder (ends in `/`), a bucket (`''`), or a profile (no bucket), as the tree has it. */
  async node(bucket?: string, key = '', profileId = 'p1'): Promise<TreeNode> {
    const root = this.tree.roots().find((candidate) => candidate.profileId === profileId) ?? assert.fail(profileId);
    if (bucket === undefined) return root;
    const nearest = await nearestToKey({ profileId, bucket, key }, this.tree);
    const id = key === '' ? 'bucket:' : key.endsWith('/') ? 'folder:' : 'object:';
    return nearest?.id.startsWith(id) ? nearest : assert.fail(`${bucket}/${key} is not in the tree`);
  }

  async bucket(name: string): Promise<BucketNode> {
    const node = await this.node(name);
    return node.kind === 'bucket' ? node : assert.fail(`${name} is no bucket`);
  }

  /** What was told by kind and message. */
  get messages(): readonly string[] {
    return this.shownMessages.map(({ kind, message }) => `${kind}: ${message}`);
  }

  /** The links that were copied last. */
  get links(): readonly string[] {
    return (this.clipboard.at(-1) ?? assert.fail('nothing was copied')).split('\n');
  }

  get profileNames(): readonly string[] {
    return this.oss.profiles.list().map(({ name }) => name);
  }

  /** Uses a link as a browser or a program would. */
  async use(url: string, method: string, headers: Record<string, string> = {}, body = ''): Promise<HttpAnswer> {
    const { origin } = new URL(url);
    return ask(origin, { method, path: url.slice(origin.length), headers, body });
  }

  /** Nothing was copied, told or shown. */
  assertSilent(): void {
    assert.deepEqual(this.clipboard, []);
    assert.deepEqual(this.messages, []);
  }

  /** No link, signature, secret or token was told, logged, asked or kept. */
  assertNothingLeaked(): void {
    const readable = [
      ...this.shownMessages.flatMap(({ message, details = '', actions }) => [
        message,
        details,
        ...actions.map(({ label }) => label),
      ]),
      ...this.progresses.flatMap(({ title, reports }) => [title, ...reports.map(({ message }) => message)]),
      ...this.oss.exchanges.map((exchange) => JSON.stringify(exchange)),
      ...this.#prompts.flatMap(({ asked }) =>
        asked.flatMap(({ readable: texts, checks }) => [...texts, ...checks.map((check) => check?.message ?? '')]),
      ),
      this.oss.memento.text,
      ...this.documents.values(),
    ].join('\n');
    const signatures = this.clipboard.flatMap((text) => [...text.matchAll(/x-oss-signature=([0-9a-f]+)/g)]);
    const hashes = this.clipboard.flatMap((text) => [...text.matchAll(/\b[0-9a-f]{32}\b/g)]);
    const secrets = [
      'x-oss-signature',
      // The beginning of every policy of an upload form.
      'eyJleHBpcmF0aW9u',
      CDN_KEY,
      ...hashes.map(([hash]) => hash),
      ...signatures.map(([, signature = '']) => signature),
      ...[KEY, NARROW_KEY, READER_KEY, STS_KEY].flatMap((key) => Object.values(key)),
    ];
    for (const secret of secrets) assert.ok(!readable.includes(secret), `${secret} in\n${readable}`);
  }

  /** What commands work with, for one that is called by itself. */
  services(prompts: Prompts): Services {
    const { oss } = this;
    return {
      prompts,
      profiles: oss.profiles,
      sources: () => Promise.resolve(oss.sources),
      clientOf: oss.clients.of,
      unsavedClient: oss.clients.forProfile,
      memory: this.memory,
      shownNotices: this.shownNotices,
      defaultRecipes: () => this.recipeSettings.defaults,
      linkHosts: this.linkHosts,
      mappings: {
        of: (file) => findMappedFile(file, this.mappedRoots),
        active: () => this.activeFile && findMappedFile(this.activeFile, this.mappedRoots),
        profiles: this.mappedProfiles,
        ofBucket: (file, bucket) => findMappedBucket(file, bucket, this.mappedRoots),
        buckets: () => this.mappedRoots.flatMap(({ mappings }) => mappings.map(({ bucket }) => bucket)),
        whenRead: () => Promise.resolve(),
        openSettings: () => {
          this.mappingSettingsShown++;
          return Promise.resolve();
        },
      },
      ledger: this.ledger,
      issuedFilter: {
        get: () => this.issuedFilter,
        set: (text) => {
          this.issuedFilter = text;
        },
      },
      maxToolValiditySeconds: () => this.maxToolValiditySeconds,
      recipes: () =>
        Promise.resolve({
          read: () => this.recipeSettings,
          save: (name, recipe) => {
            this.savedRecipes.push({ name, recipe });
            return Promise.resolve();
          },
          openSettings: () => {
            this.settingsOpened++;
            return Promise.resolve();
          },
        }),
      defaultValiditySeconds: () => 900,
      selectedNodes: () => this.selected,
      keyboardNodes: () => Promise.resolve(this.selected),
      toggleExpanded: () => {
        this.expansionsToggled++;
        return Promise.resolve();
      },
      runCommand: (name, node) => {
        this.rowCommands.push([name, node.id]);
        return Promise.resolve();
      },
      maxValiditySeconds: () => this.maxValiditySeconds,
      notifications: this.#notifications(),
      clipboard: {
        readText: () => Promise.resolve(this.clipboardText ?? this.clipboard.at(-1) ?? ''),
        writeText: (text) => {
          this.clipboard.push(text);
          return Promise.resolve();
        },
      },
      tree: this.tree,
      files: {
        describe: (uris) => Promise.resolve(uris.flatMap((uri) => this.#describe(uri) ?? [])),
        findAll: (selection) => Promise.resolve(this.#findAll(selection)),
        active: () => Promise.resolve(this.activeFile),
        ask: () => Promise.resolve(this.pickedFiles),
      },
      folders: {
        askFolder: () => Promise.resolve(this.#downloadFolder()),
        askFile: (_, name, { isSecret = false } = {}) => {
          this.askedFiles.push({ name, isSecret });
          const folder = this.#downloadFolder();
          const place = { name: this.downloadName ?? name, open: () => this.#open(this.downloadName ?? name) };
          return Promise.resolve(folder && { folder, ...place });
        },
      },
      objectEditors: {
        contents: () => Promise.resolve(new ObjectContents({ clientOf: oss.clients.of, cacheBytes: 1_000_000 })),
        show: (target) => {
          this.openedObjects.push(target);
          return Promise.resolve();
        },
        forget: () => {
          this.openedObjects.length = 0;
        },
      },
      isOpeningClick: () => this.isOpeningClick,
      allowsDelete: () => this.allowsDelete,
      changeMode: () => this.changeMode,
      allowedChanges: this.allowedChanges,
      log: {
        info: () => undefined,
        error: () => undefined,
        exchange: () => undefined,
        show: () => {
          this.logShown++;
        },
      },
      documents: {
        showRendered: (name, markdown) => {
          this.documents.set(name, markdown);
          return Promise.resolve();
        },
        show: (name, markdown) => {
          this.documents.set(name, markdown);
          return Promise.resolve();
        },
      },
      linkDocuments: {
        show: ({ name, text }, languageId) => {
          this.opened.push({ text, languageId, name });
          return Promise.resolve();
        },
        find: () => this.activeLinkDocument,
      },
      editors: {
        open: (text, languageId) => {
          this.opened.push({ text, languageId });
          return Promise.resolve();
        },
        active: () => this.editor,
      },
      inspector: this.inspector,
      qrCodes: {
        show: (link) => {
          this.qrCodes.push(link);
          return Promise.resolve();
        },
      },
      imagePreview: {
        show: (name, bytes) => {
          this.images.push({ name, bytes });
          return Promise.resolve();
        },
      },
      reach: (milestone) => {
        this.reached.add(milestone);
      },
      openWalkthrough: () => {
        this.walkthroughsOpened++;
        return Promise.resolve();
      },
      hostFacts: () =>
        Promise.resolve({
          extensionVersion: '0.0.1',
          application: 'Test Code',
          vscodeVersion: '1.105.0',
          nodeVersion: '22.0.0',
          platform: 'linux x64',
          remoteName: undefined,
          extensionHost: 'beside the user',
          userInterface: 'desktop',
          isWorkspaceTrusted: true,
          proxy: 'with credentials',
          noProxyEntries: 2,
          systemCertificates: 0,
        }),
      reveal: (node, { expand = false } = {}) => {
        this.revealed.push(node);
        if (expand) this.expanded.push(node);
        return Promise.resolve();
      },
      findInTree: () => {
        this.searchesInTree++;
        return Promise.resolve();
      },
      now: oss.now,
      locale: 'en',
      newId: () => `new${++this.#ids}`,
    };
  }

  #describe({ path }: Pick<Uri, 'path'>): LocalFile | undefined {
    const file = this.#files.get(path);
    if (!file) return undefined;
    const { content } = file;
    const sizeBytes = file.sizeBytes ?? (typeof content === 'string' ? Buffer.byteLength(content) : 0);
    const open = (start: number, end: number): AsyncIterable<Uint8Array> =>
      typeof content === 'string' ? chunks(content.slice(start, end)) : content(start, end);
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      sizeBytes,
      content: () =>
        Promise.resolve({ sizeBytes, open, isUnchanged: () => Promise.resolve(!this.changedFiles.has(path)) }),
      ...(this.symlinkTargets.has(path) && { symlinkTarget: this.symlinkTargets.get(path) ?? '' }),
    };
  }

  /** Folders hold the files whose paths begin with theirs. */
  #findAll({ uris, dropped = [] }: FileSelection): FoundFiles {
    const files: { file: LocalFile; path: string }[] = [];
    const emptyFolders: string[] = [];
    for (const { path } of uris) {
      const start = path.lastIndexOf('/') + 1;
      const within = [...this.#files.keys()].filter((file) => file === path || file.startsWith(`${path}/`));
      if (within.length === 0) emptyFolders.push(`${path.slice(start)}/`);
      for (const file of within) {
        files.push({ file: this.#describe({ path: file }) ?? assert.fail(), path: file.slice(start) });
      }
    }
    for (const { name } of dropped) {
      files.push({ file: this.#describe({ path: name }) ?? assert.fail(name), path: name });
    }
    return { files, emptyFolders, symlinks: this.symbolicLinks };
  }

  #open(name: string): Promise<void> {
    this.openedFiles.push(name);
    return Promise.resolve();
  }

  #downloadFolder(): LocalFolder | undefined {
    const folder = this.downloadFolder;
    if (folder === undefined) return undefined;
    return { name: 'Downloads', write: (...args) => writeWithin(folder, ...args) };
  }

  #notifications(): Notifications {
    const tell =
      (kind: ShownMessage['kind']) =>
      (message: string, ...actions: readonly NotificationAction[]): void => {
        this.shownMessages.push({ kind, message, actions });
      };
    return {
      status: tell('status'),
      info: tell('info'),
      warn: tell('warn'),
      error: (error) => {
        if (isCancellation(error)) return;
        const { message, details } = explainError(error);
        this.shownMessages.push({ kind: 'error', message, details, actions: [] });
      },
      progress: async (title, task) => {
        const shown: Shown = { title, reports: [] };
        this.progresses.push(shown);
        const abort = new AbortController();
        const report = (done: number, message: string): void => {
          shown.reports.push({ done, message });
          this.onReport(() => {
            abort.abort();
          });
        };
        try {
          const running = task({ report }, abort.signal);
          this.onProgress(() => {
            abort.abort();
          });
          return await running;
        } catch (error) {
          if (abort.signal.aborted) return undefined;
          throw error;
        }
      },
    };
  }
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}

/** How long a link lives, in seconds, as it says itself. */
export function validityOf(url: string): string | null {
  return new URL(url).searchParams.get('x-oss-expires');
}

/** A bench with the profile "Work" and the buckets `docs` and `logs`, which it makes for each test and checks after it. */
export function withBench(options: LoopbackOptions = {}): () => CommandBench {
  let bench: CommandBench | undefined;
  beforeEach(async () => {
    const oss = await openLoopbackOss(options);
    oss.emulator.createBucket('docs');
    oss.emulator.createBucket('logs', { region: 'cn-shanghai' });
    for (const key of ['readme.txt', 'reports/2026.pdf', 'reports/summary.md', '报告/三.pdf']) {
      await oss.emulator.putObject('docs', key, `content of ${key}`);
    }
    await oss.saveProfile();
    bench = new CommandBench(oss);
  });
  afterEach(async () => {
    try {
      bench?.assertNothingLeaked();
    } finally {
      await bench?.oss.close();
    }
  });
  return () => bench ?? assert.fail('there is a bench within tests only');
}

/** Leaves a command with Escape at each of its questions: nothing may be copied or told. */
export async function escapeSilently(
  bench: CommandBench,
  name: CommandName,
  args: readonly unknown[],
  replies: readonly Reply[],
): Promise<void> {
  for (let step = 0; step < replies.length; step++) {
    await bench.run(name, args, new ScriptedPrompts(...replies.slice(0, step), undefined));
    bench.assertSilent();
  }
}
