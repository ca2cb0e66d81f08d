import * as l10n from '@vscode/l10n';
import type { UploadForm } from '../../oss/presignedUrls/uploadForms.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import { describeSize } from '../../text/describe.ts';
import { formatMoment } from '../../text/moment.ts';
import { hasOwnAccessKey } from './linkDetails.ts';
import { linkExpiryText, type FactsContext, type LinkFact } from './linkFacts.ts';

/** Target of an upload form: a key or a prefix. */
export function uploadFormName({ bucket, key }: UploadForm): string {
  const path = key === undefined ? '' : 'exact' in key ? key.exact : key.prefix;
  return l10n.t('Upload form for {0}', [bucket, path].filter((part) => part !== undefined).join('/'));
}

/** All facts about an upload form, the most important first. Never contains its policy, its signature or its AccessKey ID. */
export function uploadFormFacts(
  form: UploadForm,
  signer: Profile | undefined,
  context: FactsContext,
): readonly LinkFact[] {
  const { bucket = '', key, sizes, contentTypes, forbidsOverwrite, isTemporary, region, signedAt } = form;
  const { locale } = context;
  const facts: LinkFact[] = [];
  const add = (name: string, value: string): void => {
    facts.push({ name, value });
  };
  if (key !== undefined && 'exact' in key) add(l10n.t('Object'), `${bucket}/${key.exact}`);
  else if (key !== undefined && key.prefix !== '') add(l10n.t('Folder'), `${bucket}/${key.prefix}`);
  else add(l10n.t('Bucket'), l10n.t('{0} (any key)', bucket));
  add(l10n.t('Validity'), linkExpiryText(form, context));
  add(l10n.t('Size'), sizesText(sizes, locale));
  add(l10n.t('Accepted Files'), contentTypes?.join(', ') ?? l10n.t('all files'));
  add(l10n.t('Existing objects'), forbidsOverwrite ? l10n.t('not replaced') : l10n.t('may be replaced'));
  add(l10n.t('Signed at'), formatMoment(signedAt, context));
  add(
    l10n.t('Signed by'),
    signer ? l10n.t('profile {0}', signer.name) : l10n.t('an AccessKey that no profile here has'),
  );
  add(l10n.t('Region'), region);
  if (isTemporary) {
    add(l10n.t('Warning'), l10n.t('Signed with temporary credentials: the form stops working when they expire.'));
  }
  return facts;
}

function sizesText(sizes: UploadForm['sizes'], locale: string): string {
  if (sizes === undefined) return l10n.t('not limited');
  const [minBytes, maxBytes] = sizes;
  return minBytes === 0
    ? l10n.t('up to {0} per file', describeSize(maxBytes, locale))
    : l10n.t('{0} to {1} per file', describeSize(minBytes, locale), describeSize(maxBytes, locale));
}

/** Profile that signed a form, among those whose AccessKey is loaded. Sends no request. */
export async function signerOfForm(
  { accessKeyId }: UploadForm,
  profiles: Pick<Profiles, 'list' | 'credentialsOf'>,
): Promise<Profile | undefined> {
  for (const profile of profiles.list().filter(hasOwnAccessKey)) {
    try {
      const credentials = await profiles.credentialsOf(profile.id);
      if (credentials.accessKeyId === accessKeyId) return profile;
    } catch {
      // A profile whose secret is not loaded has not signed recently.
    }
  }
  return undefined;
}
