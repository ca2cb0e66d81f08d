import { Refusal } from './refusal.ts';

/** Parsed policy of an upload form. */
export interface FormPolicy {
  readonly expiration: Date;
  readonly conditions: readonly Condition[];
}

interface Condition {
  readonly op: string;
  /** Lower case, without `$`. */
  readonly field: string;
  readonly value: string | readonly string[] | readonly [number, number];
  /** Condition as written in the policy. */
  readonly source: unknown;
}

/** Facts about a form that its policy is compared with. */
export interface FormFacts {
  readonly bucket: string;
  /** Fields of the form by lower-case name, before placeholders are replaced. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileBytes: number;
}

/** V4 fields that a policy must contain if a form sends them. */
const signingFields = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date', 'x-oss-security-token'];

/** Parses a policy from its base64; InvalidPolicyDocument for one that OSS cannot read. */
export function parsePolicy(base64: string): FormPolicy {
  const document = parseJson(base64);
  if (!isObject(document)) {
    throw invalidPolicy('Invalid JSON: the policy is no object.', '0006-00000201');
  }
  const extra = Object.keys(document).find((name) => name !== 'expiration' && name !== 'conditions');
  if (extra !== undefined) {
    throw invalidPolicy(`Invalid JSON: unknown member ${extra}.`, '0006-00000206');
  }
  if (!('expiration' in document)) {
    throw invalidPolicy('Policy missing expiration.', '0006-00000208');
  }
  if (!('conditions' in document)) {
    throw invalidPolicy('Policy missing conditions.', '0006-00000209');
  }
  return { expiration: parseExpiration(document['expiration']), conditions: parseConditions(document['conditions']) };
}

/** Refuses a form that violates its policy: first the expiry, then each condition, then fields without a condition. */
export function checkFormPolicy({ expiration, conditions }: FormPolicy, facts: FormFacts, receivedAt: Date): void {
  if (receivedAt.getTime() > expiration.getTime()) {
    throw againstPolicy('Policy expired.', '0006-00000213');
  }
  for (const condition of conditions) {
    checkCondition(condition, facts);
  }
  const named = new Set(conditions.map(({ field }) => field));
  const unnamed = signingFields.find((name) => facts.fields.has(name) && !named.has(name));
  if (unnamed !== undefined) {
    throw againstPolicy(`Extra input fields: ${unnamed}`, '0006-00000228');
  }
}

function checkCondition({ op, field, value, source }: Condition, { bucket, fields, fileBytes }: FormFacts): void {
  if (op === 'content-length-range') {
    checkSize(value as readonly [number, number], fileBytes);
    return;
  }
  const actual = field === 'bucket' ? bucket : fields.get(field);
  const failed = `Policy Condition failed: ${printed(source)}`;
  if (actual === undefined) {
    throw againstPolicy(failed, '0006-00000226');
  }
  const list = typeof value === 'string' ? [value] : (value as readonly string[]);
  const holds = {
    eq: actual === value,
    'starts-with': actual.startsWith(list[0] ?? ''),
    in: list.includes(actual),
    'not-in': !list.includes(actual),
  }[op];
  if (holds !== true) {
    throw againstPolicy(failed, '0006-00000227');
  }
}

function checkSize([min, max]: readonly [number, number], fileBytes: number): void {
  const sizes = [
    ['MinSizeAllowed', min],
    ['MaxSizeAllowed', max],
    ['ProposedSize', fileBytes],
  ] as const;
  if (fileBytes > max) {
    throw new Refusal(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.', {
      ec: '0006-00000003',
      fields: sizes.slice(1),
    });
  }
  if (fileBytes < min) {
    throw new Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.', {
      ec: '0006-00000004',
      fields: [sizes[0], sizes[2]],
    });
  }
}

function parseJson(base64: string): unknown {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) {
    throw invalidPolicy('Invalid JSON: the policy is not in base64.', '0006-00000201');
  }
  try {
    // OSS also knows the escape \$, which JSON does not.
    return JSON.parse(bytes.toString('utf8').replace(/(?<!\\)((?:\\\\)*)\\\$/g, '$1$$'));
  } catch (cause) {
    throw Object.assign(invalidPolicy(`Invalid JSON: ${String(cause)}`, '0006-00000201'), { cause });
  }
}

function parseExpiration(value: unknown): Date {
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(value);
  const expiration = new Date(isTime ? value : NaN);
  if (Number.isNaN(expiration.getTime())) {
    throw invalidPolicy('Invalid expiration.', '0006-00000211');
  }
  return expiration;
}

function parseConditions(value: unknown): Condition[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw invalidPolicy('Invalid Conditions: there must be at least one.', '0006-00000215');
  }
  return value.map((entry: unknown) => {
    if (Array.isArray(entry)) {
      return parseListCondition(entry);
    }
    if (isObject(entry)) {
      return parseSimpleCondition(entry);
    }
    throw invalidPolicy('Invalid Conditions: an entry is a map or a list.', '0006-00000222');
  });
}

function parseSimpleCondition(entry: Readonly<Record<string, unknown>>): Condition {
  const [[name, value] = ['', undefined], ...more] = Object.entries(entry);
  if (name === '' || more.length > 0) {
    throw invalidPolicy(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
      '0006-00000218',
    );
  }
  if (typeof value !== 'string') {
    throw invalidPolicy('Invalid Simple-Condition: the value is a string.', '0006-00000223');
  }
  return { op: 'eq', field: name.toLowerCase(), value, source: ['eq', `$${name}`, value] };
}

function parseListCondition(entry: readonly unknown[]): Condition {
  const [op, name, value] = entry;
  if (op === 'content-length-range') {
    return { op, field: op, value: parseRange(entry), source: entry };
  }
  const acceptsList = op === 'in' || op === 'not-in';
  const isKnown = op === 'eq' || op === 'starts-with' || acceptsList;
  if (!isKnown || entry.length !== 3 || typeof name !== 'string') {
    throw invalidPolicy('Invalid Condition: operator, field and value.', '0006-00000216');
  }
  if (acceptsList !== Array.isArray(value)) {
    throw invalidPolicy('Invalid Condition: the value is of the wrong type.', '0006-00000224');
  }
  if (![value].flat().every((one) => typeof one === 'string')) {
    throw invalidPolicy('Invalid Condition: the value is a string.', '0006-00000223');
  }
  const field = name.replace(/^\$/, '').toLowerCase();
  return { op, field, value: value as string | readonly string[], source: entry };
}

function parseRange([, min, max, ...more]: readonly unknown[]): readonly [number, number] {
  const isSize = (size: unknown): size is number => Number.isSafeInteger(size) && Number(size) >= 0;
  if (!isSize(min) || !isSize(max) || more.length > 0) {
    throw invalidPolicy('Invalid content-length-range: two whole numbers.', '0006-00000221');
  }
  if (max < min) {
    throw invalidPolicy('Invalid content-length-range: the maximum is less than the minimum.', '0006-00000219');
  }
  return [min, max];
}

function invalidPolicy(reason: string, ec: string): Refusal {
  return new Refusal(400, 'InvalidPolicyDocument', `Invalid Policy: ${reason}`, { ec });
}

function againstPolicy(reason: string, ec: string): Refusal {
  return new Refusal(403, 'AccessDenied', `Invalid according to Policy: ${reason}`, { ec });
}

/** Condition as printed in OSS's message: JSON with blanks after commas. */
function printed(source: unknown): string {
  return Array.isArray(source) ? `[${source.map(printed).join(', ')}]` : JSON.stringify(source);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
