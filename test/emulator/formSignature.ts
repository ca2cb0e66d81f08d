import { checkToken } from './accounts.ts';
import type { Account } from './accounts.ts';
import { aliOssSigning } from './aliOssSigning.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { requestedTime } from './requestTime.ts';

const version = 'OSS4-HMAC-SHA256';
const maxAgeMs = 7 * 24 * 3_600_000;
const maxSkewMs = 15 * 60_000;

/** Fields, one of which marks a form as signed. */
const signedFormFields = [
  'policy',
  'signature',
  'ossaccesskeyid',
  'x-oss-signature-version',
  'x-oss-credential',
  'x-oss-date',
  'x-oss-signature',
];

/** Signer of a form; `undefined` for a form without a signature. Anything invalid is a Refusal. */
export function authenticateForm(
  fields: ReadonlyMap<string, string>,
  accounts: readonly Account[],
  region: string,
  now: Date,
): Account | undefined {
  if (!signedFormFields.some((name) => fields.has(name))) {
    return undefined;
  }
  const field = (name: string): string => fields.get(name) ?? '';
  const policy = field('policy');
  if (policy === '') {
    throw invalidArgument('The policy form field is missing.', 'policy', '', '0002-00000702');
  }
  // Without a version OSS treats a form as V1, which is closed to new accounts.
  if (field('x-oss-signature-version') !== version) {
    const given = field('x-oss-signature-version');
    throw invalidArgument('The signature version is invalid.', 'x-oss-signature-version', given, '0002-00000701');
  }
  const signature = fields.get('x-oss-signature');
  if (!signature) {
    const ec = signature === undefined ? '0002-00000703' : '0002-00000704';
    throw invalidArgument('x-oss-signature is missing.', 'x-oss-signature', '', ec);
  }
  const { accessKeyId, day } = readCredential(field('x-oss-credential'), region);
  checkDate(field('x-oss-date'), day, now);
  const account = accounts.find((candidate) => candidate.accessKeyId === accessKeyId);
  const token = fields.get('x-oss-security-token');
  if (account === undefined || (account.securityToken !== undefined && token === undefined)) {
    throw new Refusal(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.', {
      ec: '0002-00000902',
      fields: [['OSSAccessKeyId', accessKeyId]],
    });
  }
  checkToken(account, token, now);
  // The signature covers the base64 as it was sent.
  if (signature !== aliOssSigning.getSignatureV4(account.accessKeySecret, day, region, policy)) {
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      {
        ec: '0002-00000705',
        fields: [
          ['OSSAccessKeyId', accessKeyId],
          ['SignatureProvided', signature],
          ['StringToSign', policy],
        ],
      },
    );
  }
  return account;
}

function readCredential(credential: string, region: string): { readonly accessKeyId: string; readonly day: string } {
  const [, accessKeyId, day, given] = /^(.+)\/([^/]*)\/([^/]*)\/oss\/aliyun_v4_request$/.exec(credential) ?? [];
  if (accessKeyId === undefined || day === undefined) {
    throw invalidArgument('The credential is malformed.', 'x-oss-credential', credential, '0002-00000710');
  }
  if (given !== region) {
    throw invalidArgument(
      'The signing region in credential is invalid.',
      'x-oss-credential',
      credential,
      '0002-00000715',
    );
  }
  return { accessKeyId, day };
}

/** Checks that the day of the credential is that of x-oss-date, at most 7 days ago and not ahead. */
function checkDate(date: string, day: string, now: Date): void {
  const ageMs = now.getTime() - requestedTime(date).getTime();
  if (!/^\d{8}$/.test(day) || !date.startsWith(`${day}T`) || ageMs > maxAgeMs || ageMs < -maxSkewMs) {
    throw invalidArgument('The date of the credential is invalid.', 'x-oss-date', date, '0002-00000709');
  }
}
