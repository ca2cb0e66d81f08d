import { CONTEXT_WORDS } from '../ids.ts';
import { SecretMissingError, type Profile } from '../profiles/profile.ts';
import type { TreeNode } from './nodes.ts';

/** The words by which menus know a node, e.g. `ossBucket;added`; `undefined` where no menu is for it. */
export function contextValueOf(node: TreeNode, profile: Pick<Profile, 'source'> | undefined): string | undefined {
  const { added, bucket, folder, object, profile: anyProfile, secretMissing, stored } = CONTEXT_WORDS;
  switch (node.kind) {
    case 'profile':
      return profile?.source === 'stored' ? `${anyProfile};${stored}` : anyProfile;
    case 'bucket':
      return node.added ? `${bucket};${added}` : bucket;
    case 'folder':
      return folder;
    case 'object':
      return object;
    case 'problem':
      return node.error instanceof SecretMissingError ? secretMissing : undefined;
    case 'loadMore':
    case 'empty':
      return undefined;
  }
}
