import { CONTEXT_WORDS } from '../ids.ts';
import { OssError } from '../oss/errors/errors.ts';
import { missingPermission } from '../oss/errors/permissions.ts';
import { isImported, SecretMissingError, type Profile } from '../profiles/profile.ts';
import type { BucketOrFolderNode, TreeNode } from './nodes.ts';

/** View state of a bucket or folder that menus depend on. */
export interface ViewFlags {
  readonly isFiltered: boolean;
  readonly withDeleted: boolean;
}

/** `contextValue` of a node, e.g. `ossBucket;added`; `undefined` if no menu applies to it. */
export function contextValueOf(
  node: TreeNode,
  profile: Pick<Profile, 'source' | 'credentialSource'> | undefined,
  flags: ViewFlags = { isFiltered: false, withDeleted: false },
): string | undefined {
  const { deleteMarker, deleted, denied, loadMore, object, problem, secretMissing } = CONTEXT_WORDS;
  switch (node.kind) {
    case 'profile':
      return profileWords(profile).join(';');
    case 'bucket':
    case 'folder':
      return bucketOrFolderWords(node, flags).join(';');
    // Menus match `ossObject;archived` as one string.
    case 'object':
      return /archive/i.test(node.storageClass ?? '') ? `${object};${CONTEXT_WORDS.archived}` : object;
    case 'deleted':
      return deleted;
    case 'version':
      return node.isDeleteMarker ? deleteMarker : CONTEXT_WORDS.version;
    case 'problem':
      if (node.error instanceof SecretMissingError) return secretMissing;
      return node.error instanceof OssError && missingPermission(node.error) ? denied : problem;
    case 'loadMore':
      return loadMore;
    case 'allBuckets':
    case 'empty':
    case 'waiting':
      return undefined;
  }
}

/** Menus match `ossProfile;stored` as one string, so `stored` comes second. */
function profileWords(profile: Pick<Profile, 'source' | 'credentialSource'> | undefined): readonly string[] {
  const { imported, profile: anyProfile, stored } = CONTEXT_WORDS;
  if (profile?.source !== 'stored') return [anyProfile];
  return isImported(profile.credentialSource) ? [anyProfile, stored, imported] : [anyProfile, stored];
}

/** Menus match `ossBucket;added` as one string, so `added` comes second. */
function bucketOrFolderWords(node: BucketOrFolderNode, { isFiltered, withDeleted }: ViewFlags): readonly string[] {
  const { added, bucket, filtered, folder, showsDeleted } = CONTEXT_WORDS;
  const isAdded = node.kind === 'bucket' ? node.added : node.parent.kind === 'profile';
  return [
    node.kind === 'bucket' ? bucket : folder,
    ...(isAdded ? [added] : []),
    ...(isFiltered ? [filtered] : []),
    ...(withDeleted ? [showsDeleted] : []),
  ];
}
