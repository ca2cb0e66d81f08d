import assert from 'node:assert/strict';
import manifest from '../../package.json' with { type: 'json' };
import { handlerOf, lacksRow, titleCommands } from '../../src/commands.ts';
import { COMMANDS, type CommandName } from '../../src/ids.ts';
import { ScriptedPrompts } from '../support/ui/scriptedPrompts.ts';
import { withBench } from '../support/features/commandBench.ts';

describe('every command from the palette', () => {
  const bench = withBench();

  it('does nothing and shows no link after Escape at its first question', async () => {
    const asking = (Object.keys(COMMANDS) as CommandName[]).filter(
      (name) =>
        ![
          'refresh',
          'loadMore',
          'cancelListing',
          'findInTree',
          'clearFilter',
          'hideDeleted',
          'listAllBuckets',
          'clickObject',
          'openRow',
          'showLog',
          'showDiagnostics',
          'openWalkthrough',
          'copyPolicy',
          'revealLastObject',
          'removeBucket',
          // An empty home folder causes no question.
          'importProfiles',
          'storeKeys',
          'reviewCommand',
          // No CDN is a link host.
          'enterCdnKey',
          'uploadAndCopyGetUrl',
          'copyGetUrlForFile',
          'copyPutUrlForFile',
          // No link was issued yet.
          'issueAgain',
          'requestAgain',
          'showArrived',
          'checkRequest',
          'revealIssued',
          'noteIssued',
          'forgetIssued',
          'forgetExpired',
          'endLinkEarly',
          'exportIssued',
          // No document is open.
          'insertLinks',
          // No editor shows links.
          'saveLinks',
          'copyLinkText',
          'saveAsRecipe',
          'useAsDefault',
          'clickObject',
          'findPresignedUrls',
          // Nothing was found yet.
          'removeFoundSignatures',
          'clearFoundLinks',
          'openOssUri',
          // Nothing is selected, cut, copied or dropped.
          'sortByName',
          'sortNewestFirst',
          'sortLargestFirst',
          'cut',
          'paste',
          'dropItems',
          // No version is selected.
          'makeCurrent',
          'deleteVersions',
          'undelete',
          'compareVersion',
          'restoreObjects',
          'copyWhenRestored',
          // Nothing was interrupted.
          'resumeCopies',
          // Nothing is pinned or recent yet.
          'pin',
          'unpin',
          'goToPinned',
          'clickShortcut',
          'revealShortcut',
          'removeRecent',
          'clearRecent',
        ].includes(name),
    );
    for (const name of asking) {
      await bench().run(name, [], new ScriptedPrompts(undefined));
      bench().assertSilent();
    }
    assert.equal(bench().oss.profiles.list().length, 1);
  });
});

describe('commands on the tree', () => {
  const bench = withBench();

  it('refresh the clicked node, the folder of a problem row, or everything from the palette', async () => {
    const folder = await bench().node('docs', 'reports/');
    await bench().run('refresh', [folder]);
    bench().oss.emulator.faults.add({
      kind: 'status',
      status: 403,
      code: 'AccessDenied',
      match: { operation: 'ListObjectsV2' },
    });
    const logs = await bench().bucket('logs');
    const [problem] = await bench().tree.children(logs);
    assert.equal(problem?.kind, 'problem');
    await bench().run('refresh', [problem]);
    await bench().run('refresh');
    assert.deepEqual(bench().changed, [folder.id, logs.id, undefined]);
  });

  it('load the next page of the clicked folder', async () => {
    const names = Array.from({ length: 1001 }, (_, index) => `${String(index).padStart(4, '0')}.log`);
    for (const name of names) await bench().oss.emulator.putObject('logs', name, '');
    const logs = await bench().bucket('logs');
    const more = (await bench().tree.children(logs)).at(-1);
    assert.equal(more?.kind, 'loadMore');
    await bench().run('loadMore', [more]);
    assert.equal((await bench().tree.children(logs)).length, 1001);
  });

  it('reveal the last object, or report that there is none', async () => {
    await bench().run('revealLastObject');
    assert.deepEqual(bench().messages, ['status: No last object yet. Copy a link first.']);
    const node = await bench().node('docs', 'reports/2026.pdf');
    await bench().run('copyGetUrl', [node]);
    await bench().run('revealLastObject');
    assert.deepEqual(bench().revealed, [node]);
  });

  it('reveal the selected object rather than the last one', async () => {
    await bench().run('copyGetUrl', [await bench().node('docs', 'reports/2026.pdf')]);
    const node = await bench().node('docs', 'readme.txt');
    await bench().run('revealLastObject', [node]);
    assert.deepEqual(bench().revealed, [node]);
  });

  it('reveal the nearest folder of an object that no longer exists, and report it', async () => {
    const target = { profileId: 'p1', bucket: 'docs', key: 'reports/gone.pdf' };
    await bench().memory.rememberLink({ target, options: { method: 'GET', validity: '1m' } });
    await bench().run('revealLastObject');
    assert.deepEqual(
      bench().revealed.map(({ id }) => id),
      ['folder:p1/docs/reports/'],
    );
    assert.match(bench().messages.at(-1) ?? '', /docs\/reports\/gone\.pdf doesn't exist/);
  });

  it('open the walkthrough', async () => {
    await bench().run('openWalkthrough');
    assert.equal(bench().walkthroughsOpened, 1);
  });

  it('show the log', async () => {
    await bench().run('showLog');
    assert.equal(bench().logShown, 1);
  });
});

describe('handlerOf', () => {
  const names = Object.keys(COMMANDS) as CommandName[];

  it('finds a handler for every command, in any order, and the same one each time', async () => {
    const found = new Map<CommandName, unknown>();
    for (const name of names.toReversed()) found.set(name, await handlerOf(name));
    assert.equal(found.size, names.length);
    for (const name of names) {
      const handler = await handlerOf(name);
      assert.equal(typeof handler, 'function');
      assert.equal(found.get(name), handler);
    }
  });

  it('lets other work run before it loads a table and before the handler runs', async () => {
    for (const name of ['copyGetUrl', 'copyGetUrl'] as const) {
      let othersRan = false;
      setImmediate(() => (othersRan = true));
      await handlerOf(name);
      assert.equal(othersRan, true);
    }
  });
});

describe('a row that is listed anew at the moment of a click', () => {
  const row = { kind: 'object' };

  it('is missing for its commands, also as one of several selected rows', () => {
    const calls = [
      [undefined, undefined],
      [undefined, [undefined, row]],
      [row, [row, undefined]],
    ];
    for (const args of calls) assert.ok(lacksRow('deleteObjects', args), JSON.stringify(args));
  });

  it('is not missing where all rows are there, or none can be', () => {
    for (const args of [[], [undefined], [row], [row, undefined], [row, [row, row]], [undefined, undefined, row]]) {
      assert.ok(!lacksRow('deleteObjects', args), JSON.stringify(args));
    }
  });

  it('is not needed for the commands of view titles', () => {
    const ids = new Set(manifest.contributes.menus['view/title'].map(({ command }) => command));
    const names = (Object.keys(COMMANDS) as CommandName[]).filter((name) => ids.has(COMMANDS[name]));
    assert.deepEqual([...titleCommands].sort(), names.sort());
    for (const name of names) assert.ok(!lacksRow(name, [undefined, undefined]), name);
  });
});
