import * as v from 'valibot';
import type { Credentials } from '../../oss/credentials.ts';
import { omitUndefined } from '../../oss/optional.ts';
import type { ProcessPlan } from './credentialPlan.ts';
import { CredentialSourceError } from './sourceError.ts';

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const optionalText = v.nullish(v.string());
const optionalMoment = v.nullish(v.union([v.string(), v.number()]));

/** Schema of ossutil 2 and the OSS SDKs. */
const ossutilSchema = v.object({
  AccessKeyId: filled,
  AccessKeySecret: filled,
  SecurityToken: optionalText,
  Expiration: optionalMoment,
});
/** Schema of the Alibaba Cloud CLI: a profile of its configuration. */
const aliyunSchema = v.object({
  access_key_id: filled,
  access_key_secret: filled,
  sts_token: optionalText,
  expiration: optionalMoment,
});

/** Parses the output of a credential process. Throws a `CredentialSourceError` that quotes nothing of it. */
export function readProcessOutput(text: string, dialect: ProcessPlan['dialect']): Credentials {
  try {
    // PowerShell writes a byte order mark.
    const output: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return dialect === 'ossutil' ? readOssutil(output) : readAliyun(output);
  } catch {
    throw new CredentialSourceError('OutputMalformed');
  }
}

function readOssutil(output: unknown): Credentials {
  const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = v.parse(ossutilSchema, output);
  return omitUndefined({
    accessKeyId: AccessKeyId,
    accessKeySecret: AccessKeySecret,
    securityToken: SecurityToken || undefined,
    expiration: readMoment(Expiration || undefined),
  });
}

function readAliyun(output: unknown): Credentials {
  const { access_key_id, access_key_secret, sts_token, expiration } = v.parse(aliyunSchema, output);
  return omitUndefined({
    accessKeyId: access_key_id,
    accessKeySecret: access_key_secret,
    securityToken: sts_token || undefined,
    expiration: readMoment(expiration || undefined),
  });
}

/**
 * Date in ISO 8601, which is UTC if it has no time zone, or in seconds or milliseconds since 1970. Throws a `RangeError`
 * for other texts.
 */
function readMoment(moment: string | number | undefined): Date | undefined {
  if (moment === undefined) return undefined;
  const number = typeof moment === 'number' || /^\s*\d{9,}\s*$/.test(moment) ? Number(moment) : undefined;
  const date = new Date(
    number === undefined ? inUtc(String(moment).trim()) : number * (number < LATEST_SECONDS ? 1000 : 1),
  );
  if (Number.isNaN(date.getTime())) throw new RangeError('not a moment');
  return date;
}

/** Year 5138 in seconds, and 1973 in milliseconds: no expiry is beyond either. */
const LATEST_SECONDS = 100_000_000_000;

/**
 * Date text with a time zone. STS writes `Expiration` in UTC, but JavaScript reads a time without a zone as local time.
 */
function inUtc(text: string): string {
  const isZoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text);
  return isZoneless ? `${text.replace(' ', 'T')}Z` : text;
}
