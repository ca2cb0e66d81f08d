import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as names from '../../src/ids.ts';
import {
  COMMANDS,
  CONTEXT_WORDS,
  ISSUED_VIEW_ID,
  NO_ISSUED_LINKS_CONTEXT,
  IMPORTABLE_CONTEXT,
  NO_PROFILES_CONTEXT,
  SELECTION_ARGUMENT,
  SETTINGS,
  TOOLS,
  VIEW_ID,
  MILESTONES,
  OBJECT_SCHEME,
  WALKTHROUGH_ID,
} from '../../src/ids.ts';
import { DEFAULT_NAME_TEMPLATE } from '../../src/links/mappings/documentUploads.ts';
import { readMappings } from '../../src/links/mappings/mappings.ts';
import { InvalidInputError } from '../../src/oss/errors/errors.ts';
import { callbackParameters } from '../../src/oss/requests/callback.ts';
import { contextValueOf } from '../../src/tree/contextValue.ts';
import { issuedContextValueOf } from '../../src/features/issued/issuedNodes.ts';
import {
  addedBucket,
  addedFolder,
  archivedObject,
  restoredObject,
  deletedObject,
  deleteMarker,
  folder,
  importedProfile,
  issuedLinkGroups,
  listedBucket,
  loadMore,
  object,
  otherProblem,
  permissionDenied,
  pinnedObject,
  recentList,
  recentObject,
  profile,
  secretMissing,
  version,
} from '../support/tree/sampleNodes.ts';
import type manifestShape from '../../package.json';

const root = new URL('../../', import.meta.url);
const read = async (name: string): Promise<string> => readFile(new URL(name, root), 'utf8');

const manifestText = await read('package.json');
const manifest = JSON.parse(manifestText) as typeof manifestShape;
const texts = JSON.parse(await read('package.nls.json')) as Record<string, string>;
const { contributes } = manifest;

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}
const menus: Readonly<Record<string, readonly MenuItem[]>> = contributes.menus;
/** The menus of a row: its own, and those that open from it. */
const ROW_MENUS = ['view/item/context', ...contributes.submenus.map(({ id }) => id)];
const rowItems = ROW_MENUS.flatMap((menu) => menus[menu] ?? []);
const patternOf = ({ when = '' }: MenuItem): string => /viewItem =~ \/(.+)\//.exec(when)?.[1] ?? '';
const ids: readonly string[] = Object.values(COMMANDS);
const issued = issuedLinkGroups.flatMap((group) => [group, ...group.links]);
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

describe('the manifest', () => {
  it('contributes the commands of the code, each once', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual([...contributed].sort(), [...ids].sort());
  });

  it('titles every command by its own ID', () => {
    for (const { command, title } of contributes.commands) assert.equal(title, `%${command}%`);
  });

  it('names the validities of its menu as its commands do', () => {
    const named = ids.flatMap((id) => (/copyGetUrlFor(\d+)([A-Z]\w+)$/.exec(id) ? [id] : []));
    assert.equal(named.length, 4);
    for (const id of named) assert.equal(texts[id]?.replace(' ', ''), id.replace('ossLinks.copyGetUrlFor', ''));
  });

  it('shows every command in the palette under the name of the product', () => {
    for (const contribution of contributes.commands) {
      const category = 'category' in contribution ? contribution.category : undefined;
      const title = texts[contribution.command] ?? '';
      assert.ok(category === '%category%' ? !title.startsWith('OSS') : title.startsWith('OSS: '), contribution.command);
    }
  });

  it('has a text for every key, and a key for every text', () => {
    const keys = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual(sorted(keys), Object.keys(texts).sort());
    for (const [key, text] of Object.entries(texts)) assert.notEqual(text.trim(), '', key);
  });

  it('uses only existing commands in menus and texts', () => {
    for (const [menu, items] of Object.entries(menus)) {
      for (const { command, submenu } of items) {
        if (submenu === undefined) assert.ok(ids.includes(command ?? ''), `${command} in ${menu}`);
        else assert.ok(ROW_MENUS.includes(submenu), `${submenu} in ${menu}`);
      }
    }
    for (const [, command = ''] of Object.values(texts)
      .join(' ')
      .matchAll(/\(command:([\w.]+)/g)) {
      // VS Code has a built-in command that opens each view.
      const isView = [VIEW_ID, ISSUED_VIEW_ID].some((view) => command === `${view}.focus`);
      assert.ok(isView || ids.includes(command), command);
    }
  });

  it('checks all context values of tree items in menus, and no others', () => {
    const patterns = rowItems.map(patternOf).filter((pattern) => pattern !== '');
    const asked = patterns.flatMap((pattern) => pattern.replaceAll('\\b', ' ').match(/\w+/g) ?? []);
    assert.deepEqual(sorted(asked), sorted(Object.values(CONTEXT_WORDS)));
    const carried = [
      contextValueOf(profile, { source: 'stored' }),
      contextValueOf(profile, { source: 'environment' }),
      contextValueOf(profile, importedProfile),
      ...[
        listedBucket,
        addedBucket,
        folder,
        addedFolder,
        object,
        archivedObject,
        restoredObject,
        deletedObject,
        version,
        deleteMarker,
        loadMore,
        secretMissing,
        permissionDenied,
        otherProblem,
        recentList,
        pinnedObject,
        recentObject,
      ].map((node) => contextValueOf(node, undefined)),
      contextValueOf(folder, undefined, { isFiltered: true, withDeleted: true, isPinned: true, order: 'newest' }),
      contextValueOf(folder, undefined, { isFiltered: false, withDeleted: false, order: 'largest' }),
      ...issued.map(issuedContextValueOf),
    ].filter((value) => value !== undefined);
    assert.deepEqual(sorted(carried.flatMap((value) => value.split(';'))), sorted(asked));
    for (const pattern of patterns)
      assert.ok(
        carried.some((value) => new RegExp(pattern).test(value)),
        pattern,
      );
  });

  it('offers to edit only what is stored here', () => {
    const { addBucket, copyPolicy, editProfile, enterSecret, removeBucket, removeProfile, storeKeys } = COMMANDS;
    const ofPlaces: readonly string[] = [addBucket, copyPolicy, removeBucket];
    const changing: readonly string[] = [...ofPlaces, editProfile, enterSecret, removeProfile, storeKeys];
    const offered = (value: string | undefined): string[] =>
      sorted(
        (menus['view/item/context'] ?? [])
          .filter((item) => new RegExp(patternOf(item)).test(value ?? ''))
          .flatMap(({ command = '' }) => (changing.includes(command) ? [command] : [])),
      );
    assert.deepEqual(offered(contextValueOf(profile, { source: 'environment' })), [addBucket]);
    assert.deepEqual(offered(contextValueOf(profile, { source: 'stored' })), [
      addBucket,
      editProfile,
      enterSecret,
      removeProfile,
    ]);
    assert.deepEqual(offered(contextValueOf(profile, importedProfile)), [
      addBucket,
      editProfile,
      removeProfile,
      storeKeys,
    ]);
    assert.deepEqual(offered(contextValueOf(listedBucket, undefined)), []);
    assert.deepEqual(offered(contextValueOf(addedBucket, undefined)), [removeBucket]);
    assert.deepEqual(offered(contextValueOf(secretMissing, undefined)), [enterSecret]);
    assert.deepEqual(offered(contextValueOf(permissionDenied, undefined)), [copyPolicy]);
    assert.deepEqual(offered(contextValueOf(addedFolder, undefined)), [removeBucket]);
  });

  /** Titles of the Problems view too, while it lists presigned URLs. */
  const inProblems = ['ossLinks.removeFoundSignatures', 'ossLinks.clearFoundLinks'];

  it('offers tree menus in its own view only, and in the Problems view while that lists its links', () => {
    for (const menu of ['view/title', ...ROW_MENUS]) {
      for (const { command = '', when = '' } of menus[menu] ?? []) {
        const expected = inProblems.includes(command)
          ? /^view == workbench\.panel\.markers\.view && ossLinks\.foundLinks$/
          : /^view == ossLinks\.(explorer|issued)( &&|$)/;
        assert.match(when, expected, `${command} in ${menu}`);
        assert.ok(!when.includes('||'), `&& binds before || in the clause of ${command}`);
      }
    }
    assert.deepEqual(
      contributes.views.ossLinks.map(({ id }) => id),
      [VIEW_ID, ISSUED_VIEW_ID],
    );
  });

  it('has at most two buttons in a row, and three in the title of a view', () => {
    const inlineFor = (word: string): number =>
      (menus['view/item/context'] ?? []).filter(
        ({ group, when }) => group?.startsWith('inline') && when?.includes(word),
      ).length;
    for (const word of Object.values(CONTEXT_WORDS)) assert.ok(inlineFor(word) <= 2, word);
    const inTitle = (menus['view/title'] ?? []).filter(({ group }) => group?.startsWith('navigation'));
    for (const view of Map.groupBy(inTitle, ({ when }) => /^view == (\S+)/.exec(when ?? '')?.[1]).values()) {
      assert.ok(view.length <= 3);
    }
  });

  it('offers uploads for files only, in readable locations', () => {
    for (const { command, when = '' } of menus['explorer/context'] ?? []) {
      assert.match(when, /^!explorerResourceIsFolder && resourceScheme =~ \/\^\(file\|/, command);
    }
  });

  it('offers about 25 commands in the palette while the tree has no focus', () => {
    const restricted = new Set((menus['commandPalette'] ?? []).map(({ command }) => command));
    const always = contributes.commands.filter(({ command }) => !restricted.has(command));
    assert.ok(always.length <= 27, `${always.length} commands`);
    for (const command of [
      COMMANDS.addProfile,
      COMMANDS.copyGetUrl,
      COMMANDS.copyPutUrl,
      COMMANDS.uploadAndCopyGetUrl,
    ]) {
      assert.ok(!restricted.has(command), command);
    }
  });

  it('has keybindings for opening, copying, arranging and deleting rows, which apply to the tree only', () => {
    const inTree = contributes.keybindings.filter((binding) => 'args' in binding);
    assert.deepEqual(
      inTree.map(({ command, key, mac }) => [command, key, mac]),
      [
        [COMMANDS.openRow, 'enter', undefined],
        [COMMANDS.copyKey, 'ctrl+c', 'cmd+c'],
        [COMMANDS.copyGetUrl, 'ctrl+alt+c', 'cmd+alt+c'],
        [COMMANDS.rename, 'f2', undefined],
        [COMMANDS.cut, 'ctrl+x', 'cmd+x'],
        [COMMANDS.paste, 'ctrl+v', 'cmd+v'],
        [COMMANDS.deleteObjects, 'delete', 'cmd+backspace'],
      ],
    );
    for (const { when, ...binding } of inTree) {
      assert.match(when, /^focusedView == ossLinks\.explorer && listFocus && !inputFocus( &&|$)/);
      assert.equal('args' in binding && binding.args, SELECTION_ARGUMENT);
    }
  });

  it('has one keybinding outside of the tree, which saves links in an editor of links only', () => {
    assert.deepEqual(
      contributes.keybindings.filter((binding) => !('args' in binding)),
      [
        {
          ...{ command: COMMANDS.saveLinks, key: 'ctrl+s', mac: 'cmd+s' },
          when: 'resourceScheme == oss-links-text && editorFocus',
        },
      ],
    );
  });

  it('starts for the objects and URIs that VS Code opens, besides after its own start', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', `onFileSystem:${OBJECT_SCHEME}`, 'onUri']);
  });

  it('describes each value of a setting by its own text', () => {
    const found = [...manifestText.matchAll(/"enum": (\[[^\]]*\]),[^[\]]*"enumDescriptions": (\[[^\]]*\])/g)];
    assert.equal(found.length, manifestText.split('"enumDescriptions"').length - 1);
    for (const [, values = '', descriptions = ''] of found) {
      const [expected, described] = [values, descriptions].map((list) => JSON.parse(list) as readonly string[]);
      assert.deepEqual(
        described?.map((key) => /\.(\w+)%$/.exec(key)?.[1]),
        expected,
      );
    }
  });

  it('shows a welcome text once a view is known to be empty', () => {
    assert.deepEqual(
      manifest.contributes.viewsWelcome.map(({ view, when }) => [view, when]),
      [
        [VIEW_ID, `${NO_PROFILES_CONTEXT} && !${IMPORTABLE_CONTEXT}`],
        [VIEW_ID, `${NO_PROFILES_CONTEXT} && ${IMPORTABLE_CONTEXT}`],
        [ISSUED_VIEW_ID, NO_ISSUED_LINKS_CONTEXT],
      ],
    );
  });

  it('asks for the context keys that the extension sets, and for all of them', () => {
    // Views, commands and settings have names of the same form.
    const others = new Set<string>([VIEW_ID, ISSUED_VIEW_ID, ...Object.values(COMMANDS), ...Object.values(SETTINGS)]);
    const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]*)"/g)].map(([, clause = '']) => clause);
    const asked = clauses.flatMap((clause) => clause.match(/(?<![.\w])ossLinks\.\w+/g) ?? []);
    const keys = Object.entries(names).flatMap(([name, id]) =>
      name.endsWith('_CONTEXT') && typeof id === 'string' ? [id] : [],
    );
    assert.deepEqual([...new Set(asked)].filter((key) => !others.has(key)).sort(), keys.sort());
  });

  it('hides commands for tree rows only from the palette', () => {
    assert.deepEqual(
      (menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => command),
      [
        COMMANDS.clickObject,
        COMMANDS.openRow,
        COMMANDS.listAllBuckets,
        COMMANDS.copyPolicy,
        COMMANDS.openOssUri,
        COMMANDS.loadMore,
        COMMANDS.cancelListing,
        COMMANDS.hideDeleted,
        ...[COMMANDS.issueAgain, COMMANDS.requestAgain, COMMANDS.showArrived, COMMANDS.checkRequest],
        ...[COMMANDS.revealIssued, COMMANDS.noteIssued, COMMANDS.forgetIssued],
        ...[COMMANDS.sortByName, COMMANDS.sortNewestFirst, COMMANDS.sortLargestFirst],
        ...[COMMANDS.copyGetUrlForCustom, COMMANDS.copyGetUrlFor15Minutes, COMMANDS.copyGetUrlFor1Hour],
        ...[COMMANDS.copyGetUrlFor1Day, COMMANDS.copyGetUrlFor7Days],
        ...[COMMANDS.cut, COMMANDS.dropItems],
        ...[COMMANDS.makeCurrent, COMMANDS.deleteVersions, COMMANDS.undelete, COMMANDS.compareVersion],
        COMMANDS.restoreObjects,
        ...[COMMANDS.pin, COMMANDS.unpin, COMMANDS.clickShortcut, COMMANDS.revealShortcut, COMMANDS.removeRecent],
        COMMANDS.copyWhenRestored,
      ],
    );
  });

  it('has a walkthrough whose steps have an image in theme colours and are completed by events', async () => {
    const [walkthrough, ...others] = contributes.walkthroughs;
    assert.deepEqual(others, []);
    assert.equal(walkthrough?.id, WALKTHROUGH_ID);
    for (const { id, title, description, media } of walkthrough.steps) {
      assert.deepEqual(
        [title, description, media.altText, media.svg],
        [
          `%walkthrough.${id}%`,
          `%walkthrough.${id}.text%`,
          `%walkthrough.${id}.picture%`,
          `media/walkthrough/${id}.svg`,
        ],
      );
      const picture = await read(media.svg);
      assert.ok(Buffer.byteLength(picture) <= 2048, id);
      assert.match(picture, /var\(--vscode-/, id);
      assert.doesNotMatch(picture, /#[0-9a-f]{3}|<script|<style|style=/i, id);
    }
    assert.deepEqual(
      walkthrough.steps.map(({ completionEvents }) => completionEvents),
      Object.values(MILESTONES).map((key) => [`onContext:${key}`]),
    );
  });

  it('contributes the settings that the code reads', () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties).sort(), Object.values(SETTINGS).sort());
  });

  it('states what a mapping without these fields does', () => {
    const { documents } = contributes.configuration.properties['ossLinks.mappings'].items.properties;
    const { name, insert } = documents.properties;
    const { mappings } = readMappings([{ folder: '', bucket: 'docs', documents: {} }], 'user');
    assert.deepEqual(
      mappings.map(({ documents }) => [DEFAULT_NAME_TEMPLATE, documents.insert]),
      [[name.default, insert.default]],
    );
  });

  it('accepts as many callback URLs as OSS does', () => {
    const recipe = contributes.configuration.properties['ossLinks.recipes'].additionalProperties;
    const { maxItems } = recipe.properties.callback.properties.urls;
    const callback = (count: number): unknown =>
      callbackParameters({ urls: Array<string>(count).fill('https://example.com/'), body: 'a=1' });
    assert.ok(callback(maxItems));
    assert.throws(() => callback(maxItems + 1), InvalidInputError);
  });

  it('lets users name each chat tool in a prompt', () => {
    assert.deepEqual(
      contributes.languageModelTools.map((tool) => [tool.name, tool.canBeReferencedInPrompt]),
      Object.values(TOOLS).map((name) => [name, true]),
    );
  });

  it('lets a workspace set only what affects the display', () => {
    const openToWorkspaces = Object.entries(contributes.configuration.properties)
      .filter(([, { scope }]) => !['application', 'machine'].includes(scope))
      .map(([id]) => id);
    assert.deepEqual(openToWorkspaces, [SETTINGS.recipes, SETTINGS.mappings, SETTINGS.statusBarEnabled]);
  });

  it("runs on the user's side, or else where the files are", () => {
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
  });
});
