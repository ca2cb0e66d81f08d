import * as l10n from '@vscode/l10n';
import { endpointOf, type BucketLocation } from '../oss/client/bucketLocation.ts';
import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import type { UrlWarning, UrlWarningCode } from '../oss/requests/urlWarnings.ts';
import type { LinkMethod } from './linkOptions.ts';

/** A warning about a link, in the user's language. */
export interface LinkWarning {
  readonly code:
    | UrlWarningCode
    | 'PackageRefused'
    | 'DownloadForced'
    | 'OwnHostRefused'
    | 'ValidityShortened'
    | 'WildcardKey'
    | 'CdnMinutes'
    | 'CdnParameters'
    | 'UploadsKeepOwnHost';
  readonly text: string;
  /** Short form for copies after the first. Only for the scope `bucket`. */
  readonly shortText?: string;
  /** `link`: about this link. `bucket`: about all links of the bucket, until its host or its credentials change. */
  readonly scope: 'link' | 'bucket';
}

/** Extensions of objects that browsers would show if OSS allowed it. */
const SHOWN_BY_BROWSERS = /\.(?:x?html?|avif|bmp|gif|heic|ico|jpe?g|png|svg|tiff?|webp)$/i;
const APP_PACKAGE = /\.(apk|ipa)$/i;

/** Properties of a link that its host's behaviour depends on. */
export interface HostedLink {
  readonly method: LinkMethod;
  readonly key: string;
  /** Whether the link asks browsers to save the object. */
  readonly isDownload: boolean;
  readonly location: Pick<BucketLocation, 'endpoint'>;
}

/**
 * Warnings about restrictions of OSS on its own public hosts, which custom domains do not have.
 * https://www.alibabacloud.com/help/en/oss/user-guide/how-to-ensure-an-object-is-previewed-when-you-access-the-object
 */
export function ownHostWarnings({ method, key, isDownload, location }: HostedLink): readonly LinkWarning[] {
  switch (method) {
    case 'PUT':
      return [];
    case 'GET':
      break;
  }
  const { kind, host } = endpointOf(location);
  if (kind === undefined || kind === 'internal') return [];
  const [, extension] = APP_PACKAGE.exec(key) ?? [];
  if (extension !== undefined) {
    const name = `.${extension.toLowerCase()}`;
    return [
      {
        code: 'PackageRefused',
        text: l10n.t('OSS refuses downloads of {0} files from {1}. The link needs a custom domain.', name, host),
        shortText: l10n.t('OSS refuses {0} files from this host', name),
        scope: 'bucket',
      },
    ];
  }
  if (isDownload || !SHOWN_BY_BROWSERS.test(key)) return [];
  return [
    {
      code: 'DownloadForced',
      text: l10n.t(
        'Browsers download web pages and images from {0} instead of showing them. OSS allows showing them only on a custom domain.',
        host,
      ),
      shortText: l10n.t('browsers download it'),
      scope: 'bucket',
    },
  ];
}

/** Warning for a URL of a bucket whose data OSS has refused on its own hosts; `undefined` on another host. */
export function refusedHostWarning(url: string): LinkWarning | undefined {
  const { kind, host } = parseEndpoint(url, { allowPlainHttp: true });
  if (kind !== 'public' && kind !== 'dualstack') return undefined;
  return {
    code: 'OwnHostRefused',
    text: l10n.t(
      "OSS doesn't serve the data of this bucket on {0}, so the link won't work. Choose a custom domain.",
      host,
    ),
    shortText: l10n.t("OSS doesn't serve this host"),
    scope: 'bucket',
  };
}

/** Warning of the core in the user's language. */
export function localizedWarning({ code, template, args }: UrlWarning): LinkWarning {
  const text = l10n.t(template, ...args);
  switch (code) {
    case 'PlainHttp':
      return { code, text, shortText: l10n.t('plain HTTP'), scope: 'bucket' };
    case 'TokenMayEndFirst':
      return { code, text, shortText: l10n.t('may expire earlier, with your credentials'), scope: 'bucket' };
    case 'InternalHost':
      return { code, text, shortText: l10n.t('internal host'), scope: 'bucket' };
    case 'SignatureV1':
    case 'KeyFolded':
    case 'TokenEndsFirst':
    case 'ValidityRefused':
    case 'RegionDiffers':
    case 'DayDiffers':
    case 'CdnHost':
      return { code, text, scope: 'link' };
  }
}
