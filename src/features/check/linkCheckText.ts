import * as l10n from '@vscode/l10n';
import type { LinkCheck, UploadCheck } from '../../links/details/linkCheck.ts';
import { linkExpiryText, linkName, type FactsContext } from '../../links/details/linkFacts.ts';
import type { LinkDetails } from '../../links/details/linkDetails.ts';
import type { LinkContent, Presentation } from '../../oss/presignedUrls/probeUrl.ts';
import { describeSize } from '../../text/describe.ts';

/** Result of a check in a few sentences. */
export function linkCheckText(known: LinkDetails, check: LinkCheck, context: FactsContext): string {
  switch (check.kind) {
    case 'failure':
      return l10n.t("{0} doesn't work. {1} {2}", linkName(known), check.failure.cause, check.failure.fix);
    case 'download':
      return l10n.t('{0} works: {1}.', linkName(known), contentText(check.content, known, context));
    case 'upload':
      return [
        l10n.t(
          '{0}: the upload should succeed (nothing was written). The link {1}.',
          linkName(known),
          linkExpiryText(known.link, context),
        ),
        ...uploadTexts(check.upload),
      ].join(' ');
  }
}

/** Result of a check in a word, for a list. */
export function linkCheckLabel(check: LinkCheck): string {
  return check.kind === 'failure' ? l10n.t("doesn't work") : l10n.t('works');
}

function contentText(
  { contentType, sizeBytes, presentation, storageClass }: LinkContent,
  { link }: LinkDetails,
  context: FactsContext,
): string {
  const parts = [
    contentType,
    sizeBytes === undefined ? undefined : describeSize(sizeBytes, context.locale),
    storageClass === undefined || storageClass.toLowerCase() === 'standard' ? undefined : storageClass,
    presentationText(presentation),
    linkExpiryText(link, context),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function presentationText(presentation: Presentation): string {
  switch (presentation) {
    case 'shown':
      return l10n.t('shown by browsers');
    case 'savedAsAsked':
      return l10n.t('saved by browsers');
    case 'savedByType':
      return l10n.t('saved by browsers for its type');
    case 'savedOnOwnHost':
      return l10n.t('saved by browsers, since OSS demands that on its own hosts');
  }
}

function uploadTexts({ existing: present, signature, requirements }: UploadCheck): readonly string[] {
  const existingTexts: Readonly<Record<UploadCheck['existing'], readonly string[]>> = {
    nothing: [l10n.t("The object doesn't exist yet.")],
    overwritten: [l10n.t('It overwrites the existing object.')],
    newVersion: [l10n.t('It adds a version to the existing object.')],
    unknown: [],
  };
  const signatureText =
    signature === 'right' ? l10n.t('The signature is valid.') : l10n.t("The signature can't be verified here.");
  return [...existingTexts[present], signatureText, ...requirements];
}
