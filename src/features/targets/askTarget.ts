import * as l10n from '@vscode/l10n';
import type { OssClient } from '../../oss/client/ossClient.ts';
import { OssError } from '../../oss/errors/errors.ts';
import type { ObjectPage } from '../../oss/client/objects.ts';
import { splitBucketPath } from '../../oss/names/bucketPath.ts';
import { validateExistingBucket, validateKey } from '../../oss/validate.ts';
import { parentPrefix, type FolderTarget, type ObjectTarget } from '../../links/link.ts';
import { listsBuckets, servesOneBucket, type Profile } from '../../profiles/profile.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import type { TargetServices } from '../services.ts';
import {
  BACK,
  isUnanswered,
  type Answer,
  type Choice,
  type StepInfo,
  type Prompts,
} from '../../ui/prompts/questions.ts';

/** Number of entries shown. Typing lists entries with that prefix. */
const SHOWN_ENTRIES = 200;

/** Choice that lists all buckets. */
const ALL_BUCKETS = Symbol('all buckets');

type BucketOfProfile = Omit<FolderTarget, 'prefix'>;

/** Asks for a profile. A single one needs no question; `undefined` if there is none. */
export async function askProfileId(
  { prompts, profiles }: { readonly prompts: Prompts; readonly profiles: Pick<TargetServices['profiles'], 'list'> },
  place: string | StepInfo,
  offered: readonly Profile[] = profiles.list(),
): Promise<string | undefined> {
  const [first, second] = offered;
  if (!first || !second) return first?.id;
  const answer = await prompts.pick({
    ...(typeof place === 'string' ? { title: place } : place),
    placeholder: l10n.t('Select a profile'),
    choices: offered.map(({ id, name, region }) => ({ label: name, description: region, icon: 'account', value: id })),
  });
  return answer === BACK ? undefined : answer;
}

/** Asks for an object: profile, bucket, then folder by folder, or a typed key. */
export async function askObject(sources: TargetServices, title: string): Promise<ObjectTarget | undefined> {
  return withBucket(sources, { title }, ({ prefix, ...bucketRef }) => browseObjects(sources, title, bucketRef, prefix));
}

/** Options of the question for a folder. */
export interface FolderOptions {
  /** Whether to go on with a profile; true by default. */
  readonly accepts?: ((profileId: string) => boolean) | undefined;
  /** Step of a flow that the questions belong to. */
  readonly place?: Pick<StepInfo, 'step' | 'totalSteps'>;
  /** Folder at which browsing begins. Above it are the folders that hold it, then the buckets. */
  readonly start?: FolderTarget;
  /** Whether that folder can be the answer; true by default. */
  readonly offersStart?: boolean;
}

/**
 * Asks for a folder to upload to: profile, bucket, then folder by folder, or a typed prefix. `undefined` if `accepts`
 * rejects the profile.
 */
export async function askFolder(
  sources: TargetServices,
  title: string,
  options: FolderOptions = {},
): Promise<FolderTarget | undefined> {
  const { start } = options;
  const from = (folder: FolderTarget): Promise<Answer<FolderTarget>> =>
    browseFolders(sources, { title, ...options.place }, folder, options);
  let above = start?.prefix;
  while (start && above !== undefined) {
    const answer = await from({ ...start, prefix: above });
    if (answer !== BACK) return answer;
    above = above === '' ? undefined : parentPrefix(above);
  }
  return withBucket(sources, { title, ...options.place }, from, options);
}

/** Asks for a bucket: profile, then a listed bucket or a typed name. */
export async function askBucketRef(
  sources: TargetServices,
  title: string,
): Promise<Pick<ObjectTarget, 'profileId' | 'bucket'> | undefined> {
  return withBucket(sources, { title }, ({ profileId, bucket }) => Promise.resolve({ profileId, bucket }));
}

async function withBucket<T>(
  sources: TargetServices,
  place: StepInfo,
  browse: (folder: FolderTarget) => Promise<Answer<T>>,
  { accepts = () => true, start }: Pick<FolderOptions, 'accepts' | 'start'> = {},
): Promise<T | undefined> {
  const canGoBack = sources.profiles.list().length > 1;
  let profileId = start?.profileId ?? (await askProfileId(sources, place));
  for (;;) {
    if (profileId === undefined || !accepts(profileId)) return undefined;
    const path = await askBucket(sources, { ...place, canGoBack }, profileId);
    if (path === undefined) return undefined;
    if (path === BACK) {
      profileId = await askProfileId(sources, place);
      continue;
    }
    // A separately added folder is where browsing starts.
    const answer = await browse({ profileId, ...splitBucketPath(path) });
    if (answer !== BACK) return answer;
  }
}

/** Asks for a bucket, added ones first. If only added ones are shown, a choice lists the account's buckets. */
async function askBucket(
  sources: TargetServices,
  place: StepInfo,
  profileId: string,
  isListAskedFor = false,
): Promise<Answer<string>> {
  const { prompts, profiles, clientOf } = sources;
  const profile = profiles.list().find(({ id }) => id === profileId);
  if (!profile) return undefined;
  const lists = isListAskedFor || listsBuckets(profile);
  const mayListMore = !lists && !servesOneBucket(profile);
  let listed: readonly string[] | undefined = lists ? undefined : [];
  const list = async (signal: AbortSignal): Promise<readonly string[]> => {
    const names = bucketNames(await clientOf(profileId), signal);
    if (!isListAskedFor) return unlessListingDenied(names, []);
    // The user requested the list, so a denial is shown. A successful list stays shown.
    const allowed = await names;
    await profiles.showAllBuckets(profileId);
    return allowed;
  };
  const answer = await prompts.pickLive<string | typeof ALL_BUCKETS>({
    ...place,
    placeholder: l10n.t('Select a bucket, or type its name'),
    load: async (text, signal) => {
      listed ??= await list(signal);
      const names = [...new Set([...profile.buckets, ...listed])].filter((name) => name.includes(text));
      const choices: Choice<string | typeof ALL_BUCKETS>[] = names.map((name) => ({
        label: name,
        icon: name.includes('/') ? 'folder' : 'archive',
        value: name,
      }));
      const typed = !names.includes(text) && text !== '' && !checkInput(validateExistingBucket, text);
      if (typed) choices.push({ label: text, description: l10n.t('this bucket'), icon: 'edit', value: text });
      if (mayListMore) choices.push({ label: l10n.t('List All Buckets'), icon: 'list-unordered', value: ALL_BUCKETS });
      return choices;
    },
  });
  return answer === ALL_BUCKETS ? askBucket(sources, place, profileId, true) : answer;
}

async function bucketNames(client: OssClient, signal: AbortSignal): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of client.listBuckets({ signal })) names.push(name);
  return names;
}

/** Listing, or `otherwise` if it is denied: credentials that may not list can still sign. */
export async function unlessListingDenied<T>(listing: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof OssError && error.code === 'AccessDenied') return otherwise;
    throw error;
  }
}

type Chosen = { readonly into: string } | { readonly take: string } | typeof BACK;

async function browseObjects(
  sources: TargetServices,
  title: string,
  bucketRef: BucketOfProfile,
  prefix: string,
): Promise<Answer<ObjectTarget>> {
  return browse(sources, { title }, bucketRef, prefix, {
    placeholder: l10n.t('Select an object, or type the beginning of its name or its whole key'),
    before: () => [],
    after: (keys, text) => {
      const key = prefix + text;
      const choices: Choice<Chosen>[] = keys.map((entry) => ({
        label: entry.slice(prefix.length),
        icon: 'file',
        value: { take: entry },
      }));
      const isNew = text !== '' && !text.endsWith('/') && !keys.includes(key) && !checkInput(validateKey, key);
      if (isNew) {
        // VS Code ranks labels with the text as a prefix first, and an existing object is the likelier choice.
        choices.push({ label: l10n.t('Use the key {0}', key), icon: 'edit', value: { take: key } });
      }
      return choices;
    },
    take: (key) => ({ ...bucketRef, key }),
    descend: (into) => browseObjects(sources, title, bucketRef, into),
  });
}

async function browseFolders(
  sources: TargetServices,
  place: StepInfo,
  { prefix, ...bucketRef }: FolderTarget,
  options: FolderOptions,
): Promise<Answer<FolderTarget>> {
  const { start, offersStart = true } = options;
  const isStart = start && start.bucket === bucketRef.bucket && start.prefix === prefix;
  const use = (text: string): readonly Choice<Chosen>[] => {
    const typed = text === '' ? '' : `${text.replace(/\/+$/, '')}/`;
    const folder = prefix + typed;
    if (folder !== '' && checkInput(validateKey, folder)) return [];
    const label = l10n.t('Use {0}', `${bucketRef.bucket}/${folder}`);
    return [{ label, icon: 'check', value: { take: folder } }];
  };
  // Where browsing starts, the folders in it and above it are the likelier answers.
  const up: Choice<Chosen> = { label: '..', description: l10n.t('one level up'), icon: 'arrow-up', value: BACK };
  return browse(sources, place, bucketRef, prefix, {
    placeholder: l10n.t('Select a folder, or type a new one'),
    before: (text) => (isStart && text === '' ? [] : use(text)),
    after: (_, text) => (text !== '' || !start ? [] : [...(isStart && offersStart ? use(text) : []), up]),
    take: (folder) => ({ ...bucketRef, prefix: folder }),
    descend: (into) => browseFolders(sources, place, { ...bucketRef, prefix: into }, options),
  });
}

interface Browsing<T> {
  readonly placeholder: string;
  /** Choices before the folders. */
  readonly before: (text: string) => readonly Choice<Chosen>[];
  /** Choices after the folders, given the keys with the typed prefix. */
  readonly after: (keys: readonly string[], text: string) => readonly Choice<Chosen>[];
  readonly take: (value: string) => T;
  readonly descend: (into: string) => Promise<Answer<T>>;
}

/** One level of a bucket: the choices on that level and its folders, filtered by OSS while the user types. */
async function browse<T>(
  { prompts, clientOf }: TargetServices,
  place: StepInfo,
  { profileId, bucket }: BucketOfProfile,
  prefix: string,
  { placeholder, before, after, take, descend }: Browsing<T>,
): Promise<Answer<T>> {
  const where: StepInfo = { ...place, title: `${place.title} · ${bucket}/${prefix}`, canGoBack: true };
  for (;;) {
    const chosen = await prompts.pickLive<Chosen>({
      ...where,
      placeholder,
      load: async (text, signal) => {
        const client = await clientOf(profileId);
        const options = { prefix: prefix + text, delimiter: '/', maxKeys: SHOWN_ENTRIES, signal };
        const page = await unlessListingDenied<Pick<ObjectPage, 'prefixes' | 'entries'>>(
          client.listObjects(bucket, options),
          {
            prefixes: [],
            entries: [],
          },
        );
        const folders = page.prefixes.map((folder): Choice<Chosen> => ({
          label: folder.slice(prefix.length),
          icon: 'folder',
          value: { into: folder },
        }));
        return [
          ...before(text),
          ...folders,
          ...after(
            page.entries.map(({ key }) => key),
            text,
          ),
        ];
      },
    });
    if (isUnanswered(chosen)) return chosen;
    if ('take' in chosen) return take(chosen.take);
    const below = await descend(chosen.into);
    if (below !== BACK) return below;
  }
}
