import { contentDispositionFor, type Disposition } from './contentDisposition.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { validatedValue, httpDate } from './linkRequest.ts';
import { mapDefined } from '../optional.ts';

/**
 * Headers of the response that override those stored with the object.
 * https://help.aliyun.com/zh/oss/developer-reference/getobject
 */
export interface ResponseOverrides {
  readonly contentType?: string;
  readonly contentLanguage?: string;
  readonly contentDisposition?: Disposition;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  readonly expires?: Date;
}

/** Conditions of a read. They are signed: a request with the link must send them. */
export interface ReadConditions {
  /** ETag. */
  readonly ifMatch?: string;
  /** ETag. */
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: Date;
  readonly ifUnmodifiedSince?: Date;
}

const LANGUAGES = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*(?:\s*,\s*[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)*$/;
const RANGE = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/;
const PROCESS = /^[a-z][a-z0-9-]*\/[\x21-\x7e]+$/;

/** Query parameters `response-*`. Throws an `InvalidInputError` for an invalid value of the header. */
export function responseParameters(response: ResponseOverrides): Record<string, string | undefined> {
  const { contentType, contentLanguage, contentDisposition, contentEncoding, cacheControl, expires, ...others } =
    response;
  return {
    // An override without a line below does not compile here.
    ...(others satisfies Record<string, never>),
    'response-content-type': mapDefined(contentType, (value) =>
      validatedValue('response-content-type', value, 'content-type'),
    ),
    'response-content-language': mapDefined(contentLanguage, languagesValue),
    'response-content-disposition': mapDefined(contentDisposition, ({ type, fileName = '' }) =>
      contentDispositionFor(fileName, type),
    ),
    'response-content-encoding': mapDefined(contentEncoding, (value) =>
      validatedValue('response-content-encoding', value, 'content-encoding'),
    ),
    'response-cache-control': mapDefined(cacheControl, (value) => validatedValue('response-cache-control', value)),
    'response-expires': mapDefined(expires, (date) => httpDate('response-expires', date)),
  };
}

/** Headers `if-*`; `linkRequest` validates the ETags. */
export function conditionHeaders(conditions: ReadConditions): Record<string, string | undefined> {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  return {
    'if-match': ifMatch,
    'if-none-match': ifNoneMatch,
    'if-modified-since': mapDefined(ifModifiedSince, (date) => httpDate('if-modified-since', date)),
    'if-unmodified-since': mapDefined(ifUnmodifiedSince, (date) => httpDate('if-unmodified-since', date)),
  };
}

/**
 * The range itself. Throws an `InvalidInputError` unless it is one range of bytes, because OSS serves only one at a
 * time.
 */
export function rangeValue(range: string): string {
  const [matched, first, last] = RANGE.exec(range) ?? [];
  const isBackwards = first !== undefined && last !== undefined && last !== '' && Number(last) < Number(first);
  if (matched !== undefined && !isBackwards) return range;
  throw new InvalidInputError('range', 'Enter a range such as {0}, {1}, or {2}.', [
    'bytes=0-1023',
    'bytes=1024-',
    'bytes=-512',
  ]);
}

/**
 * The processing itself. Throws an `InvalidInputError` unless it has a prefix such as `image/` or `style/` and is
 * visible ASCII.
 */
export function processValue(process: string): string {
  if (PROCESS.test(process)) return process;
  throw new InvalidInputError('x-oss-process', '{0} must be an action such as {1} or {2}, without spaces.', [
    'x-oss-process',
    'image/resize,w_200',
    'style/name',
  ]);
}

function languagesValue(value: string): string {
  const name = 'response-content-language';
  if (LANGUAGES.test(value)) return value;
  throw new InvalidInputError(name, '{0} must be a language such as zh-CN, or several separated by commas.', [name]);
}
