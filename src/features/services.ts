import type { Ledger } from '../links/ledger/ledger.ts';
import type { LinkHosts } from '../links/linkHosts.ts';
import type { LinkMemory } from '../links/linkMemory.ts';
import type { Clients } from '../profiles/clients.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { CredentialSources } from '../profiles/sources/credentialSources.ts';
import type { ObjectTree } from '../tree/objectTree.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { TargetSources } from './targets/askTarget.ts';
import type { Documents } from '../ui/editors/documents.ts';
import type { Editors } from '../ui/editors/editors.ts';
import type { HostFacts } from '../ui/settings/hostFacts.ts';
import type { Inspector } from './inspector/registerProviders.ts';
import type { ImagePreview } from '../ui/editors/imagePreview.ts';
import type { Log } from '../ui/messages/log.ts';
import type { RecipeStore } from '../ui/settings/recipeSettings.ts';
import type { Notifications } from '../ui/messages/notifications.ts';
import type { Transfers } from '../ui/files/registerFiles.ts';
import type { QrCodes } from '../ui/qr/qrCodes.ts';
import type { FileMappings } from '../ui/settings/workspaceMappings.ts';

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
