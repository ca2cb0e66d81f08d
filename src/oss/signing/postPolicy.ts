import { validateCredentials, type Credentials } from '../credentials.ts';
import { defaultAddressing, parseEndpoint, requestTarget, type Addressing } from '../hosts/endpoint.ts';
import { InvalidInputError } from '../errors/errors.ts';
import { omitUndefined } from '../optional.ts';
import { DEFAULT_VALIDITY_SECONDS, expirationOf } from './presign.ts';
import { ALGORITHM_V4, timestampDay, deriveSigningKey, formatTimestamp, scope, signature } from './signV4.ts';
import { MAX_VALIDITY_SECONDS, validateExistingBucket, validateDate, validateRegion } from '../validate.ts';
import {
  conditionName,
  contentTypeRule,
  keyRule,
  metadataRules,
  validateRules,
  formFieldName,
  type FormContentTypes,
  type FormFieldRule,
  type FormKey,
} from './formFields.ts';

/** Objects that an upload form (PostObject) may write, and the fields that it sends with each file. */
export interface PostFormRequest {
  readonly bucket: string;
  readonly key: FormKey;
  /** Minimum and maximum file size, in bytes. */
  readonly contentLengthRange?: readonly [minBytes: number, maxBytes: number];
  readonly contentTypes?: FormContentTypes;
  /** Status of the response to an upload; 204 by default. */
  readonly successActionStatus?: 200 | 201 | 204;
  /** Address that the response to an upload redirects to; overrides the status. */
  readonly successActionRedirect?: string;
  /** Whether OSS refuses a file whose name exists. */
  readonly forbidOverwrite?: boolean;
  readonly objectAcl?: string;
  readonly storageClass?: string;
  /** User metadata by names without `x-oss-meta-`. */
  readonly meta?: Readonly<Record<string, string>>;
  /** Conditions on further fields; one with an exact value is also sent. */
  readonly extra?: readonly FormFieldRule[];
}

/** Credentials, host and validity of an upload form. */
export interface PostFormOptions {
  readonly credentials: Credentials;
  readonly region: string;
  /** Endpoint of the form's address; without one the form has no address. */
  readonly endpoint?: string;
  /** Default: the addressing that the endpoint supports. */
  readonly addressing?: Addressing;
  /** Start of the validity. Without it the clock is read once. */
  readonly signedAt?: Date;
  /** Validity in seconds, 1 to 604,800; 900 by default. */
  readonly expires?: number;
  /** End of the validity, instead of `expires`. */
  readonly expiration?: Date;
}

/** Upload form. */
export interface PostForm {
  /** Address that the form is sent to; absent if the options contain no endpoint. */
  readonly url?: string;
  /**
   * All fields whose value is known at signing, including `policy` and `x-oss-signature`; a secret until the form
   * expires.
   */
  readonly fields: Readonly<Record<string, string>>;
  /** Signed policy. */
  readonly policyText: string;
  /** Expiry of the form: the end of the policy or of temporary credentials, whichever is earlier. */
  readonly expiration: Date;
}

/** Condition of a policy. */
type Condition =
  | Readonly<Record<string, string>>
  | readonly [op: FormFieldRule['op'], field: string, value: FormFieldRule['value']]
  | readonly ['content-length-range', minBytes: number, maxBytes: number];

/** Maximum file size of one upload: 5 GB. */
const MAX_FILE_BYTES = 5 * 1024 ** 3;

/**
 * Signs an upload form. Its policy names every field that it sends, and neither contains anything that was not
 * requested. Throws an `InvalidInputError` for values that OSS would refuse, and for a form that no file can satisfy.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/postobject
 */
export function createPostForm(request: PostFormRequest, options: PostFormOptions): PostForm {
  const { bucket } = request;
  const { credentials, region } = options;
  validateCredentials(credentials);
  validateRegion(region);
  validateExistingBucket(bucket);
  const { signedAt, end } = periodOf(options);
  const expiration = expirationOf(signedAt, end, credentials);
  const rules = rulesOf(request);
  validateRules(rules);

  const timestamp = formatTimestamp(signedAt);
  const signingFields = omitUndefined({
    'x-oss-signature-version': ALGORITHM_V4,
    'x-oss-credential': `${credentials.accessKeyId}/${scope(timestampDay(timestamp), region)}`,
    'x-oss-date': timestamp,
    'x-oss-security-token': credentials.securityToken,
  });
  const conditions: readonly Condition[] = [
    ...Object.entries({ bucket, ...signingFields }).map(([name, value]) => ({ [name]: value })),
    ...sizeCondition(request.contentLengthRange),
    ...rules.map(({ op, field, value }) => [op, `$${conditionName(field)}`, value] as const),
  ];
  const policyText = JSON.stringify({ expiration: end.toISOString(), conditions });
  const exactFields = rules.flatMap(({ op, field, value }) =>
    op === 'eq' && typeof value === 'string' ? [[formFieldName(field), value] as const] : [],
  );
  return omitUndefined({
    url: urlOf(bucket, options),
    fields: {
      ...Object.fromEntries(exactFields),
      ...signingFields,
      policy: base64(policyText),
      'x-oss-signature': signPostPolicy(policyText, { credentials, region, signedAt }),
    },
    policyText,
    expiration,
  });
}

/**
 * Signs the text of a policy unchanged and returns the signature in lower-case hex; the string to sign is its base64.
 */
export function signPostPolicy(
  policyText: string,
  options: { readonly credentials: Credentials; readonly region: string; readonly signedAt: Date },
): string {
  const { credentials, region, signedAt } = options;
  validateCredentials(credentials);
  validateRegion(region);
  validateDate('signedAt', signedAt);
  const signingKey = deriveSigningKey(credentials.accessKeySecret, timestampDay(formatTimestamp(signedAt)), region);
  return signature(signingKey, base64(policyText));
}

/** Signing time in whole seconds, as in `x-oss-date`, and the end of the policy, to the millisecond. */
function periodOf({ signedAt = new Date(), expires = DEFAULT_VALIDITY_SECONDS, expiration }: PostFormOptions): {
  readonly signedAt: Date;
  readonly end: Date;
} {
  validateDate('signedAt', signedAt);
  if (expiration !== undefined) validateDate('expiration', expiration);
  const startMs = Math.floor(signedAt.getTime() / 1000) * 1000;
  const validitySeconds = expiration === undefined ? expires : (expiration.getTime() - startMs) / 1000;
  const isWhole = expiration !== undefined || Number.isInteger(expires);
  // OSS also refuses a form whose `x-oss-date` is older than that, whatever its policy says.
  if (!isWhole || !(validitySeconds >= 1 && validitySeconds <= MAX_VALIDITY_SECONDS)) {
    throw new InvalidInputError(
      expiration === undefined ? 'expires' : 'expiration',
      'The validity of an upload form must be 1 to {0} seconds (7 days), not {1}.',
      [MAX_VALIDITY_SECONDS, validitySeconds],
    );
  }
  const end = expiration ?? new Date(startMs + validitySeconds * 1000);
  return { signedAt: new Date(startMs), end };
}

function rulesOf(request: PostFormRequest): readonly FormFieldRule[] {
  const { key, contentTypes, successActionStatus, successActionRedirect, forbidOverwrite } = request;
  const exact = {
    success_action_status: successActionStatus?.toString(),
    success_action_redirect: successActionRedirect,
    'x-oss-forbid-overwrite': forbidOverwrite === true ? 'true' : undefined,
    'x-oss-object-acl': request.objectAcl,
    'x-oss-storage-class': request.storageClass,
  };
  return [
    keyRule(key),
    ...(contentTypes === undefined ? [] : [contentTypeRule(contentTypes)]),
    ...Object.entries(omitUndefined(exact)).map(([field, value]) => ({ op: 'eq', field, value }) as const),
    ...metadataRules(request.meta ?? {}),
    ...(request.extra ?? []),
  ];
}

function sizeCondition(range: PostFormRequest['contentLengthRange']): readonly Condition[] {
  if (range === undefined) return [];
  const [minBytes, maxBytes] = range;
  const areSizes = [minBytes, maxBytes].every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!areSizes || minBytes > maxBytes || minBytes > MAX_FILE_BYTES) {
    throw new InvalidInputError(
      'content-length-range',
      'Limit the file size by two whole numbers of bytes, the smaller one first and at most {0} (5 GB).',
      [MAX_FILE_BYTES],
    );
  }
  return [['content-length-range', minBytes, maxBytes]];
}

function urlOf(bucket: string, { endpoint, addressing }: PostFormOptions): string | undefined {
  if (endpoint === undefined) return undefined;
  const parsed = parseEndpoint(endpoint, { allowPlainHttp: true });
  const { origin, path } = requestTarget(parsed, addressing ?? defaultAddressing(parsed), bucket);
  return `${origin}${path}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
