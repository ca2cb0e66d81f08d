import { parseEndpoint, type EndpointKind } from './endpoint.ts';
import { findRegion, REGIONS } from './regions.ts';

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
  const name = unquoted(text).toLowerCase();
  return fromId(name) ?? fromEndpoint(name) ?? fromName(name);
}

/** Text without surrounding blanks and one pair of quotes, as shells and env files write values. */
export function unquoted(text: string): string {
  const trimmed = text.trim();
  return (/^"(.*)"$/s.exec(trimmed)?.[1] ?? /^'(.*)'$/s.exec(trimmed)?.[1] ?? trimmed).trim();
}

function fromId(name: string): RegionReading | undefined {
  const id = name.replace(/^oss-/, '');
  const region = id.replace(/-internal$/, '');
  if (!ID.test(region)) return undefined;
  const isInternal = region !== id;
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
    [nameEn.toLowerCase(), nameZh, region].some((one) => one.includes(name)),
  );
  // "hangzhou" names a public region and a finance cloud: the public one is meant.
  const [region, ...others] = named.filter(({ group }) => group !== 'finance' && group !== 'gov');
  const only = region ?? named[0];
  return only === undefined || others.length > 0 || (!region && named.length > 1) ? undefined : { region: only.region };
}
