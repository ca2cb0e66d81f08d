/*
 * Errors of OSS that several codes and ECs stand for. `errorTables.ts` says which.
 */

/** Sentence with places `{0}`, `{1}`, …; also the key of its translation. */
export interface ErrorText {
  readonly template: string;
  /** Fields of the error that fill the places, in order. `Message` is the server's message, or the code without one. */
  readonly fields?: readonly string[];
}

/** Part of a profile that can be wrong: the AccessKey with its secret and token, or the region and the endpoint. */
export type ProfilePart = 'credentials' | 'endpoint';

/** Advice to a caller of the API. */
export interface Remedy extends ErrorText {
  readonly profilePart?: ProfilePart;
}

/** Action that leads out of a refused link. */
export type LinkStep = 'signAgain' | 'chooseHost' | 'explain' | 'reveal';

/** Cause and advice for the holder of a link. */
export interface LinkRemedy {
  readonly cause: ErrorText;
  readonly fix: ErrorText;
  readonly step?: LinkStep;
}

/** Error of OSS, explained to a caller of the API and to the holder of a link; without `link` it says nothing of links. */
export interface ErrorRow {
  readonly remedy: Remedy;
  readonly link?: LinkRemedy;
}

export const text = (template: string, ...fields: string[]): ErrorText =>
  fields.length > 0 ? { template, fields } : { template };
export const credentials = (template: string): Remedy => ({ template, profilePart: 'credentials' });
export const endpoint = (template: string, ...fields: string[]): Remedy => ({
  ...text(template, ...fields),
  profilePart: 'endpoint',
});

export const signatureDiffers: ErrorRow = {
  remedy: credentials(
    'Check the AccessKey secret of the profile. If it is right, compare what OSS signed with what was signed here.',
  ),
  link: {
    cause: text(
      'The signature is not that of this request: the link was changed or cut, or is sent otherwise than it was signed.',
    ),
    fix: text('Compare with what OSS signed, or sign again.'),
    step: 'explain',
  },
};
export const signatureDamaged: ErrorRow = {
  remedy: text('The link was changed or cut after it was made. Copy it again.'),
  link: {
    cause: text('A part of the signature is missing or damaged: the link was changed or cut.'),
    fix: text('Copy it again from where it was made, or sign again.'),
    step: 'signAgain',
  },
};
export const tokenMismatch: ErrorRow = {
  remedy: credentials(
    'Get new temporary credentials and enter the AccessKey ID, the secret and the security token together.',
  ),
  link: {
    cause: text('The security token in the link does not belong to its AccessKey.'),
    fix: text('Enter AccessKey ID, secret and token of the same session in the profile, and sign again.'),
    step: 'signAgain',
  },
};
export const regionDiffers: ErrorRow = {
  remedy: endpoint(
    'Set the region of the profile to the region of its endpoint, written like cn-hangzhou, without the prefix oss-.',
  ),
  link: {
    cause: text('The link was signed for another region than that of its host.'),
    fix: text('Choose a host of the region of the bucket, and sign again.'),
    step: 'chooseHost',
  },
};
export const clockDiffers: ErrorRow = {
  remedy: text('Set the clock of this computer. OSS accepts a difference of 15 minutes.'),
  link: {
    cause: text('The link was signed for a time that OSS takes for more than 15 minutes away.'),
    fix: text('Set the clock of the machine that signed it, and sign again.'),
    step: 'signAgain',
  },
};
export const expired: ErrorRow = {
  remedy: text('Copy a new link. Links with Signature V4 live for 7 days at most.'),
  link: { cause: text('The link has expired.'), fix: text('Sign it again.'), step: 'signAgain' },
};
export const sourceRefused: ErrorRow = {
  remedy: text(
    'Use the link from the IP address or the VPC that it is restricted to, or copy one without a restriction.',
  ),
  link: {
    cause: text('The link may be used from certain addresses or VPCs alone, and this machine has none of them.'),
    fix: text('Try it from there, or sign again without the restriction.'),
    step: 'signAgain',
  },
};
export const refererRefused: ErrorRow = {
  remedy: text('Ask the owner of the bucket to allow requests without a Referer, or the Referer of this request.'),
  link: {
    cause: text('The bucket accepts requests from certain web pages alone (Referer list).'),
    fix: text('Open the link from one of these pages, or ask the owner of the bucket to allow an empty Referer.'),
  },
};
export const publicAccessBlocked: ErrorRow = {
  remedy: text('Choose a private ACL. The bucket or the account blocks public access.'),
  link: {
    cause: text('The link sets a public ACL, and the bucket or the account blocks public access.'),
    fix: text('Sign again without the ACL.'),
    step: 'signAgain',
  },
};
export const grantFix = text(
  'A link can do no more than its key: grant it the permission, or sign with another profile.',
);
export const permissionMissing: ErrorRow = {
  remedy: text(
    'Ask the owner of the account for the permissions that this operation needs, in RAM or in the bucket policy.',
  ),
  link: { cause: text('The AccessKey that signed the link may not do this.'), fix: grantFix, step: 'signAgain' },
};
export const accountDisabled: ErrorRow = {
  remedy: text('Check the account for overdue payments. OSS refuses service until they are paid.'),
  link: {
    cause: text('OSS refuses service to the account of the bucket, as for overdue payments.'),
    fix: text('The owner of the account has to settle them; the link works again then.'),
  },
};
export const domainNeeded: ErrorRow = {
  remedy: text(
    'Bind a custom domain (CNAME) to the bucket and choose it as the host of its links, and to browse. Accounts new to OSS since March 2025 cannot reach data in mainland China through the public endpoints.',
  ),
  link: {
    cause: text('OSS gives out the data of this bucket on a custom domain only.'),
    fix: text('Bind a custom domain to the bucket and choose it as the host of its links.'),
    step: 'chooseHost',
  },
};
export const bucketMissing: ErrorRow = {
  remedy: text('Check the name of the bucket. It may have been deleted.'),
  link: {
    cause: text('The bucket does not exist: it was deleted, or its name is mistyped.'),
    fix: text('Check the name of the bucket.'),
  },
};
export const objectMissing: ErrorRow = {
  remedy: text('Refresh the listing. The object may have been deleted or renamed.'),
  link: {
    cause: text('The object does not exist: it was deleted or renamed after the link was made, or not uploaded yet.'),
    fix: text('Find the object, and sign a link to it.'),
    step: 'reveal',
  },
};
export const hostFix = text('Choose a host of the region of the bucket, and sign again.');
export const bucketElsewhere: ErrorRow = {
  remedy: endpoint('Use the endpoint of the region in which the bucket lives.'),
  link: {
    cause: text('The bucket lives in another region than the host of the link.'),
    fix: hostFix,
    step: 'chooseHost',
  },
};
export const bucketAtEndpoint: ErrorRow = {
  remedy: endpoint('Use the endpoint {0}: the bucket lives there.', 'Endpoint'),
  link: {
    cause: text('The bucket lives at {0}, not at the host of the link.', 'Endpoint'),
    fix: hostFix,
    step: 'chooseHost',
  },
};
export const valueRefused: ErrorRow = {
  remedy: text('Change the value that OSS names in its message.'),
  link: {
    cause: text('OSS does not accept a value in the link: {0}.', 'Message'),
    fix: text('Sign again without it.'),
    step: 'signAgain',
  },
};
export const notOss: ErrorRow = {
  remedy: endpoint(
    'Check the endpoint of the profile, and whether a proxy or a sign-in page stands between this computer and OSS.',
  ),
};
export const oneThatIs = text('Sign again with one that is.');
export const anotherVersion = text('Sign a link for another version.');

/** Row for failures that pass. */
export const busy: ErrorRow = {
  remedy: text('Try again in a while. OSS is busy or has a failure of its own.'),
  link: { cause: text('OSS is busy or has a failure of its own.'), fix: text('Check again in a while.') },
};

/** Row for conditions that are not met: 412, and 304, which has no code. */
export const conditionFailed: ErrorRow = {
  remedy: text('Refresh the listing. The object has changed in the meantime.'),
  link: {
    cause: text('The link is for the object as it was, and that has changed since.'),
    fix: text('Sign again without the condition.'),
    step: 'signAgain',
  },
};
