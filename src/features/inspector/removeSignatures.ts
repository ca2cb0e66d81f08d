import * as l10n from '@vscode/l10n';
import { readPresignedUrls } from '../../oss/presignedUrls/presignedUrlsInText.ts';
import type { KnownCdn } from '../../oss/presignedUrls/cdnLink.ts';
import { unsignedUrl } from '../../oss/presignedUrls/presignedUrl.ts';
import { describeCount } from '../../text/describe.ts';
import type { TextChange } from '../../ui/editors/documentTexts.ts';
import type { LinkInDocument, SignatureInDocument } from '../../ui/editors/foundLinks.ts';
import type { Services } from '../services.ts';

type RemovalServices = Pick<Services, 'notifications' | 'linkHosts' | 'locale'> & {
  readonly inspector: Pick<Services['inspector'], 'texts'>;
};

/** Placeholder for a signature whose URL cannot be rewritten. */
const REMOVED = 'removed';

/**
 * Replaces links in documents by their URLs without signature, and other signatures by a word, as one undoable edit.
 * Changed texts are not edited.
 */
export async function removeSignatures(
  links: readonly (LinkInDocument | SignatureInDocument)[],
  { inspector, notifications, linkHosts, locale }: RemovalServices,
): Promise<void> {
  const texts = await inspector.texts();
  const changes: TextChange[] = [];
  for (const found of links) {
    const { uri, startIndex, length } = found;
    const text = withoutSignature(found, await texts.from({ uri, startIndex }, length), linkHosts.cdnDomains());
    if (text !== undefined) changes.push({ uri, startIndex, endIndex: startIndex + length, text });
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
        links.length === 1
          ? 'The signature was not removed: the text has changed.'
          : '{0} of {1} signatures were removed: the text has changed.',
        describeCount(isDone ? changes.length : 0, locale),
        describeCount(links.length, locale),
      ),
    );
  }
}

/** Text without the signature; `undefined` if the text has changed. */
function withoutSignature(
  found: LinkInDocument | SignatureInDocument,
  written: string,
  cdns: readonly KnownCdn[],
): string | undefined {
  if ('signature' in found) return found.signature === written ? REMOVED : undefined;
  return readPresignedUrls(written, cdns)[0]?.link.url === found.link.url
    ? unsignedUrl(found.link, written)
    : undefined;
}
