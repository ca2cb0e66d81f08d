import * as v from 'valibot';

const text = v.exactOptional(v.string());
const texts = v.record(v.string(), v.string());

/** The type that an object's name tells; no media type is without a slash. */
export const AUTO_CONTENT_TYPE = 'auto';

/** The choices of a link but the two that every link has, each as people write it, so that settings and memory share them. */
export const optionSchemas = {
  /** The host in place of the bucket's: a kind of endpoint such as `accelerate`, or a custom domain. */
  host: text,
  /** Signs the host, so that the link works at no other. */
  bindHost: v.exactOptional(v.boolean()),
  /** Signs with narrow temporary credentials, made for this link alone. */
  scoped: v.exactOptional(v.boolean()),
  /** A URL that stays the same for an hour or a day. */
  stable: v.exactOptional(v.picklist(['hour', 'day'])),
  signatureVersion: v.exactOptional(v.picklist(['v4', 'v1'])),
  source: v.exactOptional(v.strictObject({ addresses: text, vpcId: text, forwardAllow: v.exactOptional(v.boolean()) })),
  requestPayer: v.exactOptional(v.literal('requester')),
  /** E.g. `1 MB/s`. */
  trafficLimit: text,
  /** Headers that have to be sent with exactly these values. */
  headers: v.exactOptional(texts),
  // For GET.
  versionId: text,
  /** Without a name it is saved under the object's own. */
  download: v.exactOptional(v.strictObject({ type: v.picklist(['attachment', 'inline']), name: text })),
  response: v.exactOptional(
    v.strictObject({
      contentType: text,
      contentLanguage: text,
      contentEncoding: text,
      cacheControl: text,
      expires: text,
    }),
  ),
  /** Processing, e.g. `image/resize,w_200`. */
  process: text,
  range: text,
  rangeBehavior: v.exactOptional(v.literal('standard')),
  // For PUT.
  /** `auto`: by the object's name. Left out: none may be sent. */
  contentType: text,
  contentLengthBytes: v.exactOptional(v.number()),
  callback: v.exactOptional(
    v.strictObject({
      urls: v.array(v.string()),
      host: text,
      body: v.string(),
      bodyType: v.exactOptional(v.picklist(['application/x-www-form-urlencoded', 'application/json'])),
      sendsSni: v.exactOptional(v.boolean()),
      variables: v.exactOptional(texts),
    }),
  ),
};

export const linkMethodSchema = v.picklist(['GET', 'PUT']);

/** HTTP method of a link: GET downloads, PUT uploads. */
export type LinkMethod = v.InferOutput<typeof linkMethodSchema>;

/** Reads what was kept; what another version kept beside it is left out. */
export const linkOptionsSchema = v.object({
  method: linkMethodSchema,
  /** A duration such as `1h30m`, or a moment, as `parseValidity` reads it. */
  validity: v.string(),
  ...optionSchemas,
});

/** All choices of one link, plain and serialisable, so that it can be made again. */
export type LinkOptions = v.InferOutput<typeof linkOptionsSchema>;

/** The options that one method alone has. */
export const ONLY_FOR = {
  GET: ['versionId', 'download', 'response', 'process', 'range', 'rangeBehavior'],
  PUT: ['contentType', 'contentLengthBytes', 'callback'],
} as const satisfies Record<LinkOptions['method'], readonly (keyof LinkOptions)[]>;

/** The options without those that only the other method has, for a change of the method. */
export function optionsForMethod(method: LinkOptions['method'], options: LinkOptions): LinkOptions {
  const foreign: readonly string[] = ONLY_FOR[method === 'GET' ? 'PUT' : 'GET'];
  const kept = Object.entries(options).filter(([name]) => !foreign.includes(name));
  return { ...(Object.fromEntries(kept) as LinkOptions), method };
}
