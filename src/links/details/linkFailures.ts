import * as l10n from '@vscode/l10n';
import type { OssError } from '../../oss/errors/errors.ts';

/** What leads out of a failure. */
export type NextStep = 'signAgain' | 'chooseHost' | 'explain' | 'reveal';

/** Why a link does not work, and what helps, for whoever holds it. */
export interface LinkFailure {
  readonly cause: string;
  readonly fix: string;
  readonly step?: NextStep;
}

type Failing = (error: OssError) => LinkFailure;

/** For a link whose time is over. */
export function expiredLink(): LinkFailure {
  return { cause: l10n.t('The link has expired.'), fix: l10n.t('Sign it again.'), step: 'signAgain' };
}

const changed: Failing = () => ({
  cause: l10n.t(
    'The signature is not that of this request: the link was changed or cut, or is sent otherwise than it was signed.',
  ),
  fix: l10n.t('Compare with what OSS signed, or sign again.'),
  step: 'explain',
});
const cut: Failing = () => ({
  cause: l10n.t('A part of the signature is missing or damaged: the link was changed or cut.'),
  fix: l10n.t('Copy it again from where it was made, or sign again.'),
  step: 'signAgain',
});
const badToken: Failing = () => ({
  cause: l10n.t('The security token in the link does not belong to its AccessKey.'),
  fix: l10n.t('Enter AccessKey ID, secret and token of the same session in the profile, and sign again.'),
  step: 'signAgain',
});
const otherRegion: Failing = () => ({
  cause: l10n.t('The link was signed for another region than that of its host.'),
  fix: l10n.t('Choose a host of the region of the bucket, and sign again.'),
  step: 'chooseHost',
});
/** For a link whose time has not come. */
export function earlyLink(): LinkFailure {
  return {
    cause: l10n.t('The link was signed for a time that OSS takes for more than 15 minutes away.'),
    fix: l10n.t('Set the clock of the machine that signed it, and sign again.'),
    step: 'signAgain',
  };
}

const elsewhere: Failing = () => ({
  cause: l10n.t('The link may be used from certain addresses or VPCs alone, and this machine has none of them.'),
  fix: l10n.t('Try it from there, or sign again without the restriction.'),
  step: 'signAgain',
});
const denied: Failing = ({ details }) => {
  const action = details.get('AccessDeniedDetail/AuthAction');
  return {
    cause:
      action === undefined
        ? l10n.t('The AccessKey that signed the link may not do this.')
        : l10n.t('The AccessKey that signed the link lacks the RAM action {0}.', action),
    fix: l10n.t('A link can do no more than its key: grant it the permission, or sign with another profile.'),
    step: 'signAgain',
  };
};
const unpaid: Failing = () => ({
  cause: l10n.t('OSS refuses service to the account of the bucket, as for overdue payments.'),
  fix: l10n.t('The owner of the account has to settle them; the link works again then.'),
});
const ownHostRefused: Failing = () => ({
  cause: l10n.t('OSS gives out the data of this bucket on a custom domain only.'),
  fix: l10n.t('Bind a custom domain to the bucket and choose it as the host of its links.'),
  step: 'chooseHost',
});
const noBucket: Failing = () => ({
  cause: l10n.t('The bucket does not exist: it was deleted, or its name is mistyped.'),
  fix: l10n.t('Check the name of the bucket.'),
});
const noObject: Failing = () => ({
  cause: l10n.t('The object does not exist: it was deleted or renamed after the link was made, or not uploaded yet.'),
  fix: l10n.t('Find the object, and sign a link to it.'),
  step: 'reveal',
});
const otherEndpoint: Failing = ({ details }) => {
  const endpoint = details.get('Endpoint');
  return {
    cause:
      endpoint === undefined
        ? l10n.t('The bucket lives in another region than the host of the link.')
        : l10n.t('The bucket lives at {0}, not at the host of the link.', endpoint),
    fix: l10n.t('Choose a host of the region of the bucket, and sign again.'),
    step: 'chooseHost',
  };
};
const badRequest: Failing = ({ serverMessage, code }) => ({
  cause: l10n.t('OSS does not accept a value in the link: {0}', serverMessage ?? code),
  fix: l10n.t('Sign again without it.'),
  step: 'signAgain',
});
const conditionFailed: Failing = () => ({
  cause: l10n.t('The link is for the object as it was, and that has changed since.'),
  fix: l10n.t('Sign again without the condition.'),
  step: 'signAgain',
});
const busy: Failing = () => ({
  cause: l10n.t('OSS is busy or has a failure of its own.'),
  fix: l10n.t('Check again in a while.'),
});

/** For an upload over an object that exists. */
export function overwriteForbidden(): LinkFailure {
  return {
    cause: l10n.t('An object of this name exists, and the link forbids to overwrite it.'),
    fix: l10n.t('Sign a link for another name, or one that may overwrite.'),
    step: 'signAgain',
  };
}

/** By EC, the finest name of an error. */
const byEc: Readonly<Record<string, Failing>> = {
  '0002-00000008': badToken,
  '0002-00000040': changed,
  '0002-00000069': expiredLink,
  '0002-00000201': changed,
  '0002-00000209': cut,
  '0002-00000210': cut,
  '0002-00000215': cut,
  '0002-00000219': cut,
  '0002-00000226': otherRegion,
  '0002-00000232': () => ({
    cause: l10n.t('The validity of the link is not between 1 second and 7 days.'),
    fix: l10n.t('Sign again with one that is.'),
    step: 'signAgain',
  }),
  '0002-00000236': expiredLink,
  '0002-00000504': earlyLink,
  '0002-00000602': elsewhere,
  '0002-00000603': elsewhere,
  '0003-00000801': unpaid,
  '0004-00000502': () => ({
    cause: l10n.t('The traffic limit in the link is not between 819,200 and 838,860,800 bit/s.'),
    fix: l10n.t('Sign again with one that is.'),
    step: 'signAgain',
  }),
  '0048-00000401': ownHostRefused,
};

const byCode: Readonly<Record<string, Failing>> = {
  AccessDenied: (error) => {
    if (error.details.has('Endpoint')) return otherEndpoint(error);
    return error.details.has('Expires') ? expiredLink() : denied(error);
  },
  AccessKeyIdAndSecurityTokenNotMatch: badToken,
  ApkDownloadForbidden: () => ({
    cause: l10n.t('OSS serves apk and ipa files through custom domains alone.'),
    fix: l10n.t('Bind a custom domain to the bucket and choose it as the host of its links.'),
    step: 'chooseHost',
  }),
  BucketNotBelongTo: () => ({
    cause: l10n.t('The bucket belongs to another account than the AccessKey that signed the link.'),
    fix: l10n.t('Sign with a profile of the account that owns it.'),
    step: 'signAgain',
  }),
  CallbackFailed: () => ({
    cause: l10n.t('The object is stored, but the callback of the upload failed.'),
    fix: l10n.t('Check the server that the callback calls.'),
  }),
  EntityTooLarge: () => ({
    cause: l10n.t('The upload is larger than 5 GB.'),
    fix: l10n.t('Upload it in parts.'),
  }),
  FileAlreadyExists: overwriteForbidden,
  InvalidAccessKeyId: () => ({
    cause: l10n.t('The AccessKey that signed the link does not exist any more, or is disabled.'),
    fix: l10n.t('Sign with another profile.'),
    step: 'signAgain',
  }),
  InvalidArgument: badRequest,
  InvalidBucketName: noBucket,
  InvalidObjectName: () => ({
    cause: l10n.t('No object can have this name: 1 to 1,023 bytes of UTF-8, not beginning with / or \\.'),
    fix: l10n.t('Find the object, and sign a link to it.'),
    step: 'reveal',
  }),
  InvalidObjectState: () => ({
    cause: l10n.t('The object is archived and not restored.'),
    fix: l10n.t('Restore it first; the link works then, for as long as the restored copy is kept.'),
    step: 'reveal',
  }),
  InvalidPart: () => ({
    cause: l10n.t('Parts of the upload are missing.'),
    fix: l10n.t('Upload them again, then complete the upload.'),
  }),
  InvalidRequest: badRequest,
  InvalidSecurityToken: badToken,
  MethodNotAllowed: () => ({
    cause: l10n.t('The link is for a delete marker, which has no content.'),
    fix: l10n.t('Sign a link for another version.'),
    step: 'reveal',
  }),
  NoSuchBucket: noBucket,
  NoSuchKey: noObject,
  NoSuchUpload: () => ({
    cause: l10n.t('The upload that the link belongs to was completed or aborted.'),
    fix: l10n.t('Begin a new one.'),
  }),
  NoSuchVersion: () => ({
    cause: l10n.t('This version of the object does not exist any more.'),
    fix: l10n.t('Sign a link for another version.'),
    step: 'reveal',
  }),
  NotImplemented: () => ({
    cause: l10n.t('The link asks for something that its host does not know.'),
    fix: l10n.t('Sign again without it, or choose another host.'),
    step: 'signAgain',
  }),
  PermanentRedirect: otherEndpoint,
  PreconditionFailed: conditionFailed,
  PublicEndpointForbidden: ownHostRefused,
  RequestTimeTooSkewed: earlyLink,
  SecondLevelDomainForbidden: () => ({
    cause: l10n.t('The link has the bucket in its path, which the hosts of OSS refuse.'),
    fix: l10n.t('Choose a host that has the bucket before it, and sign again.'),
    step: 'chooseHost',
  }),
  SecurityTokenExpired: () => ({
    cause: l10n.t('The temporary credentials that signed the link have ended, and the link with them.'),
    fix: l10n.t('Sign it again.'),
    step: 'signAgain',
  }),
  SignatureDoesNotMatch: changed,
  TemporaryRedirect: otherEndpoint,
  TransferAccelerationDisabled: () => ({
    cause: l10n.t('Transfer acceleration is off for the bucket.'),
    fix: l10n.t('Turn it on in the console, or choose another host.'),
    step: 'chooseHost',
  }),
  UserDisable: unpaid,
};

/** Why OSS refuses a link, and what helps. */
export function refusalOfLink(error: OssError): LinkFailure {
  const { code, ec, status, serverMessage } = error;
  const known = (ec === undefined ? undefined : byEc[ec]) ?? byCode[code];
  if (known) return known(error);
  if (status >= 500 || status === 408 || status === 429) return busy(error);
  if (status === 304) return conditionFailed(error);
  return {
    cause: l10n.t('It was refused with {0}.', serverMessage === undefined ? code : `${code}: ${serverMessage}`),
    fix: l10n.t('Sign again, or ask the owner of the host.'),
    step: 'signAgain',
  };
}
