import * as l10n from '@vscode/l10n';
import { bulkFormats } from '../../links/bulk/bulkFormats.ts';
import { createBulkSigner } from '../../links/bulk/bulkSigner.ts';
import type { BulkTarget } from '../../links/bulk/bulkText.ts';
import type { FolderTarget } from '../../links/link.ts';
import { TimeSlices } from '../../links/bulk/timeSlices.ts';
import { AUTO_CONTENT_TYPE, type LinkOptions } from '../../links/linkOptions.ts';
import { validitySeconds } from '../../links/validity.ts';
import { validateKey } from '../../oss/validate.ts';
import { describeCount } from '../../text/describe.ts';
import { askBulkChoices } from './askBulkChoices.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import { askBulkFolder } from './bulkProfiles.ts';
import { validateNames, readNames } from './nameList.ts';
import type { Services } from '../services.ts';
import { tokenExpiry } from '../../links/scopedCredentials.ts';
import { writeBulkLinks } from './writeBulkLinks.ts';

const NAMES_PER_PAGE = 1000;

/** Makes an upload link for each name of a list in a folder. */
export async function bulkPutLinks(given: FolderTarget | undefined, services: Services): Promise<void> {
  const title = l10n.t('Create Upload Links from Names');
  const folder = await askBulkFolder(given, title, services);
  if (!folder) return;
  const names = await askNames(title, folder, services);
  if (!names) return;
  const { prompts, memory, now, locale, maxValiditySeconds } = services;
  const choices = await askBulkChoices(prompts, title, {
    formats: bulkFormats.filter(({ methods }) => methods.includes('PUT')),
    recent: memory.recentValidities(),
    last: memory.lastValidity('PUT'),
    now,
    locale,
    maxSeconds: maxValiditySeconds(),
    tokenExpiry: await tokenExpiry([folder], services),
    filter: undefined,
  });
  if (!choices) return;
  const { bucket, prefix } = folder;
  const options: LinkOptions = {
    method: 'PUT',
    validity: `${validitySeconds(choices.validity, now())}s`,
    contentType: AUTO_CONTENT_TYPE,
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
      pages: () => pagesOf(names, folder),
      signerOf: (target) => createBulkSigner(target, options, services),
    },
    services,
  );
}

/** Lines of the clipboard, or names of chosen files; `undefined` on cancel. */
async function askNames(
  title: string,
  folder: FolderTarget,
  services: Pick<Services, 'prompts' | 'clipboard' | 'locale' | 'files'>,
): Promise<readonly string[] | undefined> {
  const { prompts, clipboard, files, locale } = services;
  const slices = new TimeSlices();
  const lines = await readNames(await clipboard.readText(), slices);
  const fromFiles = l10n.t('From Files on This Computer…');
  for (;;) {
    const source = await prompts.pick<'clipboard' | 'files'>({
      title,
      placeholder: l10n.t('Select the names of the objects in {0}', `${folder.bucket}/${folder.prefix}`),
      choices: [
        {
          label: l10n.t('From Clipboard'),
          description:
            lines.size === 0
              ? l10n.t('no names; copy them first, one per line')
              : l10n.t(lines.size === 1 ? '1 name' : '{0} names, one per line', describeCount(lines.size, locale)),
          icon: 'clippy',
          value: 'clipboard',
        },
        { label: fromFiles, icon: 'folder-opened', value: 'files' },
      ],
      ...(lines.size === 0 && { activeLabel: fromFiles }),
    });
    if (isUnanswered(source)) return undefined;
    const picked = source === 'files' ? await files.ask(title) : undefined;
    if (source === 'files' && !picked) continue;
    if (!picked) {
      await validateNames(lines, folder, slices);
      return [...lines.keys()];
    }
    const names = (await files.describe(picked)).map(({ name }) => name);
    for (const name of names) validateKey(folder.prefix + name);
    return names;
  }
}

async function* pagesOf(
  names: readonly string[],
  { profileId, bucket, prefix }: FolderTarget,
): AsyncGenerator<readonly BulkTarget[]> {
  for (let start = 0; start < names.length; start += NAMES_PER_PAGE) {
    const page = names.slice(start, start + NAMES_PER_PAGE);
    yield await Promise.resolve(page.map((name) => ({ profileId, bucket, key: prefix + name, path: name })));
  }
}
