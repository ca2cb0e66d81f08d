import * as l10n from '@vscode/l10n';
import { describeCount } from '../../text/describe.ts';
import { prefixOf, type PlaceNode } from '../../tree/nodes.ts';
import type { Services } from '../services.ts';

/** More rows than that nobody scrolls through; a search or a filter finds them. */
const LOAD_ALL_COUNT = 20_000;

/** Lists what is left of the buckets and folders, up to a bound for each, with progress; what came before a cancel stays. */
export async function loadAll(
  places: readonly PlaceNode[],
  services: Services,
  maxCount = LOAD_ALL_COUNT,
): Promise<void> {
  const { tree, notifications, locale } = services;
  for (const place of places) {
    const title = l10n.t('Loading {0}', `${place.bucket}/${prefixOf(place)}`);
    const before = tree.loadedPart(place)?.count ?? 0;
    const part = await notifications.progress(title, (progress, signal) =>
      tree.loadAll(place, {
        maxCount,
        signal,
        onLoaded: (count) => {
          const done = Math.min(1, (count - before) / maxCount);
          progress.report(done, l10n.t('{0} loaded', describeCount(count, locale)));
        },
      }),
    );
    if (!part) return;
    if (!part.isWhole && part.count - before >= maxCount) {
      notifications.info(
        l10n.t(
          '{0} are loaded and there are more. Search by prefix or filter to find one, or load all again.',
          describeCount(part.count, locale),
        ),
      );
    }
  }
}
