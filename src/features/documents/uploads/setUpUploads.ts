import * as l10n from '@vscode/l10n';
import { DEFAULT_NAME_TEMPLATE, INSERTED_TEXTS, type InsertedText } from '../../../links/mappings/documentUploads.ts';
import { EXAMPLE_FILE, parseNameTemplate } from '../../../links/mappings/nameTemplate.ts';
import { bucketPathText } from '../../../oss/names/bucketPath.ts';
import { inputErrorText } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type InputCheck } from '../../../ui/prompts/questions.ts';
import { requireProfile } from '../../profiles/requireProfile.ts';
import type { Services } from '../../services.ts';
import { askUploadFolder } from '../../targets/askUploadFolder.ts';

/** Maps a folder of the workspace to a bucket, for files that are pasted or dropped into its documents. */
export async function setUpUploads(services: Services): Promise<void> {
  const { mappings, notifications, prompts } = services;
  const title = l10n.t('Set Up Uploads in Documents');
  const folder = mappings.folderOfDocuments();
  if (folder === undefined) {
    notifications.warn(l10n.t('Open a folder first.'));
    return;
  }
  if (!(await requireProfile(services))) return;
  const documents = await prompts.input({
    title,
    prompt: l10n.t('Folder of the documents. Leave empty for the whole workspace folder.'),
    value: folder,
  });
  if (isUnanswered(documents)) return;
  const target = await askUploadFolder(services, title);
  if (!target) return;
  const name = await prompts.input({
    title,
    prompt: l10n.t('Name of an uploaded file: {0}', '{name}, {ext}, {hash8}, {date:yyyy/MM}, {document}, {folder}'),
    value: DEFAULT_NAME_TEMPLATE,
    check: (text) => checkTemplate(text, bucketPathText(target), services.now()),
  });
  if (isUnanswered(name)) return;
  const insert = await prompts.pick<InsertedText>({
    title,
    placeholder: l10n.t('Select the text to insert'),
    choices: INSERTED_TEXTS.map((value) => ({ label: labels()[value], value })),
  });
  if (isUnanswered(insert)) return;
  const { bucket, prefix } = target;
  await mappings.add({ folder: documents, bucket, documents: { folder: prefix, name, insert } });
  notifications.info(l10n.t('Saved the mapping in the settings of the workspace.'), {
    label: l10n.t('Open Settings'),
    run: () => mappings.openSettings(),
  });
}

/** Example of a name while the template is typed, or the reason why it is none. */
function checkTemplate(text: string, folder: string, date: Date): InputCheck {
  try {
    const example = parseNameTemplate(text)({ ...EXAMPLE_FILE, date });
    const path = `${folder.replace(/\/?$/, '/')}${example}`;
    return { severity: 'info', message: l10n.t('{0} becomes {1}', EXAMPLE_FILE.name, path) };
  } catch (error) {
    return { severity: 'error', message: inputErrorText(error) };
  }
}

function labels(): Readonly<Record<InsertedText, string>> {
  return {
    address: l10n.t('oss:// address, which the Markdown preview shows'),
    url: l10n.t('URL without a signature, for public objects'),
    link: l10n.t('Download link, for anyone who reads the document'),
  };
}
