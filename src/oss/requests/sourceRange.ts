import { isIP } from 'node:net';
import { InvalidInputError } from '../errors/errors.ts';

const FIELD = 'x-oss-ac-source-ip';

/** Addresses that may use a link, in OSS's form. */
export interface SourceRange {
  /** First address of the range. OSS masks the client's address and compares the two. */
  readonly address: string;
  /** Number of leading bits that are compared; absent for a single address. */
  readonly prefixLength?: number;
}

/**
 * Parses an IP address or a CIDR block such as `203.0.113.0/24`, IPv4 or IPv6; bits beyond the prefix are cleared.
 * Throws an `InvalidInputError` for anything else.
 */
export function parseSourceRange(text: string): SourceRange {
  const [address = '', prefix, ...more] = text.trim().split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefixLength = prefix === undefined ? undefined : Number(prefix);
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  if (version === 0 || address.includes('%') || !isPrefix || more.length > 0) {
    throw new InvalidInputError(
      FIELD,
      '{0} must be an IP address such as 203.0.113.7 or a CIDR block such as 203.0.113.0/24. The prefix length is 0 to 32 for IPv4 and 0 to 128 for IPv6.',
      [FIELD],
    );
  }
  if (prefixLength === undefined) return { address };
  return { address: version === 4 ? maskIpv4(address, prefixLength) : maskIpv6(address, prefixLength), prefixLength };
}

function maskIpv4(address: string, prefixLength: number): string {
  return masked(address.split('.').map(Number), 8, prefixLength).join('.');
}

function maskIpv6(address: string, prefixLength: number): string {
  const groups = masked(groupsOf(address), 16, prefixLength).map((group) => group.toString(16));
  return canonicalIpv6(groups.join(':'));
}

/** IPv6 address in its shortest form, without an embedded IPv4 address. */
function canonicalIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}

function groupsOf(address: string): number[] {
  const [head = [], tail = []] = canonicalIpv6(address)
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** Clears the bits beyond the prefix in numbers of `width` bits each. */
function masked(parts: readonly number[], width: number, prefixLength: number): number[] {
  return parts.map((part, index) => {
    const clearedBits = Math.min(Math.max(width - (prefixLength - index * width), 0), width);
    return (part >> clearedBits) << clearedBits;
  });
}
