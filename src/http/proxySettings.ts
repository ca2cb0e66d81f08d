import { hostIsLoopback } from '../oss/hosts/endpoint.ts';

/** The proxy that requests go through. */
export interface ProxyOptions {
  /** `http://` or `https://`; user and password may be part of it. */
  readonly url: string;
  /** A complete value of the Proxy-Authorization header; wins over user and password in `url`. */
  readonly authorization?: string;
  /** Hosts reached directly: a name also stands for the names below it, `*` for all; a port may follow. */
  readonly noProxy?: readonly string[];
}

/** What VS Code's settings `http.proxySupport`, `http.proxy`, `http.proxyAuthorization` and `http.noProxy` say. */
export interface ProxySettings {
  readonly support?: string | undefined;
  readonly url?: string | undefined;
  readonly authorization?: string | null | undefined;
  readonly noProxy?: readonly string[] | undefined;
}

/**
 * Chooses the proxy: none where support is `off`, else the settings', else the environment's.
 * The environment's HTTPS_PROXY serves http too, HTTP_PROXY serves where it is absent; lower-case names win, as in curl.
 */
export function chooseProxy(
  settings: ProxySettings,
  env: Readonly<Record<string, string | undefined>>,
): ProxyOptions | undefined {
  if (settings.support === 'off') return undefined;
  const url = [settings.url, env['https_proxy'], env['HTTPS_PROXY'], env['http_proxy'], env['HTTP_PROXY']].find(isSet);
  if (url === undefined) return undefined;
  const hosts = settings.noProxy?.length ? settings.noProxy : splitHosts(env['no_proxy'] ?? env['NO_PROXY'] ?? '');
  return {
    url: url.includes('://') ? url : `http://${url}`,
    ...(isSet(settings.authorization) && { authorization: settings.authorization }),
    ...(hosts.length > 0 && { noProxy: hosts }),
  };
}

/** Says whether requests to an origin pass by the proxy: to loopback always, else where `noProxy` names the host. */
export function bypassesProxy(origin: string, noProxy: readonly string[] = []): boolean {
  const { protocol, hostname, port } = new URL(origin);
  if (hostIsLoopback(hostname)) return true;
  const hostPort = `${hostname}:${port === '' ? defaultPorts[protocol] : port}`;
  return noProxy.some((entry) => {
    if (entry === '*') return true;
    const name = entry.toLowerCase().replace(/^\*?\./, '');
    const host = /:\d+$/.test(name) ? hostPort : hostname;
    return host === name || host.endsWith(`.${name}`);
  });
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function isSet(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '';
}

function splitHosts(list: string): string[] {
  return list.split(/[,\s]+/).filter(isSet);
}
