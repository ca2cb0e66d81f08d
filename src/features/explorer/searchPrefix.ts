import * as l10n from '@vscode/l10n';
import type { FolderTarget, ObjectTarget } from '../../links/link.ts';
import type { ObjectPage } from '../../oss/client/objects.ts';
import { describeAge, describeSize } from '../../text/describe.ts';
import { askBucketRef } from '../targets/askTarget.ts';
import { BACK, isUnanswered, type Answer, type LiveChoice } from '../../ui/prompts/questions.ts';
import { copyKey, copyUri } from './copyAddress.ts';
import { copyGetUrl } from '../copy/copyGetUrl.ts';
import { requireProfile } from '../profiles/requireProfile.ts';
import { revealObject } from './revealObject.ts';
import type { Services } from '../services.ts';

/** Keys per page of the search. */
const SHOWN_KEYS = 200;

/**
 * Finds keys by prefix at any depth below a bucket or folder, and reveals or copies one. OSS searches, so that
 * nothing has to be loaded. Without a folder it asks for a bucket, of the given profile if there is one.
 */
export async function searchPrefix(
  given: FolderTarget | undefined,
  profileId: string | undefined,
  services: Services,
): Promise<void> {
  const title = l10n.t('Search by Prefix');
  if (!given && !(await requireProfile(services))) return;
  const folder = given ?? (await askBucket(title, profileId, services));
  if (!folder) return;
  let typed = '';
  for (;;) {
    const key = await askKey(title, folder, typed, services, (text) => (typed = text));
    if (isUnanswered(key)) return;
    const { bucket } = folder;
    const target = { profileId: folder.profileId, bucket, key };
    const action = await askAction(target, services);
    if (action === undefined) return;
    if (action === BACK) continue;
    await action();
    return;
  }
}

async function askBucket(
  title: string,
  profileId: string | undefined,
  services: Pick<Services, 'prompts' | 'profiles' | 'clientOf'>,
): Promise<FolderTarget | undefined> {
  const { profiles } = services;
  const bucket = await askBucketRef(
    {
      ...services,
      profiles: {
        list: () => profiles.list().filter(({ id }) => profileId === undefined || id === profileId),
        showAllBuckets: (id) => profiles.showAllBuckets(id),
      },
    },
    title,
  );
  return bucket && { ...bucket, prefix: '' };
}

function askKey(
  title: string,
  { profileId, bucket, prefix }: FolderTarget,
  value: string,
  { prompts, clientOf, now, locale }: Pick<Services, 'prompts' | 'locale' | 'now' | 'clientOf'>,
  onTyped: (text: string) => void,
): Promise<Answer<string>> {
  const choicesOf = ({ entries, nextContinuationToken: next }: ObjectPage, search: string): LiveChoice<string>[] => [
    ...entries.map(({ key, sizeBytes, lastModified }) => ({
      label: key.slice(prefix.length),
      description: `${describeSize(sizeBytes, locale)} · ${describeAge(lastModified, now(), locale)}`,
      icon: key.endsWith('/') ? 'folder' : 'file',
      value: key,
    })),
    ...(next === undefined
      ? []
      : [
          {
            label: l10n.t('Show More'),
            icon: 'ellipsis',
            more: async (signal: AbortSignal) => choicesOf(await load(search, signal, next), search),
          },
        ]),
  ];
  const load = async (search: string, signal: AbortSignal, continuationToken?: string): Promise<ObjectPage> => {
    const client = await clientOf(profileId);
    return client.listObjects(bucket, { prefix: search, maxKeys: SHOWN_KEYS, signal, continuationToken });
  };
  return prompts.pickLive<string>({
    title: `${title} · ${bucket}/${prefix}`,
    placeholder: l10n.t('Type the beginning of the key (case-sensitive)'),
    value,
    load: async (text, signal) => {
      onTyped(text);
      return choicesOf(await load(prefix + text, signal), prefix + text);
    },
  });
}

type Action = () => Promise<unknown>;

function askAction(target: ObjectTarget, services: Services): Promise<Answer<Action>> {
  const link = { label: l10n.t('Copy Download Link'), icon: 'link', value: () => copyGetUrl([target], services) };
  return services.prompts.pick<Action>({
    title: `${target.bucket}/${target.key}`,
    placeholder: l10n.t('Select an action for the folder or object'),
    canGoBack: true,
    choices: [
      { label: l10n.t('Reveal in Buckets'), icon: 'list-tree', value: () => revealObject(target, services) },
      ...(target.key.endsWith('/') ? [] : [link]),
      { label: l10n.t('Copy Key'), icon: 'copy', value: () => copyKey([target], services) },
      { label: l10n.t('Copy oss:// URI'), icon: 'copy', value: () => copyUri([target], services) },
    ],
  });
}
