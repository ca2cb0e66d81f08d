import { getCACertificates } from 'node:tls';
import * as vscode from 'vscode';
import { chooseProxy } from '../../http/proxySettings.ts';
import type { UndiciTransportOptions } from '../../http/undiciTransport.ts';
import { SETTINGS } from '../../ids.ts';
import { parseDuration } from '../../text/duration.ts';
import { parseValidity, validitySeconds, type Validity } from '../../links/validity.ts';

const FALLBACK_VALIDITY: Validity = { kind: 'duration', seconds: 900 };
const STRICTEST_LIMIT_SECONDS = 900;

/** The validity of a link before one was chosen; a setting that cannot be read counts as unset. */
export function defaultValidity(now: Date): Validity {
  const text = vscode.workspace.getConfiguration().get<string>(SETTINGS.defaultValidity, '');
  try {
    const validity = parseValidity(text, { now });
    return validity.kind === 'duration' ? validity : FALLBACK_VALIDITY;
  } catch {
    return FALLBACK_VALIDITY;
  }
}

/** The validity of a link before one was chosen, in seconds. */
export function defaultValiditySeconds(): number {
  const now = new Date();
  return validitySeconds(defaultValidity(now), now);
}

/** No link lives longer, in seconds; nothing stands for no limit. */
export function maxValiditySeconds(): number {
  return limitSeconds(SETTINGS.maxValidity);
}

/** No link that a language model asks for lives longer, in seconds. */
export function maxToolValiditySeconds(): number {
  return limitSeconds(SETTINGS.toolsMaxValidity);
}

/** A limit that cannot be read is the shortest, so that a slip loosens nothing. */
function limitSeconds(setting: string): number {
  const text = vscode.workspace.getConfiguration().get<string>(setting, '').trim();
  if (text === '') return Number.POSITIVE_INFINITY;
  try {
    return parseDuration(text);
  } catch {
    return STRICTEST_LIMIT_SECONDS;
  }
}

/** What settings say of links, read at each use. */
export const linkSettings = {
  defaultValiditySeconds,
  maxValiditySeconds,
  maxToolValiditySeconds,
};

/** How long before its end an issued link counts as ending soon; 0 for a setting that is empty or cannot be read. */
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

/** Whether the user has turned deleting on. */
export function allowsDelete(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.allowDelete, false);
}

/** Whether each link is checked before it is copied. */
export function checksBeforeCopy(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.checkBeforeCopy, false);
}

/** Whether code lenses stand above presigned URLs in documents. */
export function showsCodeLens(): boolean {
  return vscode.workspace.getConfiguration().get(SETTINGS.inspectorCodeLens, false);
}

/** Whether VS Code opens the items of a tree with a double click. */
export function opensWithDoubleClick(): boolean {
  return vscode.workspace.getConfiguration('workbench.list').get<string>('openMode') === 'doubleClick';
}

/** Glob of the files that VS Code leaves out of a search; `findFiles` alone respects only `files.exclude`. */
export function excludedFiles(): string {
  const [files, search] = ['files', 'search'].map((section) =>
    vscode.workspace.getConfiguration(section).get<Record<string, unknown>>('exclude', {}),
  );
  const patterns = Object.entries({ ...files, ...search }).flatMap(([pattern, isOn]) =>
    isOn === true ? [pattern] : [],
  );
  return `{${[...patterns, '**/.git'].join(',')}}`;
}

/** Opens the settings editor at one of our settings. */
export async function openSetting(setting: (typeof SETTINGS)[keyof typeof SETTINGS]): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', setting);
}

/** How VS Code is told to reach the network; its own handling of proxies does not cover undici. */
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

/** The certificates of the machine, e.g. the CA of a company's network. */
function systemCertificates(): readonly string[] {
  return getCACertificates('system');
}
