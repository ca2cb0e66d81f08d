import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Disposable, Subscriptions } from '../../emitter.ts';
import { COMMANDS, STATUS_BAR_ID } from '../../ids.ts';
import { quickCopyTarget, type QuickCopySources } from '../../links/mappings/quickCopyTarget.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import { isStatusBarEnabled, linkSettings } from '../../ui/settings/configuration.ts';
import type { Notifications } from '../../ui/messages/notifications.ts';
import type { FactsSources } from './quickCopyFacts.ts';
import type { FileMappings } from '../../links/mappings/mappedProfiles.ts';
import { WorkspaceMappings, type MappingsOptions } from '../../ui/settings/workspaceMappings.ts';

/** Interval for updating the expiry in the tooltip. VS Code hides a tooltip that changes, so it is long. */
const REFRESH_MS = 300_000;

export interface StatusBarOptions extends QuickCopySources, FactsSources {
  readonly profiles: Pick<Profiles, 'list' | 'onDidChange'>;
  readonly mappings: WorkspaceMappings;
  readonly notifications: Pick<Notifications, 'error'>;
}

/** Status bar item of quick copy. It follows the active editor; a click copies a new link, the tooltip has more commands. */
export class QuickCopyStatusBar implements vscode.Disposable {
  readonly #options: StatusBarOptions;
  readonly #item = vscode.window.createStatusBarItem(STATUS_BAR_ID, vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: readonly Disposable[];
  readonly #clock: NodeJS.Timeout;
  #updateCount = 0;

  constructor(options: StatusBarOptions) {
    this.#options = options;
    this.#item.name = l10n.t('OSS Quick Copy');
    this.#item.command = COMMANDS.quickCopy;
    const update = (): void => {
      this.#update().catch(options.notifications.error);
    };
    this.#listeners = [
      options.memory.onDidChange(update),
      options.profiles.onDidChange(update),
      options.mappings.onDidChange(update),
      vscode.workspace.onDidChangeConfiguration(update),
    ];
    this.#clock = setInterval(update, REFRESH_MS);
    update();
  }

  async #update(): Promise<void> {
    const updateId = ++this.#updateCount;
    const target = isStatusBarEnabled() ? quickCopyTarget(this.#options) : undefined;
    if (!target) {
      this.#item.hide();
      return;
    }
    // Lazy: not needed before the first link.
    const { showQuickCopy } = await import('./showQuickCopyStatusBar.ts');
    if (updateId === this.#updateCount) showQuickCopy(this.#item, target, this.#options);
  }

  dispose(): void {
    this.#updateCount++;
    clearInterval(this.#clock);
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }
}

type QuickCopyOptions = MappingsOptions & Omit<StatusBarOptions, 'mappings' | keyof typeof linkSettings>;

/** Creates the mappings of workspace files and the status bar item of quick copy. */
export function createQuickCopy(options: QuickCopyOptions, subscriptions: Subscriptions): FileMappings {
  const mappings = new WorkspaceMappings(options);
  const statusBar = new QuickCopyStatusBar({ ...options, ...linkSettings, mappings });
  subscriptions.push(statusBar, mappings);
  return mappings;
}
