import * as l10n from '@vscode/l10n';
import { endpointOf, type BucketLocation } from '../oss/client/bucketLocation.ts';
import { OssError } from '../oss/errors/errors.ts';
import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import type { LinkWarning } from '../oss/requests/linkWarnings.ts';
import type { LinkMethod } from './link.ts';

/** Says that OSS refuses data on its own hosts, so that only a custom domain helps. */
export function needsCustomDomain(error: unknown): error is OssError {
  return error instanceof OssError && (error.code === 'PublicEndpointForbidden' || error.ec === '0048-00000401');
}

/** What a link's host, or the token that signs it, brings with it: true of every link of the bucket until another is chosen. */
export interface HostWarning {
  readonly code:
    'PlainHttp' | 'InternalHost' | 'PackageRefused' | 'DownloadForced' | 'OwnHostRefused' | 'TokenMayEndFirst';
  /** For whoever has not been told yet, in his language. */
  readonly text: string;
  /** For whoever has been told: a few words. */
  readonly note: string;
}

/** What browsers would show if OSS let them, by the end of the key. */
const SHOWN_BY_BROWSERS = /\.(?:x?html?|avif|bmp|gif|heic|ico|jpe?g|png|svg|tiff?|webp)$/i;
const APP_PACKAGE = /\.(apk|ipa)$/i;

/** A link before it is signed, as far as hosts matter. */
export interface HostedLink {
  readonly method: LinkMethod;
  readonly key: string;
  /** Browsers save the object anyway. */
  readonly isDownload: boolean;
  readonly location: Pick<BucketLocation, 'endpoint'>;
}

/** What OSS does on its own public hosts and on no custom domain, where it matters for the link. */
export function ownHostWarnings({ method, key, isDownload, location }: HostedLink): readonly HostWarning[] {
  const { kind, host } = endpointOf(location);
  if (method !== 'GET' || kind === undefined || kind === 'internal') return [];
  const [, extension] = APP_PACKAGE.exec(key) ?? [];
  if (extension !== undefined) {
    const name = `.${extension.toLowerCase()}`;
    return [
      {
        code: 'PackageRefused',
        text: l10n.t('OSS refuses downloads of {0} files from {1}: the link needs a custom domain.', name, host),
        note: l10n.t('OSS refuses {0} files from this host', name),
      },
    ];
  }
  if (isDownload || !SHOWN_BY_BROWSERS.test(key)) return [];
  return [
    {
      code: 'DownloadForced',
      text: l10n.t(
        'Browsers save web pages and images from {0} instead of showing them: OSS shows them on a custom domain only.',
        host,
      ),
      note: l10n.t('saved by browsers, not shown'),
    },
  ];
}

/** For a bucket whose data OSS refused on its own hosts: whether a link with this URL will be refused, too. */
export function refusedHostWarning(url: string): HostWarning | undefined {
  const { kind, host } = parseEndpoint(url, { allowPlainHttp: true });
  if (kind !== 'public' && kind !== 'dualstack') return undefined;
  return {
    code: 'OwnHostRefused',
    text: l10n.t('OSS refuses the data of this bucket on {0}, and the link with it: choose a custom domain.', host),
    note: l10n.t('OSS refuses this host'),
  };
}

/** The core's warning as one that is true of every link of the bucket, if it is one. */
export function asHostWarning({ code, template, args }: LinkWarning): HostWarning | undefined {
  const text = l10n.t(template, ...args);
  if (code === 'PlainHttp') return { code, text, note: l10n.t('plain http') };
  if (code === 'TokenMayEndFirst') return { code, text, note: l10n.t('or when its token ends') };
  return code === 'InternalHost' ? { code, text, note: l10n.t('internal host') } : undefined;
}
