import { CONTEXT_WORDS } from '../ids.ts';
import { OssError } from '../oss/errors.ts';
import { missingPermission } from '../oss/permissions.ts';
import { SecretMissingError, type Profile } from '../profiles/profile.ts';
import type { TreeNode } from './nodes.ts';

/** The words by which menus know a node, e.g. `ossBucket;added`; `undefined` where no menu is for it. */
export function contextValueOf(node: TreeNode, profile: Pick<Profile, 'source'> | undefined): string | undefined {
  const { added, bucket, denied, folder, object, profile: anyProfile, secretMissing, stored } = CONTEXT_WORDS;
  switch (node.kind) {
    case 'profile':
      return profile?.source === 'stored' ? `${anyProfile};${stored}` : anyProfile;
    case 'bucket':
      return node.added ? `${bucket};${added}` : bucket;
    case 'folder':
      return node.parent.kind === 'profile' ? `${folder};${added}` : folder;
    case 'object':
      return object;
    case 'problem':
      if (node.error instanceof SecretMissingError) return secretMissing;
      return node.error instanceof OssError && missingPermission(node.error) ? denied : undefined;
    case 'loadMore':
    case 'allBuckets':
    case 'empty':
      return undefined;
  }
}
