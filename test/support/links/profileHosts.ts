import type { LinkSources } from '../../../src/links/linkSources.ts';

/** Hosts where nothing is chosen, so that all links keep those of their profiles. */
export const profileHosts: LinkSources['linkHosts'] = {
  linkHost: () => undefined,
  cdnDomains: () => [],
  cdnKey: () => Promise.resolve(undefined),
};
