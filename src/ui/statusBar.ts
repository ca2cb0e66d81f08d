import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Disposable } from '../emitter.ts';
import { COMMANDS, STATUS_BAR_ID } from '../ids.ts';
import { formatDuration, parseDuration } from '../links/duration.ts';
import { objectName } from '../links/link.ts';
import type { LastLink, LinkMemory } from '../links/memory.ts';
import { encodeQueryComponent } from '../oss/encoding.ts';
import type { Profiles } from '../profiles/profiles.ts';
import { statusBarEnabled } from './configuration.ts';

export interface StatusBarOptions {
  readonly memory: LinkMemory;
  readonly profiles: Pick<Profiles, 'list' | 'onDidChange'>;
  readonly locale: string;
}

/** Shows the last target and validity; a click copies a fresh link, the tooltip leads on. */
export class QuickCopyStatusBar implements vscode.Disposable {
  readonly #options: StatusBarOptions;
  readonly #item = vscode.window.createStatusBarItem(STATUS_BAR_ID, vscode.StatusBarAlignment.Right, 100);

  readonly #listeners: readonly Disposable[];

  constructor(options: StatusBarOptions) {
    this.#options = options;
    this.#item.name = l10n.t('OSS Quick Copy');
    this.#item.command = COMMANDS.quickCopy;
    const update = (): void => {
      this.#update();
    };
    this.#listeners = [
      options.memory.onDidChange(update),
      options.profiles.onDidChange(update),
      vscode.workspace.onDidChangeConfiguration(update),
    ];
    update();
  }

  #update(): void {
    const { memory, profiles, locale } = this.#options;
    const { last } = memory;
    const profile = last && profiles.list().find(({ id }) => id === last.target.profileId);
    if (!last || !profile || !statusBarEnabled()) {
      this.#item.hide();
      return;
    }
    const {
      target,
      options: { method, validity },
    } = last;
    const duration = formatDuration(parseDuration(validity), locale);
    const name = objectName(target.key);
    this.#item.text = `$(link) ${method} ${shorten(name)} · ${duration}`;
    const label = l10n.t('Copy a fresh {0} link for {1}, valid for {2}', method, name, duration);
    this.#item.accessibilityInformation = { label };
    this.#item.tooltip = tooltip(label, profile.name, last);
    this.#item.show();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }
}

/** Names are text; only the links below them are commands. */
function tooltip(label: string, profileName: string, { target, options }: LastLink): vscode.MarkdownString {
  const withOptions = options.method === 'GET' ? COMMANDS.copyGetUrlWithOptions : COMMANDS.copyPutUrl;
  const args = encodeQueryComponent(JSON.stringify([{ kind: 'object', ...target }]));
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [withOptions, COMMANDS.revealLastObject] };
  markdown.appendText(label);
  markdown.appendMarkdown('\n\n');
  markdown.appendText(`${profileName} · ${target.bucket}/${target.key}`);
  markdown.appendMarkdown(
    `\n\n[${l10n.t('With Options…')}](command:${withOptions}?${args}) · [${l10n.t('Reveal in the OSS View')}](command:${COMMANDS.revealLastObject})`,
  );
  return markdown;
}

function shorten(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}
