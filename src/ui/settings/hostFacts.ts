import * as vscode from 'vscode';
import type { UndiciTransportOptions } from '../../http/undiciTransport.ts';

/** What a bug report needs to know of where the extension runs. */
export interface HostFacts {
  readonly extensionVersion: string;
  readonly application: string;
  readonly vscodeVersion: string;
  readonly nodeVersion: string;
  readonly platform: string;
  /** The kind, e.g. `ssh-remote`, never the host; `undefined` where there is none. */
  readonly remoteName: string | undefined;
  readonly extensionHost: 'beside the user' | 'where the files are';
  readonly userInterface: 'desktop' | 'web';
  readonly isWorkspaceTrusted: boolean;
  readonly proxy: 'none' | 'without credentials' | 'with credentials';
  /** How many entries name hosts that are reached directly. */
  readonly noProxyEntries: number;
  /** Certificates of the machine that are trusted beside those of Node. */
  readonly systemCertificates: number;
}

/** Reads the facts; of a proxy no more than that there is one. */
export function readHostFacts(
  { extension }: Pick<vscode.ExtensionContext, 'extension'>,
  { proxy, ca }: UndiciTransportOptions,
): HostFacts {
  const { version } = extension.packageJSON as { readonly version: string };
  return {
    extensionVersion: version,
    application: vscode.env.appName,
    vscodeVersion: vscode.version,
    nodeVersion: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    remoteName: remoteKind(vscode.env.remoteName),
    extensionHost: extension.extensionKind === vscode.ExtensionKind.UI ? 'beside the user' : 'where the files are',
    userInterface: vscode.env.uiKind === vscode.UIKind.Desktop ? 'desktop' : 'web',
    isWorkspaceTrusted: vscode.workspace.isTrusted,
    proxy: proxy === undefined ? 'none' : hasCredentials(proxy) ? 'with credentials' : 'without credentials',
    noProxyEntries: proxy?.noProxy?.length ?? 0,
    systemCertificates: ca?.length ?? 0,
  };
}

/** Servers for browsers have their host and port where others have a kind. */
function remoteKind(name: string | undefined): string | undefined {
  return name === undefined || /^[a-z-]+$/.test(name) ? name : 'a server';
}

function hasCredentials({ url, authorization }: NonNullable<UndiciTransportOptions['proxy']>): boolean {
  const parsed = URL.parse(url);
  return authorization !== undefined || (parsed !== null && (parsed.username !== '' || parsed.password !== ''));
}
