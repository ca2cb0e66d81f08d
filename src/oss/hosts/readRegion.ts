import { parseEndpoint, type EndpointKind } from './endpoint.ts';
import { findRegion, REGIONS, regionOfZone } from './regions.ts';

/** Region in a text from a person or a tool, with the kind of endpoint that the text implies. */
export interface RegionReading {
  readonly region: string;
  readonly kind?: EndpointKind;
}

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

/**
 * Region of a text: an ID (`cn-hangzhou`), the name in an endpoint (`oss-cn-hangzhou`, `cn-hangzhou-internal`), an
 * endpoint's host or URL, or the name of a region or city in English or Chinese. `undefined` if the text names none. A
 * well-formed ID outside the table is a region too: new regions exist before the table lists them.
 */
export function readRegion(text: string): RegionReading | undefined {
  const name = unquoted(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[/,;、。]{1,9}$/, '');
  return fromId(name.replaceAll('_', '-')) ?? fromEndpoint(name) ?? fromName(name);
}

/**
 * Text without surrounding blanks, one pair of quotes and a comment behind them, as shells and env files write values.
 * Container tools pass all of these on.
 */
export function unquoted(text: string): string {
  const [, ...quoted] = /^\s*(?:"([^"]*)"|'([^']*)'|[“”]([^“”]*)[“”])\s*(?:\s#.*)?$/s.exec(text) ?? [];
  return (quoted.find((value) => (value as string | undefined) !== undefined) ?? text.replace(/\s#.*$/s, '')).trim();
}

function fromId(name: string): RegionReading | undefined {
  const id = name.replace(/^oss-/, '');
  const named = id.replace(/-internal$/, '');
  if (!ID.test(named)) return undefined;
  const isInternal = named !== id;
  // Consoles also show zones: `cn-hangzhou-h`.
  const region = findRegion(named) ? named : (findRegion(regionOfZone(named))?.region ?? named);
  // The IDs in hosts of finance clouds differ from the regions: the endpoint's parser knows them.
  const read = findRegion(region) ? region : (fromEndpoint(`oss-${id}.aliyuncs.com`)?.region ?? region);
  return isInternal ? { region: read, kind: 'internal' } : { region: read };
}

function fromEndpoint(name: string): RegionReading | undefined {
  if (!name.includes('.')) return undefined;
  try {
    const { region, kind } = parseEndpoint(name, { allowPlainHttp: true });
    if (region === undefined) return undefined;
    return kind === undefined ? { region } : { region, kind };
  } catch {
    return undefined;
  }
}

/** The only region whose name contains the text; `undefined` if there are several, or none. */
function fromName(name: string): RegionReading | undefined {
  if (name === '') return undefined;
  const named = REGIONS.filter(({ nameEn, nameZh, region }) =>
    [nameEn.toLowerCase(), nameZh.normalize('NFKC'), region].some((one) => one.includes(name)),
  );
  // "hangzhou" names a public region and a finance cloud: the public one is meant.
  const [region, ...others] = named.filter(({ group }) => group !== 'finance' && group !== 'gov');
  const only = region ?? named[0];
  return only === undefined || others.length > 0 || (!region && named.length > 1) ? undefined : { region: only.region };
}
