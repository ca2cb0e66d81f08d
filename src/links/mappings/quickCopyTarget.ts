import { defaultChoice, type DefaultSources } from '../defaultOptions.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { Profiles } from '../../profiles/profiles.ts';
import type { LinkOptions } from '../linkOptions.ts';
import type { MappedProfiles } from './mappedProfiles.ts';
import type { MappedFile } from './mappings.ts';
import type { LastLink, LinkMemory } from '../linkMemory.ts';

/** Target of a quick copy: the mapped file in the active editor, else the object of the last link. */
export type QuickCopyTarget = MappedTarget | LastTarget;

interface MappedTarget {
  readonly kind: 'mapped';
  readonly file: MappedFile;
  /** `undefined` if the user must choose it. */
  readonly profile: Profile | undefined;
  readonly options: LinkOptions;
  /** Default recipe of the bucket, used instead of the options. */
  readonly recipe?: string;
}

interface LastTarget extends LastLink {
  readonly kind: 'last';
  readonly profile: Profile;
}

export interface QuickCopySources extends Pick<DefaultSources, 'defaultRecipes'> {
  readonly memory: LinkMemory;
  readonly profiles: Pick<Profiles, 'list'>;
  readonly mappings: { active(): MappedFile | undefined; readonly profiles: Pick<MappedProfiles, 'profileFor'> };
}

/** Target of a quick copy; `undefined` if nothing was copied yet, or its profile was removed. */
export function quickCopyTarget({
  memory,
  profiles,
  mappings,
  defaultRecipes,
}: QuickCopySources): QuickCopyTarget | undefined {
  const all = profiles.list();
  const file = mappings.active();
  if (file && all.length > 0) {
    const profile = mappings.profiles.profileFor(file);
    const bucketRef = { profileId: profile?.id ?? '', bucket: file.bucket };
    return {
      kind: 'mapped',
      file,
      profile,
      ...defaultChoice(bucketRef, profile?.name ?? '', 'GET', { memory, defaultRecipes }),
    };
  }
  const { lastLink: last } = memory;
  const profile = last && all.find(({ id }) => id === last.target.profileId);
  return last && profile && { kind: 'last', ...last, profile };
}
