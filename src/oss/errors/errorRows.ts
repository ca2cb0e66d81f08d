/** Explanations of OSS errors, each for several codes and ECs. `errorTables.ts` assigns them. */

/** Sentence with placeholders `{0}`, `{1}`, …; also the key of its translation. */
export interface ErrorText {
  readonly template: string;
  /**
   * Fields of the error that fill the placeholders, in order. `Message` is the server's message, or the code without
   * one.
   */
  readonly fields?: readonly string[];
}

/** Part of a profile that can be wrong: the AccessKey with its secret and token, or the region and the endpoint. */
export type ProfilePart = 'credentials' | 'endpoint';

/** Advice to a caller of the API. */
export interface Remedy extends ErrorText {
  readonly profilePart?: ProfilePart;
}

/** Action that fixes a refused link. */
export type LinkStep = 'signAgain' | 'chooseHost' | 'explain' | 'reveal' | 'restore';

/** Cause and advice for the holder of a link. */
export interface LinkRemedy {
  readonly cause: ErrorText;
  readonly fix: ErrorText;
  readonly step?: LinkStep;
}

/**
 * Error of OSS, explained to a caller of the API and to the holder of a link; without `link` it does not concern links.
 */
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
  remedy: credentials('Check the AccessKey secret of the profile. It is probably wrong.'),
  link: {
    cause: text(
      "The signature doesn't match this request. The link was changed or truncated, or is sent differently than it was signed.",
    ),
    fix: text('Compare with the text that OSS signed, or sign again.'),
    step: 'explain',
  },
};
export const signatureDamaged: ErrorRow = {
  remedy: text('The link was changed or truncated after it was created. Copy it again.'),
  link: {
    cause: text('Part of the signature is missing or damaged. The link was changed or truncated.'),
    fix: text('Copy the link again from its source, or sign it again.'),
    step: 'signAgain',
  },
};
export const tokenMismatch: ErrorRow = {
  remedy: credentials('Get new temporary credentials. Enter their AccessKey ID, secret, and security token together.'),
  link: {
    cause: text("The security token in the link doesn't belong to its AccessKey."),
    fix: text('Enter the AccessKey ID, secret, and token of the same session in the profile, and sign again.'),
    step: 'signAgain',
  },
};
export const regionDiffers: ErrorRow = {
  remedy: endpoint(
    "Set the profile's region to the region of its endpoint, such as cn-hangzhou, without the prefix oss-.",
  ),
  link: {
    cause: text('The link was signed for a different region than that of its host.'),
    fix: text('Choose a host in the region of the bucket, and sign again.'),
    step: 'chooseHost',
  },
};
export const clockDiffers: ErrorRow = {
  remedy: text('Set the clock of this computer. OSS accepts a difference of 15 minutes.'),
  link: {
    cause: text('The signing time of the link is more than 15 minutes off, according to OSS.'),
    fix: text('Set the clock of the computer that signed the link, and sign again.'),
    step: 'signAgain',
  },
};
export const expired: ErrorRow = {
  remedy: text('Copy a new link. V4 links expire after at most 7 days.'),
  link: { cause: text('The link has expired.'), fix: text('Sign the link again.'), step: 'signAgain' },
};
export const sourceRefused: ErrorRow = {
  remedy: text(
    'Use the link from the IP address or the VPC that it is restricted to, or copy one without a restriction.',
  ),
  link: {
    cause: text("The link works only from certain IP addresses or VPCs. This computer isn't one of them."),
    fix: text('Use the link from there, or sign again without the restriction.'),
    step: 'signAgain',
  },
};
export const refererRefused: ErrorRow = {
  remedy: text('Ask the owner of the bucket to allow requests without a Referer, or the Referer of this request.'),
  link: {
    cause: text('The bucket accepts requests only from certain web pages (Referer allowlist).'),
    fix: text('Open the link from one of these pages, or ask the owner of the bucket to allow an empty Referer.'),
  },
};
export const publicAccessBlocked: ErrorRow = {
  remedy: text('Choose a private ACL. The bucket or the account blocks public access.'),
  link: {
    cause: text('The link sets a public ACL, but the bucket or the account blocks public access.'),
    fix: text('Sign again without the ACL.'),
    step: 'signAgain',
  },
};
export const grantFix = text(
  'A link has only the permissions of its AccessKey. Grant the permission, or sign with another profile.',
);
export const permissionMissing: ErrorRow = {
  remedy: text(
    'Ask the owner of the account for the permissions that this operation needs, in RAM or in the bucket policy.',
  ),
  link: {
    cause: text('The AccessKey that signed the link has no permission for this.'),
    fix: grantFix,
    step: 'signAgain',
  },
};
export const policyDenies: ErrorRow = {
  remedy: text(
    'Ask the owner of the bucket. Its bucket policy denies this request, for example because of the network that it comes from.',
  ),
  link: {
    cause: text('The bucket policy denies this request, for example because of the network that it comes from.'),
    fix: text('Ask the owner of the bucket, or use the link from another network.'),
  },
};
export const vpcPolicyDenies: ErrorRow = {
  remedy: text('Ask the administrator of the VPC. Its policy denies requests to this bucket.'),
  link: {
    cause: text('The VPC of this computer has a policy that denies requests to this bucket.'),
    fix: text('Ask the administrator of the VPC, or use the link from another network.'),
  },
};
export const v1Refused: ErrorRow = {
  remedy: text('Use V4 signatures. OSS refuses V1 signatures here.'),
  link: {
    cause: text('The link has a V1 signature, which OSS refuses here.'),
    fix: text('Sign the link again, with V4.'),
    step: 'signAgain',
  },
};
export const responseTypeRefused: ErrorRow = {
  remedy: text("Remove the content type of the response. OSS doesn't override it for downloads."),
  link: {
    cause: text('The link sets the content type of the response, which OSS refuses for security.'),
    fix: text('Sign again without it.'),
    step: 'signAgain',
  },
};
export const bucketDisabled: ErrorRow = {
  remedy: text('Check the notices in the OSS console. OSS disabled the bucket for security reasons.'),
  link: {
    cause: text('OSS disabled the bucket for security reasons.'),
    fix: text('Ask the owner of the bucket, who finds a notice in the OSS console.'),
  },
};
export const accountDisabled: ErrorRow = {
  remedy: text('Check the account for overdue payments. OSS refuses service until they are paid.'),
  link: {
    cause: text('OSS refuses service to the owner of the bucket, for example because of overdue payments.'),
    fix: text('Ask the account owner to pay. The link then works again.'),
  },
};
export const domainNeeded: ErrorRow = {
  remedy: text(
    "Bind a custom domain (CNAME) to the bucket, and choose it as the host for links and browsing. OSS accounts created since March 2025 can't access data in mainland China through public endpoints.",
  ),
  link: {
    cause: text('OSS serves the data of this bucket only on a custom domain.'),
    fix: text('Bind a custom domain to the bucket, and choose it as the link host.'),
    step: 'chooseHost',
  },
};
export const bucketMissing: ErrorRow = {
  remedy: text('Check the name of the bucket. It may have been deleted.'),
  link: {
    cause: text("The bucket doesn't exist. It was deleted, or its name is misspelled."),
    fix: text('Check the name of the bucket.'),
  },
};
export const objectMissing: ErrorRow = {
  remedy: text('Refresh the listing. The object may have been deleted or renamed.'),
  link: {
    cause: text(
      "The object doesn't exist. It was deleted or renamed after the link was created, or is not uploaded yet.",
    ),
    fix: text('Find the object, and sign a link to it.'),
    step: 'reveal',
  },
};
export const hostFix = text('Choose a host in the region of the bucket, and sign again.');
export const bucketAtOtherEndpoint: ErrorRow = {
  remedy: endpoint("Use the endpoint of the bucket's region."),
  link: {
    cause: text("The bucket is in a different region than the link's host."),
    fix: hostFix,
    step: 'chooseHost',
  },
};
export const bucketAtEndpoint: ErrorRow = {
  remedy: endpoint('Use the endpoint {0}, where the bucket is.', 'Endpoint'),
  link: {
    cause: text("The bucket is at {0}, not at the link's host.", 'Endpoint'),
    fix: hostFix,
    step: 'chooseHost',
  },
};
export const valueRefused: ErrorRow = {
  remedy: text('Change the value that OSS names in its message.'),
  link: {
    cause: text("OSS doesn't accept a value in the link: {0}.", 'Message'),
    fix: text('Sign again without it.'),
    step: 'signAgain',
  },
};
export const notOss: ErrorRow = {
  remedy: endpoint("Check the profile's endpoint, and check for a proxy or sign-in page."),
};
export const signWithValidValue = text('Sign again with a valid value.');
export const anotherVersion = text('Sign a link for another version.');

/** Row for temporary failures. */
export const busy: ErrorRow = {
  remedy: text('OSS is temporarily unavailable. Try again later.'),
  link: { cause: text('OSS is temporarily unavailable.'), fix: text('Check again later.') },
};

/** Row for unmet conditions: 412, and 304, which has no code. */
export const conditionFailed: ErrorRow = {
  remedy: text('Refresh the listing. The object has changed in the meantime.'),
  link: {
    cause: text('The object has changed since the link was created.'),
    fix: text('Sign again without the condition.'),
    step: 'signAgain',
  },
};
