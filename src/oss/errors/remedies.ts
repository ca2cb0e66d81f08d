import type { TransportErrorCode } from './transportErrorCode.ts';

/** What a user can do about a failure. */
export interface Remedy {
  /** An English sentence with places `{0}`, `{1}`, …; also the key of its translation. */
  readonly template: string;
  /** The names of the fields of the error that fill the places, in order. */
  readonly fields?: readonly string[];
  /** The part of the profile that it asks to change. */
  readonly profilePart?: ProfilePart;
}

/** What of a profile can be wrong: the AccessKey with its secret and token, or the region and the endpoint. */
export type ProfilePart = 'credentials' | 'endpoint';

const checkSecret: Remedy = {
  profilePart: 'credentials',
  template:
    'Check the AccessKey secret of the profile. If it is right, compare what OSS signed with what was signed here.',
};
const newSessionToken: Remedy = {
  profilePart: 'credentials',
  template: 'Get new temporary credentials and enter the AccessKey ID, the secret and the security token together.',
};
const matchRegion: Remedy = {
  profilePart: 'endpoint',
  template:
    'Set the region of the profile to the region of its endpoint, written like cn-hangzhou, without the prefix oss-.',
};
const linkExpired: Remedy = { template: 'Copy a new link. Links with Signature V4 live for 7 days at most.' };
const askForPermission: Remedy = {
  template:
    'Ask the owner of the account for the permissions that this operation needs, in RAM or in the bucket policy.',
};
const comeFromAllowedSource: Remedy = {
  template: 'Use the link from the IP address or the VPC that it is restricted to, or copy one without a restriction.',
};
const fixLink: Remedy = { template: 'The link was changed or cut after it was made. Copy it again.' };
const payBill: Remedy = {
  template: 'Check the account for overdue payments. OSS refuses service until they are paid.',
};
const wrongEndpoint: Remedy = {
  profilePart: 'endpoint',
  template: 'Use the endpoint of the region in which the bucket lives.',
};
const notOss: Remedy = {
  profilePart: 'endpoint',
  template:
    'Check the endpoint of the profile, and whether a proxy or a sign-in page stands between this computer and OSS.',
};

const tryLater: Remedy = { template: 'Try again in a while. OSS is busy or has a failure of its own.' };
const useCustomDomain: Remedy = {
  template:
    'Bind a custom domain (CNAME) to the bucket and choose it as the host of its links, and to browse. Accounts new to OSS since March 2025 cannot reach data in mainland China through the public endpoints.',
};
const fixRequest: Remedy = { template: 'Change the value that OSS names in its message.' };

/** Remedies by EC, the finest name of an error; `ec/field` where the error carries the field. */
const byEc: Readonly<Record<string, Remedy>> = {
  '0002-00000008': newSessionToken,
  '0002-00000040': checkSecret,
  '0002-00000069': linkExpired,
  '0002-00000201': checkSecret,
  '0002-00000209': fixLink,
  '0002-00000210': fixLink,
  '0002-00000215': fixLink,
  '0002-00000219': fixLink,
  '0002-00000226': matchRegion,
  '0002-00000228': matchRegion,
  '0002-00000232': { template: 'Choose a validity between 1 second and 7 days.' },
  '0002-00000236': linkExpired,
  '0002-00000504': { template: 'Set the clock of this computer. OSS accepts a difference of 15 minutes.' },
  '0002-00000602': comeFromAllowedSource,
  '0002-00000603': comeFromAllowedSource,
  '0002-00000715': matchRegion,
  '0003-00000001': askForPermission,
  '0003-00000201': askForPermission,
  '0003-00000801': payBill,
  '0004-00000502': { template: 'Choose a traffic limit between 819,200 and 838,860,800 bit/s.' },
  '0015-00000101': { template: 'Check the name of the bucket. It may have been deleted.' },
  '0015-00000404': { template: 'Refresh the listing. It was continued with a token that OSS does not know.' },
  '0026-00000001': { template: 'Refresh the listing. The object may have been deleted or renamed.' },
  '0048-00000401': useCustomDomain,
};

/** Remedies by code. `AccessDenied` is told apart by its fields first. */
const byCode: Readonly<Record<string, Remedy>> = {
  AccessDenied: askForPermission,
  AccessKeyIdAndSecurityTokenNotMatch: newSessionToken,
  ApkDownloadForbidden: {
    template:
      'Bind a custom domain (CNAME) to the bucket and choose it as the host of its links. OSS serves apk and ipa files through custom domains alone.',
  },
  BadErrorResponse: notOss,
  BadResponse: notOss,
  BucketNotBelongTo: { template: 'Use credentials of the account that owns the bucket.' },
  CallbackFailed: { template: 'The object is stored. Check the server that the callback calls.' },
  EntityTooLarge: { template: 'Upload at most 5 GB at once, or upload in parts.' },
  FileAlreadyExists: { template: 'Choose another object name, or allow overwriting.' },
  InvalidAccessKeyId: {
    profilePart: 'credentials',
    template: 'Check the AccessKey ID of the profile. It may be disabled or deleted.',
  },
  InvalidArgument: fixRequest,
  InvalidBucketName: {
    template:
      'Use 3 to 63 lower-case letters, digits and hyphens in a bucket name, with no hyphen at the beginning or the end.',
  },
  InvalidObjectName: {
    template: 'Use 1 to 1,023 bytes of UTF-8 in an object name, and do not begin it with / or \\.',
  },
  InvalidObjectState: { template: 'Restore the archived object first, then try again.' },
  InvalidDigest: { template: 'Send exactly the content that the Content-MD5 was computed from.' },
  InvalidPart: { template: 'Upload the missing parts again, then complete the upload.' },
  InvalidRange: { template: 'Ask for a range that lies within the object.' },
  InvalidRequest: fixRequest,
  InvalidSecurityToken: newSessionToken,
  MethodNotAllowed: { template: 'Choose another version. This one is a delete marker, which has no content.' },
  NoSuchBucket: { template: 'Check the name of the bucket. It may have been deleted.' },
  NoSuchKey: { template: 'Refresh the listing. The object may have been deleted or renamed.' },
  NoSuchUpload: { template: 'Start the upload again. It was completed or aborted.' },
  NoSuchVersion: { template: 'Refresh the versions of the object. This one may have been deleted.' },
  NotImplemented: { template: 'Remove the header or the option that this endpoint does not know.' },
  PermanentRedirect: wrongEndpoint,
  TemporaryRedirect: wrongEndpoint,
  PreconditionFailed: { template: 'Refresh the listing. The object has changed in the meantime.' },
  PublicEndpointForbidden: useCustomDomain,
  RequestTimeTooSkewed: { template: 'Set the clock of this computer. OSS accepts a difference of 15 minutes.' },
  SecondLevelDomainForbidden: {
    profilePart: 'endpoint',
    template: 'Use virtual-host addressing in the profile. The endpoints of OSS refuse path-style requests.',
  },
  SecurityTokenExpired: newSessionToken,
  SignatureDoesNotMatch: checkSecret,
  TransferAccelerationDisabled: {
    template: 'Turn on transfer acceleration for the bucket, or use a regional endpoint.',
  },
  UserDisable: payBill,
};

/** Remedies by a field that says more than the code and the EC do. */
const byField: readonly { readonly code: string; readonly field: string; readonly remedy: Remedy }[] = [
  {
    code: 'AccessDenied',
    field: 'AccessDeniedDetail/AuthAction',
    remedy: {
      template: 'Ask the owner of the account for the RAM action {0}.',
      fields: ['AccessDeniedDetail/AuthAction'],
    },
  },
  {
    code: 'AccessDenied',
    field: 'Endpoint',
    remedy: {
      profilePart: 'endpoint',
      template: 'Use the endpoint {0}: the bucket lives there.',
      fields: ['Endpoint'],
    },
  },
  { code: 'AccessDenied', field: 'Expires', remedy: linkExpired },
];

/** Remedies for what is wrong on the way to OSS and back. */
const byTransportCode: Readonly<Record<TransportErrorCode, Remedy>> = {
  ConnectionRefused: { profilePart: 'endpoint', template: 'Nothing answers there. Check the endpoint of the profile.' },
  ConnectionReset: { template: 'The connection was cut. Try again; a firewall or proxy may stand in the way.' },
  Timeout: {
    profilePart: 'endpoint',
    template: 'No answer came in time. Internal endpoints can be reached inside Alibaba Cloud only.',
  },
  HostNotFound: {
    profilePart: 'endpoint',
    template: 'The host is unknown. Check region and endpoint of the profile, and your network.',
  },
  TlsError: { template: 'The certificate is not trusted. Install the CA of your network; checks are never relaxed.' },
  ProxyError: { template: 'The proxy refused. Check http.proxy and its credentials in the settings.' },
  BodyTruncated: { template: 'The answer broke off. Try again.' },
  ProtocolError: {
    profilePart: 'endpoint',
    template: 'What answers there does not speak HTTP. Check the endpoint of the profile.',
  },
  ConnectionFailed: { template: 'The connection failed. Check your network.' },
};

/** Every remedy there is, for a check that each sentence is translated. */
export function allRemedies(): readonly Remedy[] {
  return [
    tryLater,
    ...byField.map((row) => row.remedy),
    ...Object.values(byEc),
    ...Object.values(byCode),
    ...Object.values(byTransportCode),
  ];
}

/** The remedy for a failure of the network. */
export function transportRemedy(code: TransportErrorCode): Remedy {
  return byTransportCode[code];
}

/** The remedy for an error of OSS: by a telling field, else by EC, else by code, else by HTTP status. */
export function remedyFor(
  code: string,
  ec: string | undefined,
  details: ReadonlyMap<string, string>,
  status?: number,
): Remedy | undefined {
  return (
    byField.find((row) => row.code === code && details.has(row.field))?.remedy ??
    (ec === undefined ? undefined : byEc[ec]) ??
    byCode[code] ??
    (status !== undefined && saysTryLater(status) ? tryLater : undefined)
  );
}

function saysTryLater(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
