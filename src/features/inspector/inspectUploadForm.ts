import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../links/link.ts';
import { linkExpiryText } from '../../links/details/linkFacts.ts';
import { signerOfForm, uploadFormFacts, uploadFormName } from '../../links/details/uploadFormFacts.ts';
import { MAX_URL_LENGTH } from '../../oss/presignedUrls/presignedUrl.ts';
import { readUploadForms, type UploadForm } from '../../oss/presignedUrls/uploadForms.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { SignatureInDocument } from '../../ui/editors/foundLinks.ts';
import { isUnanswered, type Choice } from '../../ui/prompts/questions.ts';
import { revealObject } from '../explorer/revealObject.ts';
import { requestFiles } from '../requests/requestFiles.ts';
import type { Services } from '../services.ts';
import type { CommandArguments } from '../targets/commandArguments.ts';
import { factChoices, type Action } from './factChoices.ts';
import { removeSignatures } from './removeSignatures.ts';

/** Upload form in a document, with the location of its policy. */
interface ChosenForm {
  readonly form: UploadForm;
  readonly location: SignatureInDocument;
}

/** Upload form at the location of a command, otherwise at the cursor; `undefined` if there is none. */
export async function uploadFormAt(
  [argument]: CommandArguments,
  { inspector }: Pick<Services, 'inspector'>,
): Promise<ChosenForm | undefined> {
  const texts = await inspector.texts();
  const place = locationOf(argument);
  const cursor = place ? undefined : texts.cursor();
  const text = place ? await texts.from(place, MAX_URL_LENGTH) : (cursor?.text ?? '');
  const index = place ? 0 : cursor?.cursorIndex;
  const found = readUploadForms(text).find(
    ({ startIndex, endIndex }) => index === undefined || (startIndex <= index && index <= endIndex),
  );
  const { uri, startIndex } = place ?? cursor ?? {};
  if (!found || uri === undefined || startIndex === undefined) return undefined;
  const policy = text.slice(found.startIndex, found.endIndex);
  return {
    form: found.form,
    location: { uri, startIndex: startIndex + found.startIndex, length: policy.length, signature: policy },
  };
}

function locationOf(argument: unknown): { readonly uri: string; readonly startIndex: number } | undefined {
  if (typeof argument !== 'object' || argument === null || !('uri' in argument) || !('startIndex' in argument)) {
    return undefined;
  }
  const { uri, startIndex } = argument;
  return typeof uri === 'string' && typeof startIndex === 'number' ? { uri, startIndex } : undefined;
}

/** Shows what an upload form allows, and the actions for it. Sends no request. */
export async function showUploadForm({ form, location }: ChosenForm, services: Services): Promise<void> {
  const { prompts, profiles, now, locale } = services;
  const context = { now: now(), locale };
  const signer = await signerOfForm(form, profiles);
  const answer = await prompts.pick<Action>({
    title: `${l10n.t('Inspect Link')} · ${uploadFormName(form)}`,
    placeholder: l10n.t('{0}. Select an action, or a value to copy it.', linkExpiryText(form, context)),
    choices: [
      ...folderActions(form, signer, services),
      {
        label: l10n.t('Remove Signature Here'),
        icon: 'eraser',
        value: () => removeSignatures([location], services),
      },
      { heading: l10n.t('Details') },
      ...factChoices(uploadFormFacts(form, signer, context), services),
    ],
  });
  if (!isUnanswered(answer)) await answer();
}

/** Actions on the folder of a form that one of the profiles has signed. */
function folderActions(
  { bucket, key }: UploadForm,
  signer: Profile | undefined,
  services: Services,
): readonly Choice<Action>[] {
  if (!signer || bucket === undefined || key === undefined || 'exact' in key) return [];
  const folder: FolderTarget = {
    ...{ profileId: signer.id, bucket },
    prefix: key.prefix.slice(0, key.prefix.lastIndexOf('/') + 1),
  };
  const { prefix, ...bucketRef } = folder;
  return [
    { label: l10n.t('Request Files…'), icon: 'inbox', value: () => requestFiles(folder, services) },
    ...(prefix === ''
      ? []
      : [
          {
            label: l10n.t('Reveal Folder in Buckets'),
            icon: 'list-tree',
            value: () => revealObject({ ...bucketRef, key: prefix }, services),
          },
        ]),
  ];
}
