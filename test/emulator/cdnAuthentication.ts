import { createHash } from 'node:crypto';

/** URL authentication of a CDN domain; type C takes both of its forms. */
export interface CdnAuthentication {
  readonly type: 'A' | 'B' | 'C' | 'F';
  /** Primary key and perhaps a secondary one: either opens. */
  readonly keys: readonly string[];
  /** A link is valid until its time plus this. */
  readonly ttlSeconds: number;
  /** Type F: `sign` and `time` by default. */
  readonly signParam?: string;
  readonly timeParam?: string;
  /** Type F: `hex` by default. */
  readonly timeFormat?: 'hex' | 'dec';
}

/** Refusal by the CDN itself, with the text of the header X-Tengine-Error. */
export class CdnRefusal extends Error {}

/** Signature in a URL, and the URL without it. */
interface Claim {
  readonly hash: string;
  readonly timestamp: string;
  /** Unix seconds; NaN for what is no time. */
  readonly seconds: number;
  readonly hashedText: (key: string) => string;
  readonly target: string;
}

interface Target {
  readonly path: string;
  /** Encoded `name=value` pairs, as they came. */
  readonly pairs: readonly string[];
}

/** Refusal of missing or malformed parts for which the documentation has no text. */
const denied = 'denied by req auth';
const beijingOffsetMs = 8 * 3_600_000;

/**
 * Checks path and query of the request line, byte for byte, and returns them without the signature, as the CDN sends
 * them to OSS. Written from the documentation of URL signing, without the signer under test.
 */
export function checkTarget(target: string, authentication: CdnAuthentication, now: Date): string {
  const claim = readClaim(splitTarget(target), authentication);
  const { hash, timestamp, seconds, hashedText } = claim;
  if (Number.isNaN(seconds)) {
    throw new CdnRefusal(denied);
  }
  if ((seconds + authentication.ttlSeconds) * 1000 < now.getTime()) {
    throw new CdnRefusal(`${denied}: expired timestamp=${timestamp}`);
  }
  if (!authentication.keys.some((key) => md5(hashedText(key)) === hash)) {
    throw new CdnRefusal(`${denied}: invalid md5hash=${hash}`);
  }
  return claim.target;
}

function readClaim(target: Target, authentication: CdnAuthentication): Claim {
  switch (authentication.type) {
    case 'A':
      return readA(target);
    case 'B':
      return readB(target);
    case 'C':
      return readC(target);
    case 'F':
      return readF(target, authentication);
  }
}

/** `P?auth_key={ts}-{rand}-{uid}-{md5}`; hashed is `P-{ts}-{rand}-{uid}-K`. */
function readA({ path, pairs }: Target): Claim {
  const value = valueOf(pairs, 'auth_key');
  if (value === undefined) {
    throw new CdnRefusal(`${denied}: no url arg auth_key`);
  }
  const [timestamp = '', rand, uid, hash, ...more] = value.split('-');
  if (hash === undefined || more.length > 0) {
    throw new CdnRefusal(denied);
  }
  return {
    hash,
    timestamp,
    seconds: decimal(timestamp),
    hashedText: (key) => [path, timestamp, rand, uid, key].join('-'),
    target: join(path, without(pairs, 'auth_key')),
  };
}

/** `/{YYYYMMDDHHMM in UTC+8}/{md5}P`; hashed is `K{ts}P`. */
function readB({ path, pairs }: Target): Claim {
  const [, timestamp = '', hash = '', ...rest] = path.split('/');
  if (rest.length === 0) {
    throw new CdnRefusal(denied);
  }
  const original = `/${rest.join('/')}`;
  return {
    hash,
    timestamp,
    seconds: beijingMinute(timestamp),
    hashedText: (key) => key + timestamp + original,
    target: join(original, pairs),
  };
}

/** `/{md5}/{hex}P` or `P?KEY1={md5}&KEY2={hex}`; hashed is `KP{hex}`. */
function readC({ path, pairs }: Target): Claim {
  const [hash, timestamp] = [valueOf(pairs, 'KEY1'), valueOf(pairs, 'KEY2')];
  if (hash !== undefined && timestamp !== undefined) {
    return claimAfterPath(path, hash, timestamp, hexadecimal(timestamp), join(path, without(pairs, 'KEY1', 'KEY2')));
  }
  const [, pathHash = '', pathTimestamp = '', ...rest] = path.split('/');
  if (rest.length === 0 || !/^[0-9a-f]{32}$/.test(pathHash)) {
    throw new CdnRefusal(`${denied}: no <encoded> or <plain>`);
  }
  const original = `/${rest.join('/')}`;
  return claimAfterPath(original, pathHash, pathTimestamp, hexadecimal(pathTimestamp), join(original, pairs));
}

/** `P?sign={md5}&time={ts}` and nothing else; hashed is `KP{ts}`. */
function readF(
  { path, pairs }: Target,
  { signParam = 'sign', timeParam = 'time', timeFormat = 'hex' }: CdnAuthentication,
): Claim {
  const [hash, timestamp] = [valueOf(pairs, signParam), valueOf(pairs, timeParam)];
  if (hash === undefined || timestamp === undefined) {
    throw new CdnRefusal(denied);
  }
  if (pairs.length > 2) {
    throw new CdnRefusal(`${denied}: invalid md5hash=${hash}`);
  }
  const seconds = timeFormat === 'hex' ? hexadecimal(timestamp) : decimal(timestamp);
  return claimAfterPath(path, hash, timestamp, seconds, path);
}

function claimAfterPath(path: string, hash: string, timestamp: string, seconds: number, target: string): Claim {
  return { hash, timestamp, seconds, hashedText: (key) => key + path + timestamp, target };
}

function splitTarget(target: string): Target {
  const [path = '/', ...query] = target.split('?');
  return { path, pairs: query.length === 0 ? [] : query.join('?').split('&') };
}

function join(path: string, pairs: readonly string[]): string {
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function valueOf(pairs: readonly string[], name: string): string | undefined {
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function without(pairs: readonly string[], ...names: readonly string[]): readonly string[] {
  return pairs.filter((pair) => !names.some((name) => pair.startsWith(`${name}=`)));
}

function decimal(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

function hexadecimal(text: string): number {
  return /^[0-9a-f]+$/i.test(text) ? Number(`0x${text}`) : NaN;
}

function beijingMinute(text: string): number {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5Z');
  return iso === text ? NaN : (Date.parse(iso) - beijingOffsetMs) / 1000;
}

function md5(text: string): string {
  // Node reads a request line as Latin-1: each byte unchanged.
  return createHash('md5').update(text, 'latin1').digest('hex');
}
