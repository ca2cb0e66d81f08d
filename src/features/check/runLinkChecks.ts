import * as l10n from '@vscode/l10n';
import { resolveLink, type LinkDetails } from '../../links/details/linkDetails.ts';
import type { Link } from '../../links/link.ts';
import { checkLink, type LinkCheck } from '../../links/details/linkCheck.ts';
import { inParallel } from '../../oss/inParallel.ts';
import { readLink } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { describeCount } from '../../text/describe.ts';
import { reportCount } from '../../ui/messages/throttledProgress.ts';
import type { Services } from '../services.ts';

/** Link with the result of its check. */
export interface CheckedLink {
  readonly known: LinkDetails;
  readonly check: LinkCheck;
}

const MAX_CONCURRENT_CHECKS = 6;

/** Checks links made just now, with progress; `undefined` if the user cancels. */
export async function checkMadeLinks(
  links: readonly Link[],
  services: Services,
): Promise<readonly CheckedLink[] | undefined> {
  const { profiles, linkHosts, ledger } = services;
  const cdns = linkHosts.cdnDomains();
  const signers = new Set(links.map(({ target }) => target.profileId));
  const sources = {
    profiles,
    linkHosts,
    ledger,
    sessionLinks: { find: (url: string) => links.find((one) => one.url === url) },
  };
  return checkKnownLinks(
    await Promise.all(
      links.map(({ url }) => resolveLink(readLink(url, cdns), sources, { mayAsk: ({ id }) => signers.has(id) })),
    ),
    services,
  );
}

/** Checks links with progress; `undefined` if the user cancels. */
export async function checkKnownLinks(
  links: readonly LinkDetails[],
  { inspector, notifications, clientOf, reach, now, locale }: Services,
): Promise<readonly CheckedLink[] | undefined> {
  const title =
    links.length === 1
      ? l10n.t('Checking the link')
      : l10n.t('Checking {0} links', describeCount(links.length, locale));
  return notifications.progress(title, async (progress, signal) => {
    const transport = await inspector.transport();
    const checked: (CheckedLink | undefined)[] = links.map(() => undefined);
    let done = 0;
    await inParallel(
      links.entries(),
      MAX_CONCURRENT_CHECKS,
      async ([index, known], stop) => {
        checked[index] = { known, check: await checkLink(known, { transport, clientOf, now, signal: stop }) };
        done++;
        if (links.length === 1) progress.report(done, '');
        else reportCount(progress, done, links.length, locale);
      },
      signal,
    );
    reach('checkedLink');
    return checked.filter((one) => one !== undefined);
  });
}
