import * as l10n from '@vscode/l10n';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import { unsignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { describeCount } from '../../text/describe.ts';
import type { TextChange } from '../../ui/editors/documentTexts.ts';
import type { LinkInDocument } from '../../ui/editors/foundLinks.ts';
import type { Services } from '../services.ts';

type RemovalServices = Pick<Services, 'notifications' | 'locale'> & {
  readonly inspector: Pick<Services['inspector'], 'texts'>;
};

/** Replaces links in documents by their URLs without signature, as one undoable edit. Changed texts are left alone. */
export async function removeSignatures(
  links: readonly LinkInDocument[],
  { inspector, notifications, locale }: RemovalServices,
): Promise<void> {
  const texts = await inspector.texts();
  const changes: TextChange[] = [];
  for (const { link, uri, startIndex, length } of links) {
    const written = await texts.from({ uri, startIndex }, length);
    const [found] = readPresignedUrls(written);
    if (found?.link.url !== link.url) continue;
    changes.push({ uri, startIndex, endIndex: startIndex + length, text: unsignedUrl(link, written) });
  }
  const isDone = changes.length > 0 && (await texts.change(changes));
  if (isDone && changes.length === links.length) {
    notifications.status(
      links.length === 1
        ? l10n.t('Signature removed')
        : l10n.t('{0} signatures removed', describeCount(changes.length, locale)),
    );
  } else {
    notifications.warn(
      l10n.t(
        '{0} of {1} signatures were removed: the text has changed.',
        describeCount(isDone ? changes.length : 0, locale),
        describeCount(links.length, locale),
      ),
    );
  }
}
