import { InvalidInputError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { MalformedXmlError, readXml, type XmlFields } from '../xml/xml.ts';
import { optionalText } from '../xml/xmlFields.ts';
import { escapeXmlText, isXmlText } from '../xml/xmlFields.ts';

/**
 * Rule that allows pages of some origins to use a bucket.
 * https://help.aliyun.com/en/oss/developer-reference/putbucketcors
 */
export interface CorsRule {
  /** Origins such as `https://example.com`, each with at most one `*`; a page on disk has the origin `null`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** Request headers that a page may send, each with at most one `*`. */
  readonly allowedHeaders: readonly string[];
  /** Response headers that a page may read. */
  readonly exposeHeaders: readonly string[];
  /** Time for which browsers cache the response to a preflight. */
  readonly maxAgeSeconds?: number;
}

/** All CORS rules of a bucket, in the order in which OSS evaluates them. */
export interface CorsConfiguration {
  readonly rules: readonly CorsRule[];
  /** Whether OSS sends `Vary: Origin` with every response; absent if the bucket does not set it. */
  readonly responseVary?: boolean;
}

/** Request of a page. */
export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Headers that cause a preflight. */
  readonly headers?: readonly string[];
}

const LIST_ELEMENTS = {
  AllowedOrigin: 'allowedOrigins',
  AllowedMethod: 'allowedMethods',
  AllowedHeader: 'allowedHeaders',
  ExposeHeader: 'exposeHeaders',
} as const;

type ListName = (typeof LIST_ELEMENTS)[keyof typeof LIST_ELEMENTS];

/** First rule that allows a request of a page, in OSS's order; `undefined` if there is none. */
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

/** Parses the response of GetBucketCors; throws a `MalformedXmlError` for any other document. */
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

/** Document for PutBucketCors. Throws an `InvalidInputError` for characters that XML cannot contain. */
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
  if (!isXmlText(text)) throw new InvalidInputError(name, "A CORS rule can't contain control characters.");
  return `<${name}>${escapeXmlText(text)}</${name}>`;
}

function emptyLists(): Record<ListName, string[]> {
  return { allowedOrigins: [], allowedMethods: [], allowedHeaders: [], exposeHeaders: [] };
}

function maxAgeOf(rule: XmlFields): number | undefined {
  const text = optionalText(rule, 'MaxAgeSeconds');
  if (text === undefined) return undefined;
  // A number that is not understood would be lost when the rules are written back.
  if (!/^\d{1,10}$/.test(text)) throw new MalformedXmlError('The <MaxAgeSeconds> of the document is not a number.');
  return Number(text);
}

/** True if the text matches the pattern, in which `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*', 2);
  if (end === undefined) return text === pattern;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
