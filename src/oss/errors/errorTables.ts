import {
  accountDisabled,
  anotherVersion,
  bucketAtEndpoint,
  bucketAtOtherEndpoint,
  bucketDisabled,
  bucketMissing,
  clockDiffers,
  conditionFailed,
  credentials,
  domainNeeded,
  endpoint,
  expired,
  grantFix,
  notOss,
  objectMissing,
  signWithValidValue,
  permissionMissing,
  policyDenies,
  publicAccessBlocked,
  refererRefused,
  regionDiffers,
  responseTypeRefused,
  signatureDamaged,
  signatureDiffers,
  sourceRefused,
  text,
  tokenMismatch,
  v1Refused,
  valueRefused,
  vpcPolicyDenies,
  type ErrorRow,
} from './errorRows.ts';

/** Rows by EC, the most specific code of an error. Documents: `https://api.aliyun.com/troubleshoot?q=<EC>`. */
export const ROWS_BY_EC: Readonly<Record<string, ErrorRow>> = {
  '0002-00000008': tokenMismatch,
  '0002-00000040': signatureDiffers,
  '0002-00000069': expired,
  '0002-00000080': v1Refused,
  '0002-00000201': signatureDiffers,
  '0002-00000209': signatureDamaged,
  '0002-00000210': signatureDamaged,
  '0002-00000215': signatureDamaged,
  '0002-00000219': signatureDamaged,
  '0002-00000226': regionDiffers,
  '0002-00000228': regionDiffers,
  '0002-00000232': {
    remedy: text('Choose a validity between 1 second and 7 days.'),
    link: {
      cause: text('The validity of the link is not between 1 second and 7 days.'),
      fix: signWithValidValue,
      step: 'signAgain',
    },
  },
  '0002-00000236': expired,
  '0002-00000504': clockDiffers,
  '0002-00000602': sourceRefused,
  '0002-00000603': sourceRefused,
  '0002-00000715': regionDiffers,
  '0003-00000001': permissionMissing,
  '0003-00000101': policyDenies,
  '0003-00000201': permissionMissing,
  '0003-00000401': vpcPolicyDenies,
  '0003-00000501': refererRefused,
  '0003-00000502': refererRefused,
  '0003-00000503': refererRefused,
  '0003-00000801': accountDisabled,
  '0004-00000502': {
    remedy: text('Choose a traffic limit between 819,200 and 838,860,800 bit/s.'),
    link: {
      cause: text('The traffic limit in the link is not between 819,200 and 838,860,800 bit/s.'),
      fix: signWithValidValue,
      step: 'signAgain',
    },
  },
  '0015-00000101': bucketMissing,
  '0015-00000404': { remedy: text("Refresh the listing. OSS doesn't know its continuation token.") },
  '0016-00000901': publicAccessBlocked,
  '0017-00000902': responseTypeRefused,
  '0026-00000001': objectMissing,
  '0048-00000401': domainNeeded,
};

/** Rows by a field that is more specific than code and EC. */
export const ROWS_BY_FIELD: readonly { readonly code: string; readonly field: string; readonly row: ErrorRow }[] = [
  {
    code: 'AccessDenied',
    field: 'AccessDeniedDetail/AuthAction',
    row: {
      remedy: text('Ask the owner of the account for the RAM action {0}.', 'AccessDeniedDetail/AuthAction'),
      link: {
        cause: text(
          'The AccessKey that signed the link has no permission for the RAM action {0}.',
          'AccessDeniedDetail/AuthAction',
        ),
        fix: grantFix,
        step: 'signAgain',
      },
    },
  },
  { code: 'AccessDenied', field: 'Endpoint', row: bucketAtEndpoint },
  { code: 'PermanentRedirect', field: 'Endpoint', row: bucketAtEndpoint },
  { code: 'TemporaryRedirect', field: 'Endpoint', row: bucketAtEndpoint },
  { code: 'AccessDenied', field: 'Expires', row: expired },
];

/** Rows by code. https://help.aliyun.com/en/oss/user-guide/overview-14 */
export const ROWS_BY_CODE: Readonly<Record<string, ErrorRow>> = {
  AbnormalBucketOwnerStatus: accountDisabled,
  AccessDenied: permissionMissing,
  AccessKeyIdAndSecurityTokenNotMatch: tokenMismatch,
  ApkDownloadForbidden: {
    remedy: text(
      'Bind a custom domain (CNAME) to the bucket, and choose it as the link host. OSS serves apk and ipa files only through custom domains.',
    ),
    link: {
      cause: text('OSS serves apk and ipa files only through custom domains.'),
      fix: text('Bind a custom domain to the bucket, and choose it as the link host.'),
      step: 'chooseHost',
    },
  },
  BadErrorResponse: notOss,
  BadResponse: notOss,
  BucketDisable: bucketDisabled,
  BucketNotBelongTo: {
    remedy: text('Use credentials of the account that owns the bucket.'),
    link: {
      cause: text('The bucket and the AccessKey that signed the link belong to different accounts.'),
      fix: text('Sign with a profile of the account that owns it.'),
      step: 'signAgain',
    },
  },
  CallbackFailed: {
    remedy: text('The object is stored. Check the server that the callback calls.'),
    link: {
      cause: text('The object is stored, but the callback of the upload failed.'),
      fix: text('Check the server that the callback calls.'),
    },
  },
  EntityTooLarge: {
    remedy: text('Upload at most 5 GB at once, or upload in parts.'),
    link: { cause: text('The upload is larger than 5 GB.'), fix: text('Upload it in parts.') },
  },
  FileAlreadyExists: {
    remedy: text('Choose another object name, or allow overwriting.'),
    link: {
      cause: text('An object with this name exists, and the link forbids overwriting it.'),
      fix: text('Sign a link for another name, or one that allows overwriting.'),
      step: 'signAgain',
    },
  },
  FileImmutable: {
    remedy: text(
      'Use another object name. The retention policy (WORM) of the bucket protects this object from changes.',
    ),
    link: {
      cause: text('The retention policy (WORM) of the bucket protects the object from changes.'),
      fix: text('Sign a link for another name.'),
      step: 'signAgain',
    },
  },
  InDebt: accountDisabled,
  InDebtOverdue: accountDisabled,
  InvalidAccessKeyId: {
    remedy: credentials('Check the AccessKey ID of the profile. It may be disabled or deleted.'),
    link: {
      cause: text('The AccessKey that signed the link no longer exists or is disabled.'),
      fix: text('Sign with another profile.'),
      step: 'signAgain',
    },
  },
  InvalidArgument: valueRefused,
  InvalidBucketName: {
    remedy: text(
      'Use 3 to 63 lowercase letters, digits, and hyphens in a bucket name, with no hyphen at the beginning or the end.',
    ),
    ...(bucketMissing.link && { link: bucketMissing.link }),
  },
  InvalidDigest: { remedy: text('Send exactly the content that the Content-MD5 was computed from.') },
  InvalidObjectName: {
    remedy: text("Use 1 to 1,023 bytes of UTF-8 in an object name. It can't begin with / or \\."),
    link: {
      cause: text('No object can have this name: 1 to 1,023 bytes of UTF-8, not beginning with / or \\.'),
      fix: text('Find the object, and sign a link to it.'),
      step: 'reveal',
    },
  },
  InvalidObjectState: {
    remedy: text('Restore the archived object first, then try again.'),
    link: {
      cause: text('The object is archived and not restored.'),
      fix: text('Restore the object first. The link then works while the restored copy exists.'),
      step: 'restore',
    },
  },
  InvalidPart: {
    remedy: text('Upload the missing parts again, then complete the upload.'),
    link: {
      cause: text('Parts of the upload are missing.'),
      fix: text('Upload them again, then complete the upload.'),
    },
  },
  InvalidRange: { remedy: text('Request a range within the object.') },
  InvalidRequest: valueRefused,
  InvalidSecurityToken: tokenMismatch,
  KmsServiceNotEnabled: {
    remedy: text('Turn on KMS in the account of the bucket, or choose an encryption without KMS.'),
    link: {
      cause: text('The object is encrypted with KMS, which is not turned on in the account of the bucket.'),
      fix: text('Turn on KMS, or sign an upload without this encryption.'),
    },
  },
  MethodNotAllowed: {
    remedy: text('Choose another version. This one is a delete marker, which has no content.'),
    link: {
      cause: text('The link is for a delete marker, which has no content.'),
      fix: anotherVersion,
      step: 'reveal',
    },
  },
  NoSuchBucket: bucketMissing,
  NoSuchKey: objectMissing,
  NoSuchUpload: {
    remedy: text('Start the upload again. It was completed or aborted.'),
    link: {
      cause: text('The upload that the link belongs to was completed or aborted.'),
      fix: text('Start a new upload.'),
    },
  },
  NoSuchVersion: {
    remedy: text('Refresh the versions of the object. This one may have been deleted.'),
    link: { cause: text('This version of the object no longer exists.'), fix: anotherVersion, step: 'reveal' },
  },
  NotImplemented: {
    remedy: text("Remove the header or option that this endpoint doesn't support."),
    link: {
      cause: text("The link uses a feature that its host doesn't support."),
      fix: text('Sign again without it, or choose another host.'),
      step: 'signAgain',
    },
  },
  PermanentRedirect: bucketAtOtherEndpoint,
  PreconditionFailed: conditionFailed,
  PublicEndpointForbidden: domainNeeded,
  RequestTimeTooSkewed: clockDiffers,
  SecondLevelDomainForbidden: {
    remedy: endpoint('Use virtual-host addressing in the profile. OSS endpoints refuse path-style requests.'),
    link: {
      cause: text('The link has the bucket in its path, which OSS hosts refuse.'),
      fix: text('Choose a host with virtual-host addressing, and sign again.'),
      step: 'chooseHost',
    },
  },
  SecurityTokenExpired: {
    remedy: tokenMismatch.remedy,
    link: {
      cause: text('The temporary credentials that signed the link have expired, so the link has too.'),
      fix: text('Sign the link again.'),
      step: 'signAgain',
    },
  },
  SignatureDoesNotMatch: signatureDiffers,
  SymlinkTargetNotExist: {
    remedy: text('Upload the target of the symlink, or point the symlink to another object.'),
    link: {
      cause: text("The object is a symlink whose target doesn't exist."),
      fix: text('Upload the target of the symlink again; the link works then.'),
      step: 'reveal',
    },
  },
  TemporaryRedirect: bucketAtOtherEndpoint,
  TransferAccelerationDisabled: {
    remedy: text('Turn on transfer acceleration for the bucket, or use a regional endpoint.'),
    link: {
      cause: text('Transfer acceleration is off for the bucket.'),
      fix: text('Turn on transfer acceleration in the console, or choose another host.'),
      step: 'chooseHost',
    },
  },
  UserDisable: accountDisabled,
};
