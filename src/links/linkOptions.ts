import * as v from 'valibot';
import type { ResponseOverrides } from '../oss/requests/getParameters.ts';

export const linkMethodSchema = v.picklist(['GET', 'PUT']);

/** HTTP method of a link: GET downloads, PUT uploads. */
export type LinkMethod = v.InferOutput<typeof linkMethodSchema>;

/** Content-Type chosen by the object's name. Not a valid media type, since it has no slash. */
export const AUTO_CONTENT_TYPE = 'auto';

/** Response headers that a download link can override. Content-Disposition has its own option. */
export const RESPONSE_HEADERS = {
  contentType: 'Content-Type',
  contentLanguage: 'Content-Language',
  contentEncoding: 'Content-Encoding',
  cacheControl: 'Cache-Control',
  expires: 'Expires',
} as const satisfies Record<Exclude<keyof ResponseOverrides, 'contentDisposition'>, string>;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

const text = v.exactOptional(v.string());
const texts = v.record(v.string(), v.string());

function everyMethod<Schema>(schema: Schema) {
  return { methods: ['GET', 'PUT'] as readonly LinkMethod[], schema };
}

function only<Schema>(method: LinkMethod, schema: Schema) {
  return { methods: [method] as readonly LinkMethod[], schema };
}

/**
 * All options of a link besides method and validity, in the order of the form, each with its methods and its schema.
 * The values are texts as people type them, because settings and stored state share them. The request, the reader of an
 * existing link, and the form each have a table by option name, which does not compile if an option is missing; a test
 * compares the manifest.
 */
const optionTable = {
  /** Host instead of the bucket's: an endpoint kind such as `accelerate`, or a custom domain. */
  host: everyMethod(text),
  /** Without a name, browsers save the object under its own. */
  download: only('GET', v.exactOptional(v.strictObject({ type: v.picklist(['attachment', 'inline']), name: text }))),
  /** Processing, e.g. `image/resize,w_200`. */
  process: only('GET', text),
  versionId: only('GET', text),
  range: only('GET', text),
  /** `auto`: by the object's name. Absent: the upload must not send one. */
  contentType: only('PUT', text),
  contentLengthBytes: only('PUT', v.exactOptional(v.number())),
  /** Headers that the request must send with exactly these values. */
  headers: everyMethod(v.exactOptional(texts)),
  rangeBehavior: only('GET', v.exactOptional(v.literal('standard'))),
  response: only(
    'GET',
    v.exactOptional(
      v.strictObject({
        contentType: text,
        contentLanguage: text,
        contentEncoding: text,
        cacheControl: text,
        expires: text,
      } satisfies Record<ResponseHeader, typeof text>),
    ),
  ),
  callback: only(
    'PUT',
    v.exactOptional(
      v.strictObject({
        urls: v.array(v.string()),
        host: text,
        body: v.string(),
        bodyType: v.exactOptional(v.picklist(['application/x-www-form-urlencoded', 'application/json'])),
        sendsSni: v.exactOptional(v.boolean()),
        variables: v.exactOptional(texts),
      }),
    ),
  ),
  source: everyMethod(
    v.exactOptional(v.strictObject({ addresses: text, vpcId: text, forwardAllow: v.exactOptional(v.boolean()) })),
  ),
  requestPayer: everyMethod(v.exactOptional(v.literal('requester'))),
  /** E.g. `1 MB/s`. */
  trafficLimit: everyMethod(text),
  /** Signed by narrow temporary credentials, made for this link only. */
  scoped: everyMethod(v.exactOptional(v.boolean())),
  /** Signs the Host header, so that the link works at no other host. */
  bindHost: everyMethod(v.exactOptional(v.boolean())),
  /** The URL stays the same for an hour or a day. */
  stable: everyMethod(v.exactOptional(v.picklist(['hour', 'day']))),
  signatureVersion: everyMethod(v.exactOptional(v.picklist(['v4', 'v1']))),
};

export type OptionName = keyof typeof optionTable;

type OptionSchemas = { readonly [Name in OptionName]: (typeof optionTable)[Name]['schema'] };

export const OPTION_NAMES = Object.keys(optionTable) as readonly OptionName[];

/** Schema of each option. */
export const optionSchemas = Object.fromEntries(
  OPTION_NAMES.map((name) => [name, optionTable[name].schema]),
) as OptionSchemas;

/** Schema of stored options. Unknown fields of other versions are dropped. */
export const linkOptionsSchema = v.object({
  method: linkMethodSchema,
  /** Duration such as `1h30m`, or a moment, as `parseValidity` reads it. */
  validity: v.string(),
  ...optionSchemas,
});

/** All options of one link. They can be stored as JSON, so that the link can be made again. */
export type LinkOptions = v.InferOutput<typeof linkOptionsSchema>;

/** Methods that have the option. */
export function methodsOf(name: OptionName): readonly LinkMethod[] {
  return optionTable[name].methods;
}

/** Options for another method, without those that the method does not have. */
export function optionsForMethod(method: LinkMethod, options: LinkOptions): LinkOptions {
  const unsupported = new Set<string>(OPTION_NAMES.filter((name) => !methodsOf(name).includes(method)));
  const kept = Object.entries(options).filter(([name]) => !unsupported.has(name));
  return { ...(Object.fromEntries(kept) as LinkOptions), method };
}
