import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { handlerOf } from '../../../src/commands.ts';
import type { Services } from '../../../src/features/services.ts';
import type { CommandName } from '../../../src/ids.ts';
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
import { Shortcuts } from '../../../src/tree/shortcuts.ts';
import type { BucketNode, TreeNode } from '../../../src/tree/nodes.ts';
import { CopyJournal } from '../../../src/transfers/copy/copyJournal.ts';
import { ObjectContents } from '../../../src/transfers/objectContents.ts';
import type { Prompts } from '../../../src/ui/prompts/questions.ts';
import { ask, type HttpAnswer } from '../emulator/handMade.ts';
import { BenchInspector } from './benchInspector.ts';
import { BenchWorkbench } from './benchWorkbench.ts';
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

/** Services of commands over an OSS on loopback and a workbench in memory, with a record of their effects. */
export class CommandBench extends BenchWorkbench {
  readonly oss: LoopbackOss;
  readonly memory: LinkMemory;
  readonly shownNotices = new ShownNotices();
  readonly linkHosts: LinkHosts;
  readonly mappedProfiles: MappedProfiles;
  mappedRoots: readonly MappedRoot[] = [];
  mappingSettingsShown = 0;
  /** Folder of the active document; `undefined` if no folder is open. */
  documentsFolder: string | undefined = 'docs';
  readonly addedMappings: object[] = [];
  readonly ledger: Ledger;
  /** Filter of the view of issued links. */
  issuedFilter = '';
  readonly tree: ObjectTree;
  readonly shortcuts: Shortcuts;
  readonly copyJournal: CopyJournal;
  readonly inspector: BenchInspector;
  readonly changed: (string | undefined)[] = [];
  readonly revealed: TreeNode[] = [];
  readonly expanded: TreeNode[] = [];
  /** Objects that were shown in editors. */
  readonly openedObjects: ObjectTarget[] = [];
  /** Objects whose editors were made writable. */
  readonly editedObjects: ObjectTarget[] = [];
  /** Object of the active editor. */
  activeObject: ObjectTarget | undefined;
  isOpeningClick = false;
  searchesInTree = 0;
  /** Whether the process that works on a move or copy still exists. */
  hasOtherWindow = true;
  /** Recipes in the settings. */
  recipeSettings: RecipeSettings = { user: undefined, workspace: undefined, defaults: {} };
  readonly savedRecipes: { readonly name: string; readonly recipe: RecipeRecord }[] = [];
  settingsOpened = 0;
  selected: readonly TreeNode[] = [];
  maxToolValiditySeconds = 3600;
  maxValiditySeconds = Number.POSITIVE_INFINITY;
  expansionsToggled = 0;
  /** Commands of rows and messages, with the IDs of their nodes or with their objects. */
  readonly rowCommands: (readonly [name: CommandName, on: string | readonly ObjectTarget[]])[] = [];
  readonly #prompts: ScriptedPrompts[] = [];

  constructor(oss: LoopbackOss) {
    super();
    this.oss = oss;
    this.linkHosts = oss.linkHosts;
    this.ledger = new Ledger(oss.memento, oss.now);
    this.inspector = new BenchInspector(oss.transport);
    this.memory = new LinkMemory(oss.memento, () => ({ kind: 'duration', seconds: 900 }));
    const { memento, profiles } = oss;
    this.mappedProfiles = new MappedProfiles({ memento, profiles, memory: this.memory });
    const { now } = oss;
    this.copyJournal = new CopyJournal({ memento, now, newId: randomUUID, pid: 1, isAlive: () => this.hasOtherWindow });
    this.shortcuts = new Shortcuts(oss.memento, oss.now);
    this.tree = new ObjectTree({
      profiles: oss.profiles,
      memento: oss.memento,
      clientOf: oss.clients.of,
      onChanged: (node) => this.changed.push(node?.id),
    });
    profiles.onDidChange(this.tree.refreshProfile);
  }

  /** Runs a command as VS Code does, with the user's answers; fails unless all answers are used. */
  async run(name: CommandName, args: readonly unknown[] = [], prompts = new ScriptedPrompts()): Promise<void> {
    this.#prompts.push(prompts);
    const services = this.services(prompts);
    try {
      await (
        await handlerOf(name)
      )(args, services);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      services.notifications.error(error);
    }
    prompts.assertDone();
  }

  /** Settings that map folders of `/project`. */
  map(mappings: readonly object[], source: MappingSource = 'workspace'): void {
    const read = readMappings(mappings, source);
    assert.deepEqual(read.problems, []);
    this.mappedRoots = [{ root: { scheme: 'file', authority: '', path: '/project' }, mappings: read.mappings }];
  }

  /** Tree node of an object, a folder (ends in `/`), a bucket (`''`), or a profile (no bucket). */
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

  /** Links that were copied last. */
  get links(): readonly string[] {
    return (this.clipboard.at(-1) ?? assert.fail('nothing was copied')).split('\n');
  }

  get profileNames(): readonly string[] {
    return this.oss.profiles.list().map(({ name }) => name);
  }

  /** Sends a request with a link, as a browser or a program does. */
  async use(url: string, method: string, headers: Record<string, string> = {}, body = ''): Promise<HttpAnswer> {
    const { origin } = new URL(url);
    return ask(origin, { method, path: url.slice(origin.length), headers, body });
  }

  /** Asserts that nothing was copied or shown. */
  assertSilent(): void {
    assert.deepEqual(this.clipboard, []);
    assert.deepEqual(this.messages, []);
  }

  /** Asserts that no link, signature, secret or token was shown, logged, asked for or stored. */
  assertNothingLeaked(): void {
    const readable = [
      ...this.shownMessages.flatMap(({ message, details = '', actions }) => [
        message,
        details,
        ...actions.map(({ label }) => label),
      ]),
      ...this.progresses.flatMap(({ title, reports }) => [title, ...reports.map(({ message }) => message)]),
      ...this.oss.exchanges.map((exchange) => JSON.stringify(exchange)),
      ...this.loggedErrors,
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
      // Start of the policy of an upload form.
      'eyJleHBpcmF0aW9u',
      CDN_KEY,
      ...hashes.map(([hash]) => hash),
      ...signatures.map(([, signature = '']) => signature),
      ...[KEY, NARROW_KEY, READER_KEY, STS_KEY].flatMap((key) => Object.values(key)),
    ];
    for (const secret of secrets) assert.ok(!readable.includes(secret), `${secret} in\n${readable}`);
  }

  /** Services for a function that is called directly. */
  services(prompts: Prompts): Services {
    const { oss } = this;
    return {
      ...this.workbenchServices(prompts, oss.now),
      ...this.fileServices(),
      profiles: oss.profiles,
      sources: () => Promise.resolve(oss.sources),
      clientOf: oss.clients.of,
      objectChanges: oss.objectChanges,
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
        folderOfDocuments: () => this.documentsFolder,
        hasFolder: (folder) => Promise.resolve(folder === this.documentsFolder),
        add: (mapping) => {
          this.addedMappings.push(mapping);
          return Promise.resolve({ scheme: 'file', authority: '', path: '/project' });
        },
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
      redraw: () => undefined,
      runCommand: (name, on) => {
        this.rowCommands.push([name, 'id' in on ? on.id : on]);
        return Promise.resolve();
      },
      maxValiditySeconds: () => this.maxValiditySeconds,
      tree: this.tree,
      shortcuts: this.shortcuts,
      objectEditors: {
        contents: () => Promise.resolve(new ObjectContents({ clientOf: oss.clients.of, cacheBytes: 1_000_000 })),
        show: (target, isEditable) => {
          this.openedObjects.push(target);
          if (isEditable) this.editedObjects.push(target);
          return Promise.resolve();
        },
        edit: (target) => Promise.resolve(void this.editedObjects.push(target)),
        find: () => Promise.resolve(this.activeObject),
        compare: (...compared) => Promise.resolve(void this.comparedObjects.push(compared)),
        forget: () => void (this.openedObjects.length = 0),
      },
      isOpeningClick: () => this.isOpeningClick,
      ...this.changeServices(oss.memento),
      copyJournal: this.copyJournal,
      inspector: this.inspector,
      reveal: (node, { expand = false } = {}) => {
        this.revealed.push(node);
        if (expand) this.expanded.push(node);
        return Promise.resolve();
      },
      findInTree: () => {
        this.searchesInTree++;
        return Promise.resolve();
      },
    };
  }
}

/** Validity of a V4 link, in seconds, from its URL. */
export function validityOf(url: string): string | null {
  return new URL(url).searchParams.get('x-oss-expires');
}

/** Bench with the profile "Work" and the buckets `docs` and `logs`, created before each test and checked after it. */
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

/** Presses Escape at each question of a command: nothing may be copied or shown. */
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
