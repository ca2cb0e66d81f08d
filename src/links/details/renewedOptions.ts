import type { LinkMethod, LinkOptions } from '../linkOptions.ts';
import { deserializeValidity, validitySeconds, validityText, type Validity } from '../validity.ts';
import type { LinkDetails } from './linkDetails.ts';
import { optionsOfLink } from './optionsOfLink.ts';

/** Choices of the user that a link in a document never overrides. */
export interface UserChoices {
  /** Longest validity of the new link. An older link with a shorter validity keeps it. */
  readonly validity: Validity;
  /** Bucket of a custom domain that the user or one of their profiles uses. */
  readonly bucketAt: (host: string) => string | undefined;
  readonly now: Date;
}

/**
 * Options of a new link for an existing one. A link in a document decides what is downloaded or uploaded, but host,
 * validity and signature version are the user's: a forged link must not get a long-lived signature for another host.
 * Links of this session keep their own options, which came from the user.
 */
export function renewedOptions(details: LinkDetails, method: LinkMethod, choices: UserChoices): LinkOptions {
  const { validity } = choices;
  const options = optionsOfLink(details, method, validityText(validity));
  if (details.made) return options;
  const { host: _, signatureVersion: _version, ...others } = options;
  const { scheme, host, addressing, bucket } = details.link;
  const isOwnHost =
    addressing === 'cname' && scheme === 'https' && bucket !== undefined && choices.bucketAt(host) === bucket;
  return {
    ...others,
    validity: shorterValidity(deserializeValidity(options.validity), choices),
    ...(isOwnHost && { host: `https://${host}` }),
  };
}

function shorterValidity(ofLink: Validity | undefined, { validity, now }: UserChoices): string {
  const isShorter = ofLink !== undefined && validitySeconds(ofLink, now) < validitySeconds(validity, now);
  return validityText(isShorter ? ofLink : validity);
}
