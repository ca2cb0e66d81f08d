import { MAX_VALIDITY_SECONDS } from '../validate.ts';

/** Permissions of an upload form (PostObject, V4), from its policy. The signature is not verified. */
export interface UploadForm {
  readonly bucket: string | undefined;
  /** Key of the object, or prefix of the keys; absent if the policy limits neither. */
  readonly key: { readonly exact: string } | { readonly prefix: string } | undefined;
  /** Minimum and maximum file size in bytes, if limited. */
  readonly sizes: readonly [minBytes: number, maxBytes: number] | undefined;
  /** Accepted content types; absent if all are accepted. */
  readonly contentTypes: readonly string[] | undefined;
  /** True if the form cannot overwrite existing objects. */
  readonly forbidsOverwrite: boolean;
  readonly accessKeyId: string;
  readonly region: string;
  readonly isTemporary: boolean;
  readonly signedAt: Date;
  /** Earlier of the policy's expiration and the end of the maximum validity. A token may expire before. */
  readonly expiration: Date;
}

/** Upload form in a text; the range is that of its policy, in UTF-16 code units. */
export interface FoundUploadForm {
  readonly form: UploadForm;
  readonly startIndex: number;
  readonly endIndex: number;
}

/** Maximum length of a policy, in characters of Base64. */
const MAX_POLICY_LENGTH = 65_536;
/** Base64 of a text that begins with `{` and whitespace or a quotation mark. In JSON its slashes may be escaped. */
const POLICY = /(?<![A-Za-z0-9+/])e[wy][A-Za-z0-9+/\\]{80,}={0,2}/g;
const CREDENTIAL = /^([^/]{1,128})\/\d{8}\/([a-z0-9-]{1,60})\/oss\/aliyun_v4_request$/;
const TIMESTAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
/** Lower-case names of the fields that set the type of an object. */
const TYPE_FIELDS = ['x-oss-content-type', 'content-type'];

/** Reads the upload forms in a text by their policies, in HTML, commands, programs and JSON alike. Takes time in proportion to the text. */
export function readUploadForms(text: string): readonly FoundUploadForm[] {
  return Array.from(text.matchAll(POLICY)).flatMap((match) => {
    const [written] = match;
    const form = written.length <= MAX_POLICY_LENGTH ? readPolicy(written.replaceAll('\\', '')) : undefined;
    return form ? [{ form, startIndex: match.index, endIndex: match.index + written.length }] : [];
  });
}

/** Upload form of a policy; `undefined` for anything but a policy of a V4 form of OSS. */
function readPolicy(base64: string): UploadForm | undefined {
  const policy = parseJson(Buffer.from(base64, 'base64').toString());
  if (!isRecord(policy) || typeof policy['expiration'] !== 'string' || !Array.isArray(policy['conditions'])) {
    return undefined;
  }
  const conditions = policy['conditions'].flatMap(conditionsOf);
  const exact = (field: string): string | undefined =>
    conditions.flatMap((one) => (one.op === 'eq' && one.field === field ? one.values : []))[0];
  const [, accessKeyId, region] = CREDENTIAL.exec(exact('x-oss-credential') ?? '') ?? [];
  const signedAt = timeOf(exact('x-oss-date') ?? '');
  const endMs = Date.parse(policy['expiration']);
  if (accessKeyId === undefined || region === undefined || signedAt === undefined || Number.isNaN(endMs)) {
    return undefined;
  }
  const types = conditions.find(({ op, field }) => op !== 'not-in' && TYPE_FIELDS.includes(field));
  return {
    ...{ bucket: exact('bucket'), key: keyOf(conditions), sizes: sizesOf(policy['conditions']) },
    contentTypes: types?.op === 'starts-with' ? types.values.map((beginning) => `${beginning}*`) : types?.values,
    forbidsOverwrite: exact('x-oss-forbid-overwrite') === 'true',
    isTemporary: exact('x-oss-security-token') !== undefined,
    ...{ accessKeyId, region, signedAt },
    expiration: new Date(Math.min(endMs, signedAt.getTime() + MAX_VALIDITY_SECONDS * 1000)),
  };
}

interface Condition {
  readonly op: 'eq' | 'starts-with' | 'in' | 'not-in';
  /** In lower case, without `$`. */
  readonly field: string;
  readonly values: readonly string[];
}

/** Conditions of an entry of a policy: an object with one member, or a list of operator, field and value. */
function conditionsOf(entry: unknown): readonly Condition[] {
  if (Array.isArray(entry)) {
    const [op, field, value] = entry as readonly unknown[];
    const known = (['eq', 'starts-with', 'in', 'not-in'] as const).find((one) => one === op);
    if (known === undefined || typeof field !== 'string') return [];
    const values = [value].flat().filter((one) => typeof one === 'string');
    return [{ op: known, field: field.replace(/^\$/, '').toLowerCase(), values }];
  }
  if (!isRecord(entry)) return [];
  return Object.entries(entry).flatMap(([field, value]) =>
    typeof value === 'string' ? [{ op: 'eq' as const, field: field.toLowerCase(), values: [value] }] : [],
  );
}

function keyOf(conditions: readonly Condition[]): UploadForm['key'] {
  const rule = conditions.find(({ field }) => field === 'key');
  const [value] = rule?.values ?? [];
  if (rule === undefined || value === undefined) return undefined;
  if (rule.op === 'eq') return { exact: value };
  return rule.op === 'starts-with' ? { prefix: value } : undefined;
}

function sizesOf(entries: readonly unknown[]): UploadForm['sizes'] {
  const range = entries.find(
    (entry): entry is readonly unknown[] => Array.isArray(entry) && entry[0] === 'content-length-range',
  );
  const [, minBytes, maxBytes] = range ?? [];
  return typeof minBytes === 'number' && typeof maxBytes === 'number' ? [minBytes, maxBytes] : undefined;
}

function timeOf(timestamp: string): Date | undefined {
  const time = new Date(timestamp.replace(TIMESTAMP, '$1-$2-$3T$4:$5:$6Z'));
  return TIMESTAMP.test(timestamp) && !Number.isNaN(time.getTime()) ? time : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
