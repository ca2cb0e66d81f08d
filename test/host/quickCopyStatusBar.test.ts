import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/emitter.ts';
import { QuickCopyStatusBar, type StatusBarOptions } from '../../src/features/quickCopy/quickCopyStatusBar.ts';
import { COMMANDS, SETTINGS } from '../../src/ids.ts';
import type { LastLink } from '../../src/links/linkMemory.ts';
import type { MappedFile } from '../../src/links/mappings/mappings.ts';
import { noon } from '../support/emulator/handMade.ts';
import { localClock } from '../support/localTime.ts';
import { updateSetting } from './controls.ts';
import { isByExtension } from './madeByExtension.ts';
import { hostileSettings } from './workspaceSettings.ts';

describe('the quick copy of the last link in the status bar', () => {
  const lastLink: LastLink = {
    target: { profileId: 'p1', bucket: 'docs', key: 'readme.txt' },
    options: { method: 'GET', validity: '1h' },
  };
  const mapped = { bucket: 'docs', key: 'guide/start.md', mapping: {} } as MappedFile;
  const [remembered, profilesChanged, mappingsChanged] = [
    new Emitter<undefined>(),
    new Emitter<string | undefined>(),
    new Emitter<undefined>(),
  ];
  let last: LastLink | undefined;
  let profileIds: readonly string[];
  let active: MappedFile | undefined;
  let now = noon;
  /** Timer of the item. */
  let clock: { readonly tick: () => void; readonly everyMs: number } | undefined;
  let item: vscode.StatusBarItem;
  let statusBar: QuickCopyStatusBar;
  let isShown: boolean | undefined;
  let onDrawn: () => void = () => undefined;

  /** Does something, and resolves to the text of the item once it is drawn; `undefined` if it is hidden. */
  async function textAfter(act: () => unknown): Promise<string | undefined> {
    const drawn = new Promise<void>((resolve) => {
      onDrawn = resolve;
    });
    await act();
    await drawn;
    return isShown === true ? item.text : undefined;
  }

  function draw(shows: boolean): void {
    isShown = shows;
    onDrawn();
  }

  /** The opened folder turns the item off, see workspaceSettings.ts. */
  const setEnabled = (isEnabled: boolean): Promise<void> =>
    updateSetting(SETTINGS.statusBarEnabled, isEnabled, vscode.ConfigurationTarget.Workspace);

  before(() => setEnabled(true));
  beforeEach(async () => {
    [last, profileIds, active, isShown, now] = [lastLink, ['p1'], undefined, undefined, noon];
    const { createStatusBarItem } = vscode.window;
    const { setInterval: realInterval } = globalThis;
    const shown = {
      show: () => {
        draw(true);
      },
      hide: () => {
        draw(false);
      },
      dispose: () => undefined,
    };
    item = shown as unknown as vscode.StatusBarItem;
    Object.assign(vscode.window, { createStatusBarItem: () => item });
    Object.assign(globalThis, {
      setInterval: (tick: () => void, everyMs: number) => {
        // VS Code sets timers of its own.
        if (isByExtension()) clock = { tick, everyMs };
        return realInterval(tick, everyMs);
      },
    });
    const options = {
      memory: {
        get lastLink() {
          return last;
        },
        chosenDefault: () => undefined,
        plainOptions: () => ({ method: 'GET', validity: '15m' }),
        onDidChange: remembered.event,
      },
      profiles: {
        list: () =>
          profileIds.map((id) => ({
            ...{ id, name: id, region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] },
          })),
        onDidChange: profilesChanged.event,
      },
      mappings: {
        active: () => active,
        profiles: { profileFor: () => undefined },
        onDidChange: mappingsChanged.event,
      },
      defaultRecipes: () => ({}),
      linkHosts: { linkHost: () => undefined },
      maxValiditySeconds: () => Number.POSITIVE_INFINITY,
      notifications: { error: assert.ifError },
      ...{ now: () => now, locale: 'en' },
    } as unknown as StatusBarOptions;
    try {
      const text = await textAfter(() => (statusBar = new QuickCopyStatusBar(options)));
      assert.equal(text, '$(link) Download link: readme.txt · 1 hour');
    } finally {
      Object.assign(vscode.window, { createStatusBarItem });
      Object.assign(globalThis, { setInterval: realInterval });
    }
  });
  afterEach(() => {
    statusBar.dispose();
  });
  after(() => setEnabled(hostileSettings[SETTINGS.statusBarEnabled]));

  it('copies a new link by a click, and is read out as a sentence', () => {
    assert.equal(item.command, COMMANDS.quickCopy);
    assert.equal(item.accessibilityInformation?.label, 'Copy a new download link to readme.txt, valid for 1 hour');
    assert.match(
      (item.tooltip as vscode.MarkdownString).value,
      /Last&nbsp;object:&nbsp;docs\/readme\.txt {2}\nProfile:&nbsp;p1 {2}\n/,
    );
  });

  it('follows the last link', async () => {
    last = { ...lastLink, options: { method: 'PUT', validity: '1d' } };
    assert.equal(
      await textAfter(() => {
        remembered.fire(undefined);
      }),
      '$(link) Upload link: readme.txt · 1 day',
    );
    assert.match((item.tooltip as vscode.MarkdownString).value, /\[With Options…\]\(command:ossLinks\.copyPutUrl\?/);
  });

  it('follows the profiles', async () => {
    profileIds = [];
    assert.equal(
      await textAfter(() => {
        profilesChanged.fire('p1');
      }),
      undefined,
    );
  });

  it('follows the file in the active editor', async () => {
    active = mapped;
    assert.equal(
      await textAfter(() => {
        mappingsChanged.fire(undefined);
      }),
      '$(link) Download link: start.md · 15 minutes',
    );
  });

  it('shows from time to time when a link that is copied now expires', async () => {
    const expiry = (): string =>
      /expires&nbsp;at&nbsp;([\d:]+)/.exec((item.tooltip as vscode.MarkdownString).value)?.[1] ?? '';
    const hourAfter = (moment: Date): string => localClock(new Date(moment.getTime() + 3_600_000));
    assert.equal(expiry(), hourAfter(noon));
    assert.equal(clock?.everyMs, 300_000);
    now = new Date(noon.getTime() + 300_000);
    await textAfter(clock.tick);
    assert.equal(expiry(), hourAfter(now));
  });

  it('stays hidden once the extension is unloaded, also if it was about to be drawn', async () => {
    isShown = undefined;
    remembered.fire(undefined);
    clock?.tick();
    statusBar.dispose();
    remembered.fire(undefined);
    await import('../../src/features/quickCopy/showQuickCopyStatusBar.ts');
    assert.equal(isShown, undefined);
  });

  it('follows its setting', async () => {
    assert.equal(await textAfter(() => setEnabled(false)), undefined);
    assert.equal(await textAfter(() => setEnabled(true)), '$(link) Download link: readme.txt · 1 hour');
  });
});
