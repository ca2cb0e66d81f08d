import { getCACertificates } from 'node:tls';
import * as vscode from 'vscode';
import { chooseProxy } from '../../http/proxySettings.ts';
import type { UndiciTransportOptions } from '../../http/undiciTransport.ts';
import { HAS_RECIPES_CONTEXT, SETTINGS } from '../../ids.ts';
import { parseDuration } from '../../text/duration.ts';
import type { ChangeMode } from '../../transfers/allowedChanges.ts';
import { parseValidity, validitySeconds, type Validity } from '../../links/validity.ts';

const FALLBACK_VALIDITY: Validity = { kind: 'duration', seconds: 900 };
const STRICTEST_LIMIT_SECONDS = 900;

/** Default validity of links; an invalid setting counts as unset. */
export function defaultValidity(now: Date): Validity {
  const text = vscode.workspace.getConfiguration().get<string>(SETTINGS.defaultValidity, '');
  try {
    const validity = parseValidity(text, { now });
    return validity.kind === 'duration' ? validity : FALLBACK_VALIDITY;
  } catch {
    return FALLBACK_VALIDITY;
  }
}

/** Default validity of links, in seconds. */
export function defaultValiditySeconds(): number {
  const now = new Date();
  return validitySeconds(defaultValidity(now), now);
}

/** Longest validity of any link, in seconds; empty means no limit. */
export function maxValiditySeconds(): number {
  return limitSeconds(SETTINGS.maxValidity);
}

/** Longest validity of links for language models, in seconds. */
export function maxToolValiditySeconds(): number {
  return limitSeconds(SETTINGS.toolsMaxValidity);
}

/** Limit in seconds. An invalid value counts as the strictest limit, so that a typo loosens nothing. */
function limitSeconds(setting: string): number {
  const text = vscode.workspace.getConfiguration().get<string>(setting, '').trim();
  if (text === '') return Number.POSITIVE_INFINITY;
  try {
    return parseDuration(text);
  } catch {
    return STRICTEST_LIMIT_SECONDS;
  }
}

/** Default recipes by `profile/bucket`, `profile` or `*`; an invalid setting counts as unset. */
export function defaultRecipes(): Readonly<Record<string, string>> {
  const value = vscode.workspace.getConfiguration().get<unknown>(SETTINGS.defaultRecipe);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Settings of links, read at each use. */
export const linkSettings = {
  defaultRecipes,
  defaultValiditySeconds,
  maxValiditySeconds,
  maxToolValiditySeconds,
};

/** Time before expiry in which an issued link counts towards the badge; 0 if unset or invalid. */
export function badgeWithinMs(): number {
  const text = vscode.workspace.getConfiguration().get<string>(SETTINGS.badgeWithin, '').trim();
  try {
    return text === '' ? 0 : parseDuration(text) * 1000;
  } catch {
    return 0;
  }
}

/** Whether the status bar shows the quick copy. */
export function isStatusBarEnabled(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.statusBarEnabled, true);
}

/** Whether existing objects may be changed; an invalid setting counts as unset. Never in a workspace without trust. */
export function changeMode(): ChangeMode {
  const mode = vscode.workspace.getConfiguration().get<unknown>(SETTINGS.changes);
  if (mode === 'off') return 'off';
  if (!vscode.workspace.isTrusted) return 'untrusted';
  return mode === 'on' ? 'on' : 'ask';
}

/** Whether objects may be deleted: unless the user has turned deleting, or all changes, off. */
export function allowsDelete(): boolean {
  const isOff = ['off', 'untrusted'].includes(changeMode());
  return !isOff && vscode.workspace.getConfiguration().get(SETTINGS.allowDelete, true);
}

/** Whether each link is checked before it is copied. */
export function checksBeforeCopy(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.checkBeforeCopy, false);
}

/** Whether VS Code opens the items of a tree with a double click. */
export function opensWithDoubleClick(): boolean {
  return vscode.workspace.getConfiguration('workbench.list').get<string>('openMode') === 'doubleClick';
}

/** Glob of the files that VS Code excludes from a search; `findFiles` itself respects only `files.exclude`. */
export function excludedFiles(): string {
  const [files, search] = ['files', 'search'].map((section) =>
    vscode.workspace.getConfiguration(section).get<Record<string, unknown>>('exclude', {}),
  );
  const patterns = Object.entries({ ...files, ...search }).flatMap(([pattern, isOn]) =>
    isOn === true ? [pattern] : [],
  );
  return `{${[...patterns, '**/.git'].join(',')}}`;
}

/** Tells the menus whether there are recipes, now and after each change of the settings. */
export function followRecipes(): vscode.Disposable {
  const update = (): void => {
    const recipes = vscode.workspace.getConfiguration().get<unknown>(SETTINGS.recipes);
    const hasRecipes = typeof recipes === 'object' && recipes !== null && Object.keys(recipes).length > 0;
    void vscode.commands.executeCommand('setContext', HAS_RECIPES_CONTEXT, hasRecipes);
  };
  update();
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(SETTINGS.recipes)) update();
  });
}

/** Opens the settings editor at one of our settings. */
export async function openSetting(setting: (typeof SETTINGS)[keyof typeof SETTINGS]): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', setting);
}

/** Proxy and certificates of VS Code's settings; its own proxy support does not cover undici. */
export function networkOptions(environment: NodeJS.ProcessEnv): UndiciTransportOptions {
  const http = vscode.workspace.getConfiguration('http');
  const proxy = chooseProxy(
    {
      support: http.get<string>('proxySupport'),
      url: http.get<string>('proxy'),
      authorization: http.get<string | null>('proxyAuthorization'),
      noProxy: http.get<string[]>('noProxy'),
    },
    environment,
  );
  const ca = http.get<boolean>('systemCertificates', true) ? systemCertificates() : [];
  return { ...(proxy ? { proxy } : {}), ...(ca.length > 0 ? { ca } : {}) };
}

/** Certificates of the operating system, e.g. a company's CA. */
function systemCertificates(): readonly string[] {
  return getCACertificates('system');
}
