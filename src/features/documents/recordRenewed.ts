import type { Link } from '../../links/link.ts';
import type { Services } from '../services.ts';

/** Maximum number of links that get an entry of their own in the ledger. */
const MAX_ENTRIES = 20;

/** Records links that were inserted into documents: one entry each, or one for many links of a bucket. */
export async function recordRenewed(
  links: readonly Link[],
  { inspector, ledger }: Pick<Services, 'ledger'> & { readonly inspector: Pick<Services['inspector'], 'sessionLinks'> },
): Promise<void> {
  inspector.sessionLinks.add(links);
  if (links.length <= MAX_ENTRIES) {
    await ledger.record(links, 'url');
    return;
  }
  const groups = Map.groupBy(links, ({ target, method, url }) =>
    JSON.stringify([target.profileId, target.bucket, method, new URL(url).origin]),
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const { profileId, bucket } = first.target;
    await ledger.recordBatch({
      ...{ profileId, bucket, prefix: '', method: first.method, host: new URL(first.url).origin, format: 'url' },
      count: group.length,
      expiration: new Date(Math.max(...group.map(({ expiration }) => expiration.getTime()))),
    });
  }
}
