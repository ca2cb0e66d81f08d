import { inParallel } from '../oss/inParallel.ts';
import type { Link, ObjectTarget } from './link.ts';
import type { LinkOptions } from './linkOptions.ts';
import { makeLink, type LinkSources } from './makeLink.ts';

/** Each scoped link takes a session of its own, and STS refuses whoever asks for too many at once. */
const AT_ONCE = 4;

/** A link that is to be made. */
export interface WantedLink {
  readonly target: ObjectTarget;
  readonly options: LinkOptions;
}

/** Presigns links, a few at once, and gives them in their order. Throws what `makeLink` does for the first that fails. */
export async function makeLinks(wanted: readonly WantedLink[], sources: LinkSources): Promise<readonly Link[]> {
  const links = new Map<WantedLink, Link>();
  const make = async (one: WantedLink): Promise<void> => {
    links.set(one, await makeLink(one.target, one.options, sources));
  };
  await inParallel(wanted, AT_ONCE, make, undefined);
  return wanted.flatMap((one) => links.get(one) ?? []);
}
