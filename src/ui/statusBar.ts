import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { Disposable } from '../emitter.ts';
import { COMMANDS, STATUS_BAR_ID } from '../ids.ts';
import { quickTarget, type QuickSources, type QuickTarget } from '../links/quickTarget.ts';
import { encodeQueryComponent } from '../oss/encoding.ts';
import type { Profiles } from '../profiles/profiles.ts';
import { statusBarEnabled } from './configuration.ts';
import { quickCopyFacts, type FactsSources, type QuickCopyFacts } from './quickCopyFacts.ts';
import type { WorkspaceMappings } from './workspaceMappings.ts';

/** How often the moment at which a link would expire is written anew. */
const REFRESH_MS = 60_000;

export interface StatusBarOptions extends QuickSources, FactsSources {
  readonly profiles: Pick<Profiles, 'list' | 'onDidChange'>;
  readonly mappings: WorkspaceMappings;
}

/** Shows what a quick copy is about, which follows the user; a click copies a fresh link, the tooltip leads on. */
export class QuickCopyStatusBar implements vscode.Disposable {
  readonly #options: StatusBarOptions;
  readonly #item = vscode.window.createStatusBarItem(STATUS_BAR_ID, vscode.StatusBarAlignment.Right, 100);
  readonly #listeners: readonly Disposable[];
  readonly #clock: NodeJS.Timeout;

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
      options.mappings.onDidChange(update),
      vscode.workspace.onDidChangeConfiguration(update),
    ];
    this.#clock = setInterval(update, REFRESH_MS);
    update();
  }

  #update(): void {
    const target = statusBarEnabled() ? quickTarget(this.#options) : undefined;
    if (!target) {
      this.#item.hide();
      return;
    }
    const facts = quickCopyFacts(target, this.#options);
    this.#item.text = `$(link) ${facts.text}`;
    this.#item.accessibilityInformation = { label: facts.label };
    this.#item.tooltip = tooltip(facts, target);
    this.#item.show();
  }

  dispose(): void {
    clearInterval(this.#clock);
    for (const listener of this.#listeners) listener.dispose();
    this.#item.dispose();
  }
}

/** Names are text; only the links below them are commands. */
function tooltip({ label, details }: QuickCopyFacts, target: QuickTarget): vscode.MarkdownString {
  const actions = actionsFor(target);
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  for (const line of [label, ...details]) {
    markdown.appendText(line);
    markdown.appendMarkdown('\n\n');
  }
  const links = actions.map(({ title, command, args = [] }) =>
    args.length === 0
      ? `[${title}](command:${command})`
      : `[${title}](command:${command}?${encodeQueryComponent(JSON.stringify(args))})`,
  );
  markdown.appendMarkdown(links.join(' · '));
  return markdown;
}

interface Action {
  readonly title: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

function actionsFor(target: QuickTarget): readonly Action[] {
  // It is the file of the active editor, which the command takes by itself.
  const upload: Action = { title: l10n.t('Upload This File…'), command: COMMANDS.uploadAndCopyGetUrl };
  const { profile } = target;
  if (!profile) return [upload];
  const object =
    target.kind === 'last'
      ? target.target
      : { profileId: profile.id, bucket: target.file.bucket, key: target.file.key };
  const args = [{ kind: 'object', ...object }];
  const withOptions = target.options.method === 'GET' ? COMMANDS.copyGetUrlWithOptions : COMMANDS.copyPutUrl;
  return [
    { title: l10n.t('With Options…'), command: withOptions, args },
    { title: l10n.t('Copy As…'), command: COMMANDS.copyAs, args },
    { title: l10n.t('Copy With Recipe…'), command: COMMANDS.copyWithRecipe, args },
    ...(target.kind === 'last' ? [{ title: l10n.t('Save as Recipe…'), command: COMMANDS.saveAsRecipe }] : []),
    { title: l10n.t('Reveal in the OSS View'), command: COMMANDS.revealLastObject, args },
    ...(target.kind === 'mapped' ? [upload] : []),
  ];
}
