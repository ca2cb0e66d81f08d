import * as l10n from '@vscode/l10n';
import { documentFormat, isImageKey } from '../../../links/formats/documentFormat.ts';
import type { Link, ObjectTarget } from '../../../links/link.ts';
import type { InsertedText } from '../../../links/mappings/documentUploads.ts';
import { makeLinks } from '../../../links/makeLink.ts';
import { hostAtOss, linkLocation } from '../../../links/linkHosts.ts';
import { parseEndpoint, requestTarget } from '../../../oss/hosts/endpoint.ts';
import { formatMoment } from '../../../text/moment.ts';
import { confirmAndRecord } from '../../copy/deliverLinks.ts';
import { defaultLinks } from '../../copy/defaultLinks.ts';
import { notifyInserted, type DocumentText } from '../../copy/insertLinks.ts';
import { ossUri } from '../../explorer/copyAddress.ts';
import type { Services } from '../../services.ts';
import type { UploadedFile } from './uploadForDocument.ts';

/** Texts for a document, and the notification after their insertion. */
export interface UploadTexts {
  readonly texts: readonly DocumentText[];
  readonly notifyInserted: () => Promise<void>;
}

/** Texts that refer to uploaded files; `undefined` if the user discards the links after a failed check. */
export async function uploadTexts(
  files: readonly UploadedFile[],
  insert: InsertedText,
  languageId: string,
  services: Services,
): Promise<UploadTexts | undefined> {
  const { notifications, locale, now } = services;
  const textsOf = (urls: readonly string[], titles: readonly string[] = []): readonly DocumentText[] =>
    files.map(({ target, name }, index) => {
      const format = documentFormat(languageId, target.key);
      const [url = '', title] = [urls[index], titles[index]];
      const text = format.render({ url, fileName: shownText(name), ...(title !== undefined && { title }) });
      return { text, isBlock: format.isBlock === true };
    });
  const targets = files.map(({ target }) => target);
  switch (insert) {
    case 'address':
      return { texts: textsOf(targets.map(ossUri)), notifyInserted: () => notify(l10n.t('Inserted the address.')) };
    case 'url': {
      const urls = await Promise.all(targets.map((target) => publicUrl(target, services)));
      return {
        texts: textsOf(urls),
        notifyInserted: () => notify(l10n.t('Inserted the URL. It works only if the object is public.')),
      };
    }
    case 'link': {
      const { specs } = await defaultLinks(targets, 'GET', services);
      const links: readonly Link[] = await makeLinks(specs, services);
      const [first] = files;
      const formatId = documentFormat(languageId, first?.target.key ?? '').id;
      if (!(await confirmAndRecord(links, formatId, services))) return undefined;
      const titles = links.map(({ expiration }) =>
        l10n.t('Expires at {0}', formatMoment(expiration, { now: now(), locale })),
      );
      return {
        texts: textsOf(
          links.map(({ url }) => url),
          titles,
        ),
        notifyInserted: () => notifyInserted(links, services),
      };
    }
  }

  function notify(text: string): Promise<void> {
    const present = files.filter(({ isNew }) => !isNew).length;
    notifications.status(present > 0 ? `${text} ${l10n.t('The object exists already.')}` : text);
    return Promise.resolve();
  }
}

/** URL of an object without a signature, at the host of the bucket's links. It works for public objects. */
async function publicUrl(
  target: ObjectTarget,
  { clientOf, linkHosts }: Pick<Services, 'clientOf' | 'linkHosts'>,
): Promise<string> {
  const { profileId, bucket, key } = target;
  const own = await (await clientOf(profileId)).locationOf(bucket);
  const { endpoint, addressing } = linkLocation(own, hostAtOss(linkHosts.linkHost(target)));
  const parsed = parseEndpoint(endpoint, { allowPlainHttp: true });
  const { origin, path } = requestTarget(parsed, addressing, bucket, key);
  return origin + path;
}

/** Text of a link, or alternative text of an image: the name without the extension. */
function shownText(name: string): string {
  return isImageKey(name) ? name.slice(0, name.lastIndexOf('.')).replaceAll(/[-_]+/g, ' ') : name;
}
