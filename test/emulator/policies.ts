import { BlockList, isIPv6 } from 'node:net';

/** RAM policy, as far as the emulator supports it. Anything that no statement allows is refused. */
export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Request that a policy is evaluated for. */
export interface Asked {
  readonly action: string;
  /** E.g. `acs:oss:*:1:docs/a.txt`. */
  readonly resource: string;
  readonly sourceIp: string;
}

/**
 * Whether a policy allows a request: a statement allows it, and none denies it. An unknown condition is an error of the
 * test.
 */
export function allows({ Statement }: Policy, asked: Asked): boolean {
  const effects = Statement.filter((statement) => applies(statement, asked)).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function applies({ Action, Resource, Condition = {} }: Statement, { action, resource, sourceIp }: Asked): boolean {
  return (
    listed(Action).some((pattern) => matches(pattern, action)) &&
    listed(Resource).some((pattern) => matches(pattern, resource)) &&
    Object.entries(Condition).every(([operator, keys]) => {
      const ranges = keys['acs:SourceIp'];
      if (operator !== 'IpAddress' || ranges === undefined || Object.keys(keys).length > 1) {
        throw new Error(`The emulator knows no condition ${JSON.stringify({ [operator]: keys })}.`);
      }
      return listed(ranges).some((range) => isWithin(sourceIp, range));
    })
  );
}

function listed(values: string | readonly string[]): readonly string[] {
  return typeof values === 'string' ? [values] : values;
}

/** True if the text matches the pattern: `*` stands for any characters, `?` for one; there is no escape for them. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su').test(text);
}

function isWithin(address: string, range: string): boolean {
  const [network = '', prefix] = range.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  if (prefix === undefined) list.addAddress(network, family);
  else list.addSubnet(network, Number(prefix), family);
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
