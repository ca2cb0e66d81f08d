import type { Ledger } from '../links/ledger.ts';
import type { LinkHosts } from '../links/linkHosts.ts';
import type { LinkMemory } from '../links/memory.ts';
import type { Clients } from '../profiles/clients.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { CredentialSources } from '../profiles/sources/credentialSources.ts';
import type { ObjectTree } from '../tree/objectTree.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { TargetSources } from '../ui/askTarget.ts';
import type { Documents } from '../ui/documents.ts';
import type { Editors } from '../ui/editors.ts';
import type { HostFacts } from '../ui/hostFacts.ts';
import type { Inspector } from '../ui/inspector.ts';
import type { ImagePreview } from '../ui/imagePreview.ts';
import type { Log } from '../ui/log.ts';
import type { RecipeStore } from '../ui/recipeSettings.ts';
import type { Notifications } from '../ui/notifications.ts';
import type { Transfers } from '../ui/transfers.ts';
import type { QrCodes } from '../ui/qrCodes.ts';
import type { FileMappings } from '../ui/workspaceMappings.ts';

/** What commands work with; `extension.ts` builds it once. */
export interface Services extends TargetSources, Transfers {
  readonly profiles: Profiles;
  /** Loads what reads other tools' configuration. */
  readonly sources: () => Promise<CredentialSources>;
  readonly clients: Clients;
  readonly memory: LinkMemory;
  readonly linkHosts: LinkHosts;
  /** What files of the workspace are objects. */
  readonly mappings: FileMappings;
  /** What was handed out. */
  readonly ledger: Ledger;
  /** Loads what reads and keeps recipes. */
  readonly recipes: () => Promise<RecipeStore>;
  /** The validity of recipes without one. */
  readonly defaultValiditySeconds: () => number;
  /** What is selected in the tree. */
  readonly selectedNodes: () => readonly TreeNode[];
  /** No link lives longer. */
  readonly maxValiditySeconds: () => number;
  /** No link that a language model asks for lives longer. */
  readonly maxToolValiditySeconds: () => number;
  readonly notifications: Notifications;
  readonly clipboard: { readText(): PromiseLike<string>; writeText(text: string): PromiseLike<void> };
  readonly tree: ObjectTree;
  readonly log: Log;
  readonly documents: Documents;
  readonly editors: Editors;
  readonly qrCodes: QrCodes;
  readonly inspector: Inspector;
  readonly imagePreview: ImagePreview;
  /** Loads what reads them. */
  readonly hostFacts: () => Promise<HostFacts>;
  readonly openWalkthrough: () => Promise<void>;
  /** Selects a node in the tree view and shows it. */
  readonly reveal: (node: TreeNode) => Promise<void>;
  /** Opens VS Code's own search within the rows that are loaded. */
  readonly findInTree: () => Promise<void>;
  readonly now: () => Date;
  readonly locale: string;
  readonly newId: () => string;
}
