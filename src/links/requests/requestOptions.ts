import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { compactDuration } from '../../text/duration.ts';
import { parseValidity } from '../validity.ts';
import type { FileRequestInput } from './fileRequest.ts';

/** Choices of a request for files, in the form in which they are stored. They give no access. */
export const requestOptionsSchema = v.object({
  /** How long the request works, as people write it. */
  validity: v.string(),
  /** Host instead of the bucket's: an endpoint kind such as `accelerate`, or a custom domain. */
  host: v.exactOptional(v.string()),
  /** Subfolder that receives the files. Absent: a new one for the request; empty: the folder itself. */
  subfolder: v.exactOptional(v.string()),
  maxBytes: v.exactOptional(v.number()),
  kinds: v.union([
    v.picklist(['any', 'pictures', 'documents', 'archives']),
    v.pipe(v.object({ extensions: v.pipe(v.array(v.string()), v.readonly()) }), v.readonly()),
  ]),
  sameName: v.picklist(['refuse', 'keepBoth']),
  language: v.picklist(['en', 'zh-CN']),
  /** Shown to the sender. */
  note: v.exactOptional(v.string()),
  /** Signed by a role session that may do no more than the request. */
  scoped: v.exactOptional(v.boolean()),
});

export type RequestOptions = v.InferOutput<typeof requestOptionsSchema>;

/** Largest file of a request without choices. Senders of a request can be many, and storage costs. */
const DEFAULT_MAX_BYTES = 100 * 2 ** 20;

/** Validity of a request without choices: senders need more time than receivers of links. */
export const DEFAULT_REQUEST_SECONDS = 86_400;

/** Options of a request without choices. */
export function plainRequestOptions(maxSeconds: number, locale: string): RequestOptions {
  return {
    validity: compactDuration(Math.min(DEFAULT_REQUEST_SECONDS, maxSeconds)),
    maxBytes: DEFAULT_MAX_BYTES,
    kinds: 'any',
    sameName: 'refuse',
    language: locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
  };
}

/** Options with the default validity instead of an expired moment or a text that this version cannot read. */
export function withUsableValidity(options: RequestOptions, now: Date): RequestOptions {
  try {
    parseValidity(options.validity, { now, maxSeconds: Number.MAX_SAFE_INTEGER });
    return options;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { ...options, validity: compactDuration(DEFAULT_REQUEST_SECONDS) };
  }
}

/** Options as the signer of a request takes them. */
export function requestInput(
  { maxBytes, kinds, sameName, language, note }: RequestOptions,
  bucket: string,
  folder: string,
): FileRequestInput {
  return {
    ...{ bucket, folder, kinds, sameName, language },
    ...(maxBytes !== undefined && { maxBytes }),
    ...(note !== undefined && { note }),
  };
}
