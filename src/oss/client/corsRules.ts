import { InvalidInputError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { MalformedXmlError, readXml, type XmlFields } from '../xml/xml.ts';
import { optionalText } from '../xml/xmlFields.ts';
import { escapeXmlText, isXmlText } from '../xml/xmlFields.ts';

/** A rule that lets pages of some origins use a bucket. */
export interface CorsRule {
  /** Origins such as `https://example.com`, each with at most one `*`; a page on disk has the origin `null`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** Headers that a page may send, each with at most one `*`. */
  readonly allowedHeaders: readonly string[];
  /** Headers of answers that a page may read. */
  readonly exposeHeaders: readonly string[];
  /** How long browsers remember the answer to a preflight. */
  readonly maxAgeSeconds?: number;
}

/** All CORS rules of a bucket, in the order in which OSS tries them. */
export interface CorsConfiguration {
  readonly rules: readonly CorsRule[];
  /** Whether OSS sends `Vary: Origin` with every answer; absent where the bucket does not say. */
  readonly responseVary?: boolean;
}

/** What a page asks for. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Headers that make a browser ask beforehand. */
  readonly headers?: readonly string[];
}

const LIST_ELEMENTS = {
  AllowedOrigin: 'allowedOrigins',
  AllowedMethod: 'allowedMethods',
  AllowedHeader: 'allowedHeaders',
  ExposeHeader: 'exposeHeaders',
} as const;

type ListName = (typeof LIST_ELEMENTS)[keyof typeof LIST_ELEMENTS];

/** The first rule that lets a page do something, as OSS tries them, or `undefined`. */
export function findCorsRule(
  { rules }: CorsConfiguration,
  { origin, method, headers = [] }: CorsRequest,
): CorsRule | undefined {
  return rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders }) =>
      allowedMethods.includes(method) &&
      allowedOrigins.some((pattern) => matches(pattern, origin)) &&
      headers.every((name) => allowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name.toLowerCase()))),
  );
}

/** Reads the answer of GetBucketCors; a `MalformedXmlError` where it is not one. */
export async function readCorsConfiguration(body: AsyncIterable<Uint8Array>): Promise<CorsConfiguration> {
  const rules: CorsRule[] = [];
  let lists = emptyLists();
  const collectors = Object.entries(LIST_ELEMENTS).map(([element, name]) => [
    `CORSRule/${element}`,
    (fields: XmlFields) => lists[name].push(fields.get('') ?? ''),
  ]);
  const fields = await readXml(body, 'CORSConfiguration', {
    ...(Object.fromEntries(collectors) as Record<string, (fields: XmlFields) => void>),
    CORSRule: (rule) => {
      rules.push(omitUndefined({ ...lists, maxAgeSeconds: maxAgeOf(rule) }));
      lists = emptyLists();
    },
  });
  const vary = optionalText(fields, 'ResponseVary');
  return omitUndefined({ rules, responseVary: vary === undefined ? undefined : vary.toLowerCase() === 'true' });
}

/** The document of PutBucketCors. Throws an `InvalidInputError` for what XML cannot hold. */
export function writeCorsConfiguration({ rules, responseVary }: CorsConfiguration): string {
  const vary = responseVary === undefined ? '' : element('ResponseVary', String(responseVary));
  return `<CORSConfiguration>${rules.map(ruleElement).join('')}${vary}</CORSConfiguration>`;
}

function ruleElement(rule: CorsRule): string {
  const lists = Object.entries(LIST_ELEMENTS).flatMap(([name, list]) => rule[list].map((text) => element(name, text)));
  const maxAge = rule.maxAgeSeconds === undefined ? '' : element('MaxAgeSeconds', String(rule.maxAgeSeconds));
  return `<CORSRule>${lists.join('')}${maxAge}</CORSRule>`;
}

function element(name: string, text: string): string {
  if (!isXmlText(text)) throw new InvalidInputError(name, 'A CORS rule cannot contain control characters.');
  return `<${name}>${escapeXmlText(text)}</${name}>`;
}

function emptyLists(): Record<ListName, string[]> {
  return { allowedOrigins: [], allowedMethods: [], allowedHeaders: [], exposeHeaders: [] };
}

function maxAgeOf(rule: XmlFields): number | undefined {
  const text = optionalText(rule, 'MaxAgeSeconds');
  if (text === undefined) return undefined;
  // A number that is not understood would be lost when the rules are written again.
  if (!/^\d{1,10}$/.test(text)) throw new MalformedXmlError('The <MaxAgeSeconds> of the document is not a number.');
  return Number(text);
}

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*', 2);
  if (end === undefined) return text === pattern;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
