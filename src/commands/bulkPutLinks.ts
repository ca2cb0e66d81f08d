import * as l10n from '@vscode/l10n';
import { bulkFormats } from '../links/bulk/bulkFormats.ts';
import { openBulkSigner } from '../links/bulk/bulkSigner.ts';
import type { BulkTarget } from '../links/bulk/bulkText.ts';
import type { FolderTarget } from '../links/link.ts';
import { TYPE_BY_NAME, type LinkOptions } from '../links/linkOptions.ts';
import { validitySeconds } from '../links/validity.ts';
import { InvalidInputError } from '../oss/errors.ts';
import { validateKey } from '../oss/validate.ts';
import { askBulkChoices } from '../ui/askBulkChoices.ts';
import { inputErrorText } from '../ui/errorText.ts';
import { isUnanswered } from '../ui/questions.ts';
import { askBulkFolder } from './bulkProfiles.ts';
import type { Services } from './services.ts';
import { tokenEnd } from './tokenEnd.ts';
import { writeBulkLinks } from './writeBulkLinks.ts';

const PAGE = 1000;

/** Makes an upload link for each of a list of names in a folder. */
export async function bulkPutLinks(given: FolderTarget | undefined, services: Services): Promise<void> {
  const title = l10n.t('Create PUT Links for Names');
  const folder = await askBulkFolder(given, title, services);
  if (!folder) return;
  const names = await askNames(title, folder, services);
  if (!names) return;
  const { prompts, memory, now, locale, maxValiditySeconds } = services;
  const choices = await askBulkChoices(prompts, title, {
    formats: bulkFormats.filter(({ methods }) => methods.includes('PUT')),
    recent: memory.recentValidities(),
    last: memory.validity('PUT'),
    now,
    locale,
    maxSeconds: maxValiditySeconds(),
    tokenEnd: await tokenEnd([folder], services),
    filter: undefined,
  });
  if (!choices) return;
  const { profileId, bucket, prefix } = folder;
  const options: LinkOptions = {
    method: 'PUT',
    validity: `${validitySeconds(choices.validity, now())}s`,
    contentType: TYPE_BY_NAME,
  };
  await writeBulkLinks(
    {
      ...{
        title: `${bucket}/${prefix}`,
        count: names.length,
        format: choices.format,
        method: 'PUT',
        batches: [{ ...folder, count: names.length }],
      },
      pages: () => pagesOf(names.map((name) => ({ profileId, bucket, key: prefix + name, path: name }))),
      signerOf: (target) => openBulkSigner(target, options, services),
    },
    services,
  );
}

/** The lines of the clipboard, or the names of files that the user picks; `undefined` where he leaves. */
async function askNames(
  title: string,
  folder: FolderTarget,
  services: Services,
): Promise<readonly string[] | undefined> {
  const { prompts, clipboard, files } = services;
  const lines = linesOf(await clipboard.readText());
  for (;;) {
    const source = await prompts.pick<'clipboard' | 'files'>({
      title,
      placeholder: l10n.t('Names of the objects in {0}', `${folder.bucket}/${folder.prefix}`),
      choices: [
        {
          label: l10n.t('From the clipboard'),
          description: l10n.t('{0} names, one a line', lines.length),
          icon: 'clippy',
          value: 'clipboard',
        },
        { label: l10n.t('From files on this computer…'), icon: 'folder-opened', value: 'files' },
      ],
    });
    if (isUnanswered(source)) return undefined;
    const picked = source === 'files' ? await files.ask(title) : undefined;
    if (source === 'files' && !picked) continue;
    const names = picked ? (await files.describe(picked)).map(({ name }) => name) : lines;
    checkNames(names, folder);
    return names;
  }
}

function linesOf(text: string): readonly string[] {
  const names = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** Throws an `InvalidInputError` that tells the first line that is no name. */
function checkNames(names: readonly string[], { prefix }: FolderTarget): void {
  if (names.length === 0) {
    throw new InvalidInputError('names', 'There is no name on the clipboard. Copy the names first, one a line.');
  }
  for (const [index, name] of names.entries()) {
    try {
      validateKey(prefix + name);
    } catch (error) {
      throw new InvalidInputError('names', 'Line {0} is no name of an object: {1}', [index + 1, inputErrorText(error)]);
    }
  }
}

async function* pagesOf(targets: readonly BulkTarget[]): AsyncGenerator<readonly BulkTarget[]> {
  for (let start = 0; start < targets.length; start += PAGE) {
    yield await Promise.resolve(targets.slice(start, start + PAGE));
  }
}
