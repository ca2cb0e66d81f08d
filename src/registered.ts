// Kept apart: register.ts and createExtension.ts share these types, and neither imports the other.
import type { IssuedNode } from './features/issued/issuedNodes.ts';
import type { TreeNode } from './tree/nodes.ts';
import type { ObjectFiles } from './ui/files/objectFiles.ts';
import type { LazyView } from './ui/lazyTreeProvider.ts';

/** Parts that are registered at activation, before any service exists. */
export interface Registered {
  readonly explorer: LazyView<TreeNode>;
  readonly issued: LazyView<IssuedNode>;
  readonly objectEditors: ObjectFiles;
}
