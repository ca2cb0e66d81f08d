import { checkToken } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { ClaimedSignature } from './claimedSignature.ts';
import type { OssRequest } from './ossRequest.ts';
import { invalidArgument, Refusal } from './refusal.ts';
import { claimV1Header, claimV1Query } from './signatureV1.ts';
import { claimV4Header, claimV4Query } from './signatureV4.ts';
import type { XmlNode } from './xml.ts';

/**
 * Signer of a request: by V4 or V1, in a header or in the query. `undefined` for an anonymous request; anything invalid
 * is a Refusal.
 */
export function authenticate(
  request: OssRequest,
  accounts: readonly Account[],
  now: Date,
  knowsOnlyV1 = false,
): Account | undefined {
  const claimed = knowsOnlyV1 ? readClaimV1(request, now) : readClaim(request, now);
  if (claimed === undefined) {
    return undefined;
  }
  const account = accounts.find(({ accessKeyId }) => accessKeyId === claimed.accessKeyId);
  if (account === undefined) {
    throw new Refusal(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.', {
      ec: '0002-00000902',
      fields: [['OSSAccessKeyId', claimed.accessKeyId]],
    });
  }
  checkToken(account, claimed.securityToken, now);
  if (claimed.signature !== claimed.expected(account.accessKeySecret)) {
    throw signatureDoesNotMatch(claimed);
  }
  return account;
}

/** Signature as read by a service without V4: any other header is malformed, and V4 parameters are unknown. */
function readClaimV1(request: OssRequest, now: Date): ClaimedSignature | undefined {
  const authorization = request.headers['authorization'];
  if (authorization !== undefined) {
    return claimV1Header(request, authorization, now);
  }
  return request.query.has('Signature') ? claimV1Query(request, now) : undefined;
}

function readClaim(request: OssRequest, now: Date): ClaimedSignature | undefined {
  const { query } = request;
  const authorization = request.headers['authorization'];
  const v4Query = ['x-oss-signature-version', 'x-oss-signature', 'x-oss-credential'].some((name) => query.has(name));
  const v1Query = ['OSSAccessKeyId', 'Signature', 'Expires'].some((name) => query.has(name));
  if (authorization !== undefined && (v4Query || v1Query)) {
    throw invalidArgument('Only one authentication mechanism is allowed.', 'Authorization', 'header and query');
  }
  if (authorization?.startsWith('OSS4-HMAC-SHA256 ')) {
    return claimV4Header(request, authorization, now);
  }
  if (authorization !== undefined) {
    return claimV1Header(request, authorization, now);
  }
  if (v4Query) {
    return claimV4Query(request, now);
  }
  return v1Query ? claimV1Query(request, now) : undefined;
}

function signatureDoesNotMatch(claimed: ClaimedSignature): Refusal {
  const bytes = Buffer.from(claimed.stringToSign).toString('hex').toUpperCase();
  const canonicalRequest: XmlNode[] =
    claimed.canonicalRequest === undefined ? [] : [['CanonicalRequest', claimed.canonicalRequest]];
  return new Refusal(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      ec: claimed.mismatchEc,
      fields: [
        ['OSSAccessKeyId', claimed.accessKeyId],
        ['SignatureProvided', claimed.signature],
        ['StringToSign', claimed.stringToSign],
        ['StringToSignBytes', bytes.replace(/..(?=.)/g, '$& ')],
        ...canonicalRequest,
      ],
    },
  );
}
