import * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import { COMMANDS } from '../../ids.ts';
import type { QuickCopyTarget } from '../../links/mappings/quickCopyTarget.ts';
import { encodeQueryComponent } from '../../oss/encoding.ts';
import { plainText, visibleControls } from '../../text/plainText.ts';
import { quickCopyFacts, type FactsSources, type QuickCopyFacts } from './quickCopyFacts.ts';

/** Updates the status bar item for a target. */
export function showQuickCopy(item: vscode.StatusBarItem, target: QuickCopyTarget, sources: FactsSources): void {
  const facts = quickCopyFacts(target, sources);
  item.text = `$(link) ${plainText(facts.text)}`;
  item.accessibilityInformation = { label: visibleControls(facts.label) };
  item.tooltip = tooltip(facts, target);
  item.show();
}

/** Tooltip whose names are plain text and whose links are commands. */
function tooltip({ label, details }: QuickCopyFacts, target: QuickCopyTarget): vscode.MarkdownString {
  const actions = actionsFor(target);
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: actions.map(({ command }) => command) };
  markdown.appendText(visibleControls(label));
  for (const [index, detail] of details.entries()) {
    markdown.appendMarkdown(index === 0 ? '\n\n' : '  \n');
    markdown.appendText(visibleControls(detail));
  }
  markdown.appendMarkdown('\n\n');
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

function actionsFor(target: QuickCopyTarget): readonly Action[] {
  // Without arguments, the command takes the file of the active editor.
  const upload: Action = { title: l10n.t('Upload This File…'), command: COMMANDS.uploadAndCopyGetUrl };
  const { profile } = target;
  if (!profile) return [upload];
  const object =
    target.kind === 'last'
      ? target.target
      : { profileId: profile.id, bucket: target.file.bucket, key: target.file.key };
  const args = [{ kind: 'object', ...object }];
  const withOptions = { GET: COMMANDS.copyGetUrlWithOptions, PUT: COMMANDS.copyPutUrl }[target.options.method];
  return [
    { title: l10n.t('With Options…'), command: withOptions, args },
    { title: l10n.t('Copy As…'), command: COMMANDS.copyAs, args },
    { title: l10n.t('Copy with Recipe…'), command: COMMANDS.copyWithRecipe, args },
    { title: l10n.t('Reveal in Buckets'), command: COMMANDS.revealLastObject, args },
    ...(target.kind === 'mapped' ? [upload] : []),
  ];
}
