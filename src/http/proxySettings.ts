import { BlockList, isIP, SocketAddress } from 'node:net';
import { hostIsLoopback } from '../oss/hosts/endpoint.ts';

/** Proxy for all requests. */
export interface ProxyOptions {
  /** `http://` or `https://`; user and password may be part of it. */
  readonly url: string;
  /** A complete value of the Proxy-Authorization header; wins over user and password in `url`. */
  readonly authorization?: string;
  /** Hosts reached directly: a name includes its subdomains, `*` means all; a port may follow. */
  readonly noProxy?: readonly string[];
}

/** VS Code's settings `http.proxySupport`, `http.proxy`, `http.proxyAuthorization` and `http.noProxy`. */
export interface ProxySettings {
  readonly support?: string | undefined;
  readonly url?: string | undefined;
  readonly authorization?: string | null | undefined;
  readonly noProxy?: readonly string[] | undefined;
}

/**
 * Proxy to use: none if support is `off`, otherwise that of the settings, otherwise that of the environment. HTTPS_PROXY
 * applies to http too, and HTTP_PROXY applies if it is absent; lower-case names have priority, as in curl.
 */
export function chooseProxy(
  settings: ProxySettings,
  env: Readonly<Record<string, string | undefined>>,
): ProxyOptions | undefined {
  if (settings.support === 'off') return undefined;
  const url = [settings.url, env['https_proxy'], env['HTTPS_PROXY'], env['http_proxy'], env['HTTP_PROXY']].find(isSet);
  if (url === undefined) return undefined;
  const hosts = settings.noProxy?.length
    ? settings.noProxy
    : splitHosts([env['no_proxy'], env['NO_PROXY']].find(isSet) ?? '');
  return {
    url: url.includes('://') ? url : `http://${url}`,
    ...(isSet(settings.authorization) && { authorization: settings.authorization }),
    ...(hosts.length > 0 && { noProxy: hosts }),
  };
}

/**
 * Addresses that are never proxied: link-local ones, and the metadata service of Alibaba Cloud, which issues tokens.
 */
const NEVER_PROXIED = new BlockList();
NEVER_PROXIED.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER_PROXIED.addSubnet('fe80::', 10, 'ipv6');
NEVER_PROXIED.addAddress('100.100.100.200', 'ipv4');

/**
 * True for origins reached without the proxy: always loopback and link-local addresses, others if `noProxy` names them.
 * Entries are read as curl reads NO_PROXY: names with their subdomains, addresses, and CIDR blocks.
 * https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 */
export function bypassesProxy(origin: string, noProxy: readonly string[] = []): boolean {
  const { protocol, hostname, port } = new URL(origin);
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  if (hostIsLoopback(hostname) || isWithin(NEVER_PROXIED, address)) return true;
  const hostPort = `${hostname}:${port === '' ? defaultPorts[protocol] : port}`;
  return noProxy.some((entry) => {
    if (entry === '*') return true;
    const name = entry
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, '')
      .replace(/\.$/, '');
    if (isIP(address) !== 0) return matchesAddress(name, address, hostPort);
    const host = /:\d+$/.test(name) ? hostPort.replace(/\.(?=:)/, '') : hostname.replace(/\.$/, '');
    return host === name || host.endsWith(`.${name}`);
  });
}

function isWithin(blocks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && blocks.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** True if an entry is the address, with its port or without, or a CIDR block that contains it. */
function matchesAddress(entry: string, address: string, hostPort: string): boolean {
  if (entry === hostPort || entry.replace(/^\[(.*)\]$/, '$1') === address) return true;
  const [network = '', bits = ''] = entry.replace(/^\[(.*)\]$/, '$1').split('/');
  const version = isIP(network);
  if (bits === '')
    return (
      version !== 0 &&
      new SocketAddress({ address: network, family: version === 4 ? 'ipv4' : 'ipv6' }).address === address
    );
  if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  return isWithin(block, address);
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

function isSet(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '';
}

function splitHosts(list: string): string[] {
  return list.split(/[,\s]+/).filter(isSet);
}
