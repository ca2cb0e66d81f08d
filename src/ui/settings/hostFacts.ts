import * as vscode from 'vscode';
import type { UndiciTransportOptions } from '../../http/undiciTransport.ts';

/** Facts about the environment for a bug report. */
export interface HostFacts {
  readonly extensionVersion: string;
  readonly application: string;
  readonly vscodeVersion: string;
  readonly nodeVersion: string;
  readonly platform: string;
  /** Kind of remote, e.g. `ssh-remote`, never its host; `undefined` if local. */
  readonly remoteName: string | undefined;
  readonly extensionHost: 'local (UI)' | 'remote (workspace)';
  readonly userInterface: 'desktop' | 'web';
  readonly isWorkspaceTrusted: boolean;
  readonly proxy: 'none' | 'without credentials' | 'with credentials';
  /** Number of hosts that bypass the proxy. */
  readonly noProxyEntries: number;
  /** Number of trusted operating system certificates. */
  readonly systemCertificates: number;
}

/** Reads the facts; of a proxy only whether there is one. */
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
    extensionHost: extension.extensionKind === vscode.ExtensionKind.UI ? 'local (UI)' : 'remote (workspace)',
    userInterface: vscode.env.uiKind === vscode.UIKind.Desktop ? 'desktop' : 'web',
    isWorkspaceTrusted: vscode.workspace.isTrusted,
    proxy: proxy === undefined ? 'none' : hasCredentials(proxy) ? 'with credentials' : 'without credentials',
    noProxyEntries: proxy?.noProxy?.length ?? 0,
    systemCertificates: ca?.length ?? 0,
  };
}

/** Kind of remote. Web servers report host and port instead of a kind. */
function remoteKind(name: string | undefined): string | undefined {
  return name === undefined || /^[a-z-]+$/.test(name) ? name : 'server';
}

function hasCredentials({ url, authorization }: NonNullable<UndiciTransportOptions['proxy']>): boolean {
  const parsed = URL.parse(url);
  return authorization !== undefined || (parsed !== null && (parsed.username !== '' || parsed.password !== ''));
}
