import * as l10n from '@vscode/l10n';
import type { FileKinds } from '../../links/requests/fileKinds.ts';
import { MAX_UPLOAD_BYTES } from '../../links/requests/fileRequest.ts';
import type { RequestOptions } from '../../links/requests/requestOptions.ts';
import { describeSize } from '../../text/describe.ts';
import type { SameNameRule } from './bucketFacts.ts';

/** Accepted files in words. */
export function kindsText(kinds: FileKinds): string {
  switch (kinds) {
    case 'any':
      return l10n.t('all files');
    case 'pictures':
      return l10n.t('pictures');
    case 'documents':
      return l10n.t('documents');
    case 'archives':
      return l10n.t('archives');
    default:
      return kinds.extensions.join(', ');
  }
}

/** Largest file in words. */
export function maxSizeText(maxBytes: number | undefined, locale: string): string {
  return maxBytes === undefined || maxBytes >= MAX_UPLOAD_BYTES
    ? l10n.t('{0} (OSS limit)', describeSize(MAX_UPLOAD_BYTES, locale))
    : describeSize(maxBytes, locale);
}

/** Text about the upload of an existing name. An unknown rule of the bucket is treated like that of most buckets. */
export function sameNameText(sameName: RequestOptions['sameName'], rule: SameNameRule = 'refuses'): string {
  if (sameName === 'keepBoth') return l10n.t('keep both (random letters before each name)');
  switch (rule) {
    case 'refuses':
      return l10n.t('refuse the new file');
    case 'addsVersion':
      return l10n.t('add a version (this bucket keeps versions)');
    case 'replaces':
      return l10n.t('replace the object (versioning of this bucket is suspended)');
  }
}

/** Limits of a request in one line. */
export function limitsText(
  { maxBytes, kinds, sameName }: RequestOptions,
  rule: SameNameRule | undefined,
  locale: string,
): string {
  return [
    l10n.t('Up to {0} per file', maxSizeText(maxBytes, locale)),
    l10n.t('Accepted: {0}', kindsText(kinds)),
    l10n.t('Same name: {0}', sameNameText(sameName, rule)),
  ].join(' · ');
}

/** Folder of a request for display. */
export function folderText({ bucket, prefix }: { readonly bucket: string; readonly prefix: string }): string {
  return `${bucket}/${prefix}`;
}
