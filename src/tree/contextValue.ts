import { CONTEXT_WORDS } from '../ids.ts';
import { OssError } from '../oss/errors/errors.ts';
import { restoreState } from '../oss/client/restoreState.ts';
import { missingPermission } from '../oss/errors/permissions.ts';
import { isImported, SecretMissingError, type Profile } from '../profiles/profile.ts';
import type { ObjectOrder } from './folderViews.ts';
import type { BucketOrFolderNode, ObjectNode, ShortcutNode, TreeNode } from './nodes.ts';

/** State of a row that menus depend on: the view of a bucket or folder, and whether an object or folder is pinned. */
export interface ViewFlags {
  readonly isFiltered: boolean;
  readonly withDeleted: boolean;
  readonly isPinned?: boolean;
  /** By name if it is absent. */
  readonly order?: ObjectOrder;
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
      return [object, ...archivedWords(node), ...pinnedWords(flags)].join(';');
    case 'deleted':
      return deleted;
    case 'version':
      return node.isDeleteMarker ? deleteMarker : CONTEXT_WORDS.version;
    case 'problem':
      if (node.error instanceof SecretMissingError) return secretMissing;
      return node.error instanceof OssError && missingPermission(node.error) ? denied : problem;
    case 'loadMore':
      return loadMore;
    case 'shortcuts':
      return node.list === 'recent' ? CONTEXT_WORDS.recentList : undefined;
    case 'shortcut':
      return shortcutWords(node, flags).join(';');
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
function bucketOrFolderWords(node: BucketOrFolderNode, flags: ViewFlags): readonly string[] {
  const { isFiltered, withDeleted, order = 'name' } = flags;
  const { added, bucket, filtered, folder, largestFirst, newestFirst, showsDeleted } = CONTEXT_WORDS;
  const orderWords = { name: [], newest: [newestFirst], largest: [largestFirst] }[order];
  const isAdded = node.kind === 'bucket' ? node.added : node.parent.kind === 'profile';
  return [
    node.kind === 'bucket' ? bucket : folder,
    ...(isAdded ? [added] : []),
    ...(isFiltered ? [filtered] : []),
    ...(withDeleted ? [showsDeleted] : []),
    ...orderWords,
    ...pinnedWords(flags),
  ];
}

/** Menus match `ossRecent;ofObject` as one string. */
function shortcutWords({ parent, shortcut }: ShortcutNode, flags: ViewFlags): readonly string[] {
  const { ofObject, pinnedShortcut, recentShortcut } = CONTEXT_WORDS;
  return [
    parent.list === 'pinned' ? pinnedShortcut : recentShortcut,
    ...(shortcut.kind === 'object' ? [ofObject] : []),
    ...(parent.list === 'recent' ? pinnedWords(flags) : []),
  ];
}

/** Menus match `ossObject;archived;restored` as one string. */
function archivedWords(node: ObjectNode): readonly string[] {
  const state = restoreState(node);
  if (!state) return [];
  return state.kind === 'restored' ? [CONTEXT_WORDS.archived, CONTEXT_WORDS.restored] : [CONTEXT_WORDS.archived];
}

function pinnedWords({ isPinned = false }: ViewFlags): readonly string[] {
  return isPinned ? [CONTEXT_WORDS.pinned] : [];
}
