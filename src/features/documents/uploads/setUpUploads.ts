import * as l10n from '@vscode/l10n';
import type { FolderTarget } from '../../../links/link.ts';
import { DEFAULT_NAME_TEMPLATE, INSERTED_TEXTS, type InsertedText } from '../../../links/mappings/documentUploads.ts';
import { EXAMPLE_FILE, parseNameTemplate } from '../../../links/mappings/nameTemplate.ts';
import { readMappedFolder, validateMapping } from '../../../links/mappings/mappings.ts';
import { bucketPathText } from '../../../oss/names/bucketPath.ts';
import { checkInput, inputErrorText } from '../../../ui/prompts/checkInput.ts';
import { isUnanswered, type InputCheck } from '../../../ui/prompts/questions.ts';
import { runSteps, type Step } from '../../../ui/prompts/wizard.ts';
import { requireProfile } from '../../profiles/requireProfile.ts';
import type { Services } from '../../services.ts';
import { askUploadFolder } from '../../targets/askUploadFolder.ts';

interface Answers {
  /** Folder of the documents. */
  readonly folder: string;
  readonly target?: FolderTarget;
  readonly name: string;
  readonly insert?: InsertedText;
}

/** Maps a folder of the workspace to a bucket, for files that are pasted or dropped into its documents. */
export async function setUpUploads(services: Services): Promise<void> {
  const { mappings, notifications } = services;
  const folder = mappings.folderOfDocuments();
  if (folder === undefined) {
    notifications.warn(l10n.t('Open a folder first.'));
    return;
  }
  if (!(await requireProfile(services))) return;
  const answers = await runSteps(steps(services), { folder, name: DEFAULT_NAME_TEMPLATE });
  if (!answers?.target || !answers.insert) return;
  const { name, insert, target } = answers;
  const { profileId, bucket, prefix } = target;
  const mapping = { folder: answers.folder, bucket, documents: { folder: prefix, name, insert } };
  validateMapping(mapping);
  const root = await mappings.add(mapping);
  // The user has chosen the profile with the bucket.
  if (root) await mappings.profiles.approve({ root, bucket }, profileId);
  const openSettings = { label: l10n.t('Open Settings'), run: () => mappings.openSettings() };
  if (await mappings.hasFolder(answers.folder)) {
    notifications.info(l10n.t('Saved the mapping in the settings of the workspace.'), openSettings);
  } else {
    notifications.warn(
      l10n.t('Saved the mapping in the settings of the workspace, which has no folder {0} yet.', answers.folder),
      openSettings,
    );
  }
}

function steps(services: Services): readonly Step<Answers>[] {
  const { prompts, now } = services;
  const title = l10n.t('Set Up Uploads in Documents');
  return [
    {
      ask: async (state, step) => {
        const folder = await prompts.input({
          ...step,
          title,
          prompt: l10n.t('Folder of the documents. Leave empty for the whole workspace folder.'),
          value: state.folder,
          check: (text) => checkInput(readMappedFolder, text),
        });
        return isUnanswered(folder) ? folder : { ...state, folder };
      },
    },
    {
      ask: async (state, { step, totalSteps }) => {
        const target = await askUploadFolder(services, title, { place: { step, totalSteps } });
        return target && { ...state, target };
      },
    },
    {
      ask: async (state, step) => {
        const name = await prompts.input({
          ...step,
          title,
          prompt: l10n.t(
            'Name of an uploaded file: {0}',
            '{name}, {ext}, {hash8}, {date:yyyy/MM}, {document}, {folder}',
          ),
          value: state.name,
          check: (text) => checkTemplate(text, state.target ? bucketPathText(state.target) : '', now()),
        });
        return isUnanswered(name) ? name : { ...state, name };
      },
    },
    {
      ask: async (state, step) => {
        const insert = await prompts.pick<InsertedText>({
          ...step,
          title,
          placeholder: l10n.t('Select the text to insert'),
          choices: INSERTED_TEXTS.map((value) => ({ label: labels()[value], value })),
        });
        return isUnanswered(insert) ? insert : { ...state, insert };
      },
    },
  ];
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
