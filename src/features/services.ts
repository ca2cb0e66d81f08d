import type { CommandName } from '../ids.ts';
import type { Milestone } from '../ids.ts';
import type { OssClient } from '../oss/client/ossClient.ts';
import type { HttpTransport } from '../oss/client/transport.ts';
import type { ObjectTarget } from '../links/link.ts';
import type { SessionLinks } from '../links/details/sessionLinks.ts';
import type { Ledger } from '../links/ledger/ledger.ts';
import type { LinkHosts } from '../links/linkHosts.ts';
import type { LinkMemory } from '../links/linkMemory.ts';
import type { ShownNotices } from '../links/shownNotices.ts';
import type { FileMappings } from '../links/mappings/mappedProfiles.ts';
import type { Clients } from '../profiles/clients.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Profiles } from '../profiles/profiles.ts';
import type { CredentialSources } from '../profiles/sources/credentialSources.ts';
import type { AllowedChanges, ChangeMode } from '../transfers/allowedChanges.ts';
import type { ObjectChanges } from '../transfers/objectChanges.ts';
import type { CopyJournal } from '../transfers/copy/copyJournal.ts';
import type { UnsavedObjects } from '../transfers/edit/unsavedObjects.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { ObjectClipboard } from '../tree/objectClipboard.ts';
import type { ObjectTree } from '../tree/objectTree.ts';
import type { Shortcuts } from '../tree/shortcuts.ts';
import type { Documents } from '../ui/editors/documents.ts';
import type { Texts } from '../ui/editors/documentTexts.ts';
import type { FoundLinks } from '../ui/editors/foundLinks.ts';
import type { Editors } from '../ui/editors/editors.ts';
import type { LinkDocuments } from '../ui/editors/linkDocuments.ts';
import type { ImagePreview } from '../ui/editors/imageFiles.ts';
import type { FileServices } from '../ui/files/createFileServices.ts';
import type { Log } from '../ui/messages/log.ts';
import type { Notifications } from '../ui/messages/notifications.ts';
import type { Prompts } from '../ui/prompts/questions.ts';
import type { QrCodes } from '../ui/qr/qrCodes.ts';
import type { HostFacts } from '../ui/settings/hostFacts.ts';
import type { RecipeStore } from '../ui/settings/recipeSettings.ts';

/** Services of all commands; `extension.ts` creates them once. A function takes the part it uses, or a `Pick` of it. */
export interface Services
  extends WorkbenchServices, ProfileServices, LinkServices, TreeServices, FileServices, ChangeServices {
  readonly inspector: Inspector;
}

/** Services of VS Code's workbench: questions, messages and documents. */
export interface WorkbenchServices {
  readonly prompts: Prompts;
  readonly notifications: Notifications;
  readonly clipboard: Clipboard;
  readonly log: Log;
  readonly documents: Documents;
  readonly editors: Editors;
  /** Editors that show links without storing them. */
  readonly linkDocuments: LinkDocuments;
  readonly qrCodes: QrCodes;
  readonly imagePreview: ImagePreview;
  /** Facts about VS Code and its network settings; the reader is loaded at the first call. */
  readonly hostFacts: () => Promise<HostFacts>;
  readonly openWalkthrough: () => Promise<void>;
  /** Completes a step of the walkthrough. */
  readonly reach: (milestone: Milestone) => void;
  readonly locale: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** System clipboard. */
export interface Clipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/** Services for profiles and their connections to OSS. */
export interface ProfileServices {
  readonly profiles: Profiles;
  /** Readers of other tools' configuration, loaded at the first call. */
  readonly sources: () => Promise<CredentialSources>;
  /** Objects that this window changes. */
  readonly objectChanges: Pick<ObjectChanges, 'onDidChange'>;
  /** Client of a profile, cached until the profile changes. */
  readonly clientOf: Clients['of'];
  /** Client for a profile that is not saved yet; not cached. */
  readonly unsavedClient: Clients['forProfile'];
}

/** Services that make links and remember their options. */
export interface LinkServices {
  readonly memory: LinkMemory;
  readonly linkHosts: LinkHosts;
  readonly shownNotices: ShownNotices;
  /** Mappings of workspace files to objects. */
  readonly mappings: FileMappings;
  /** Record of issued links. */
  readonly ledger: Ledger;
  /** Filter of the view of issued links. */
  readonly issuedFilter: { get(): string; set(text: string): void };
  /** Recipes of the settings; the store is loaded at the first call. */
  readonly recipes: () => Promise<RecipeStore>;
  /** Default recipes by `profile/bucket`, `profile` or `*`. */
  readonly defaultRecipes: () => Readonly<Record<string, string>>;
  /** Validity of recipes without one. */
  readonly defaultValiditySeconds: () => number;
  /** Maximum validity of links. */
  readonly maxValiditySeconds: () => number;
  /** Maximum validity of links that a language model requests. */
  readonly maxToolValiditySeconds: () => number;
}

/** Services of the tree of buckets, folders and objects. */
export interface TreeServices {
  readonly tree: ObjectTree;
  /** Pinned and recent objects and folders. */
  readonly shortcuts: Shortcuts;
  /** Objects and folders that were cut or copied. */
  readonly objectClipboard: ObjectClipboard;
  /** Nodes that are selected in the tree view. */
  readonly selectedNodes: () => readonly TreeNode[];
  /** Nodes for a keybinding: the focused one, or the selection if it contains the focus. */
  readonly keyboardNodes: () => Promise<readonly TreeNode[]>;
  /** Expands or collapses the focused node. */
  readonly toggleExpanded: () => Promise<void>;
  /** Draws the rows of the tree again, without listing them again. */
  readonly redraw: () => void;
  /** Runs a command of this extension on a node, or on objects that may not be in the tree. */
  readonly runCommand: (name: CommandName, on: TreeNode | readonly ObjectTarget[]) => Promise<void>;
  /** Selects a node in the tree view and shows it. */
  readonly reveal: (node: TreeNode, options?: { readonly expand?: boolean }) => Promise<void>;
  /** Opens VS Code's own search of the loaded rows. */
  readonly findInTree: () => Promise<void>;
}

/** Services that decide whether existing objects may be changed. */
export interface ChangeServices {
  readonly changeMode: () => ChangeMode;
  /** Whether the settings allow deleting. */
  readonly allowsDelete: () => boolean;
  /** Buckets in which the user has allowed changes. */
  readonly allowedChanges: AllowedChanges;
  /** Begun moves and copies, which can be resumed if they are interrupted. */
  readonly copyJournal: CopyJournal;
  /** Objects in editors with unsaved changes. */
  readonly unsavedObjects: UnsavedObjects;
}

/** Services of the commands that read and check links. */
export interface Inspector {
  readonly sessionLinks: SessionLinks;
  /** Transport of requests without credentials. */
  readonly transport: () => Promise<HttpTransport>;
  /** Whether each link is checked before it is copied. */
  readonly checksBeforeCopy: () => boolean;
  readonly openInBrowser: (url: string) => PromiseLike<unknown>;
  /** Found links in the Problems view. */
  readonly foundLinks: FoundLinks;
  /** Readers of editors and files, loaded at the first call. */
  readonly texts: () => Promise<Texts>;
}

/** Services that ask for a profile, a bucket, a folder or an object. */
export interface TargetServices {
  readonly prompts: Prompts;
  readonly profiles: {
    list(): readonly Profile[];
    showAllBuckets(id: string): Promise<void>;
  };
  readonly clientOf: (profileId: string) => Promise<OssClient>;
}
