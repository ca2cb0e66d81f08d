import type { Uri } from 'vscode';
import type { CommandName } from './ids.ts';
import { needsCustomDomain } from './links/linkWarnings.ts';
import type { Permission } from './oss/errors/permissions.ts';
import { linkTargets, objectTargets, dropFolder } from './tree/dragData.ts';
import type { TreeNode } from './tree/nodes.ts';
import type { FileSelection } from './ui/files/localFiles.ts';
import { addBucket, listAllBuckets, removeBucket } from './features/profiles/shownBuckets.ts';
import { addProfile } from './features/profiles/addProfile.ts';
import { chooseBrowsingHost, chooseLinkHost } from './features/hosts/chooseHost.ts';
import { bulkHandlers } from './features/bulk/bulkCommands.ts';
import { chooseLinkRole } from './features/profiles/chooseLinkRole.ts';
import { copyPolicy, permissionLackedBy } from './features/profiles/copyPolicy.ts';
import { copyAs } from './features/copy/copyAs.ts';
import { copyGetUrl } from './features/copy/copyGetUrl.ts';
import { copyGetUrlForFile, copyPutUrlForFile } from './features/workspaceFiles/copyUrlForFile.ts';
import { copyLinkWithOptions } from './features/copy/copyLinkWithOptions.ts';
import { copyPutUrl, type UploadTarget } from './features/copy/copyPutUrl.ts';
import { copyWithLastRecipe, copyWithRecipe, saveAsRecipe } from './features/copy/copyWithRecipe.ts';
import { deleteObjects } from './features/transfers/deleteObjects.ts';
import { download } from './features/transfers/download.ts';
import { editProfile, removeProfile } from './features/profiles/editProfile.ts';
import { endLinkEarly } from './features/copy/endLinkEarly.ts';
import { enterSecret } from './features/profiles/enterSecret.ts';
import {
  exportIssued,
  forgetExpired,
  forgetIssued,
  issueAgain,
  issuedLinksOf,
  noteIssued,
  revealIssued,
} from './features/issued/issuedLinks.ts';
import { forgetEverything } from './features/diagnostics/forgetEverything.ts';
import { importProfiles } from './features/profiles/importProfiles.ts';
import { inspectorHandlers } from './features/inspector/inspectorCommands.ts';
import { openObject } from './features/transfers/openObject.ts';
import { insertLinks } from './features/copy/insertLinks.ts';
import { quickCopy } from './features/quickCopy/quickCopy.ts';
import { revealLastObject } from './features/explorer/revealObject.ts';
import { reviewCommand } from './features/profiles/reviewCommand.ts';
import type { Services } from './features/services.ts';
import {
  addedPlaces,
  bucketPlaceOf,
  containersOf,
  folderTarget,
  nodesOf,
  profileIdOf,
  profileIdsOf,
  type CommandArguments,
} from './features/targets/commandArguments.ts';
import { storeKeys } from './features/profiles/copyKeyToSecretStorage.ts';
import { showDiagnostics } from './features/diagnostics/showDiagnostics.ts';
import { testProfile } from './features/profiles/testProfile.ts';
import { treeHandlers } from './features/explorer/explorerCommands.ts';
import { uploadAndCopyGetUrl } from './features/workspaceFiles/uploadAndCopyGetUrl.ts';
import { uploadFiles, uploadFolder } from './features/transfers/upload.ts';

type Handler = (args: CommandArguments, services: Services) => Promise<void> | void;

/** How the arguments that VS Code hands over become those of a command. */
export const handlers: Readonly<Record<CommandName, Handler>> = {
  addProfile: (_, services) => addProfile(services),
  editProfile: (args, services) => editProfile(profileIdOf(args), services),
  removeProfile: (args, services) => removeProfile(profileIdOf(args), services),
  enterSecret: (args, services) => enterSecret(profileIdOf(args), services),
  importProfiles: (_, services) => importProfiles(services),
  storeKeys: (args, services) => storeKeys(profileIdsOf(nodesOf(args)), services),
  reviewCommand: (args, services) => reviewCommand(profileIdOf(args), services),
  forgetEverything: (_, services) => forgetEverything(services),
  addBucket: (args, services) => addBucket(profileIdOf(args), services),
  removeBucket: (args, services) => removeBucket(addedPlaces(nodesOf(args)), services),
  listAllBuckets: (args, services) => listAllBuckets(nodesOf(args)[0], services),
  copyPolicy: (args, services) => copyPolicy(permissionOf(args), services),
  testProfile: (args, services) => testProfile(profileIdOf(args), services),
  chooseLinkRole: (args, services) => chooseLinkRole(profileIdOf(args), services),
  showDiagnostics: (_, services) => showDiagnostics(services),
  openWalkthrough: (_, { openWalkthrough }) => openWalkthrough(),
  chooseLinkHost: (args, services) => {
    const [node] = nodesOf(args);
    const needsDomain = node?.kind === 'problem' && needsCustomDomain(node.error);
    return chooseLinkHost(bucketPlaceOf(args), services, { needsCustomDomain: needsDomain });
  },
  chooseBrowsingHost: (args, services) => chooseBrowsingHost(bucketPlaceOf(args), services),
  refresh: (args, { tree }) => {
    const containers = containersOf(nodesOf(args));
    if (containers.length === 0) tree.refresh();
    for (const container of containers) tree.refresh(container);
  },
  loadMore: async ([node], { tree }) => {
    const [loadMore] = nodesOf([node]);
    if (loadMore?.kind === 'loadMore') await tree.loadMore(loadMore);
  },
  copyGetUrl: (args, services) => copyGetUrl(linkTargets(nodesOf(args)), services),
  copyGetUrlWithOptions: (args, services) => copyLinkWithOptions(linkTarget(nodesOf(args)), services),
  copyWithRecipe: (args, services) => copyWithRecipe(linkTarget(nodesOf(args)), services),
  copyWithLastRecipe: (args, services) => {
    const nodes = nodesOf(args);
    // A keystroke hands nothing over.
    return copyWithLastRecipe(linkTarget(nodes.length > 0 ? nodes : services.selectedNodes()), services);
  },
  saveAsRecipe: (_, services) => saveAsRecipe(services),
  copyPutUrl: (args, services) => copyPutUrl(uploadTarget(nodesOf(args)), services),
  copyAs: (args, services) => copyAs(linkTarget(nodesOf(args)), services),
  insertLinks: (args, services) => insertLinks(linkTargets(nodesOf(args)), services),
  copyGetUrlForFile: (args, services) => copyGetUrlForFile(urisOf(args), services),
  copyPutUrlForFile: (args, services) => copyPutUrlForFile(urisOf(args), services),
  uploadAndCopyGetUrl: (args, services) => uploadAndCopyGetUrl(urisOf(args), services),
  openObject: (args, services) => openObject(linkTargets(nodesOf(args)), services),
  clickObject: async ([clicked], services) => {
    const [node] = nodesOf([clicked]);
    if (node && services.isOpeningClick(node.id)) await openObject(linkTargets([node]), services);
  },
  uploadFiles: (args, services) => uploadFiles(dropFolder(nodesOf(args)[0]), services, droppedOf(args)),
  uploadFolder: (args, services) => uploadFolder(folderTarget(nodesOf(args)), services),
  deleteObjects: (args, services) => deleteObjects(nodesOf(args), services),
  download: (args, services) => download(nodesOf(args), services),
  ...treeHandlers,
  ...bulkHandlers,
  quickCopy: (_, services) => quickCopy(services),
  ...inspectorHandlers,
  revealLastObject: (args, services) => revealLastObject(objectTargets(nodesOf(args))[0], services),
  issueAgain: (args, services) => issueAgain(issuedLinksOf(args), services),
  revealIssued: (args, services) => revealIssued(issuedLinksOf(args), services),
  noteIssued: (args, services) => noteIssued(issuedLinksOf(args), services),
  forgetIssued: (args, services) => forgetIssued(issuedLinksOf(args), services),
  forgetExpired: (_, services) => forgetExpired(services),
  exportIssued: (_, services) => exportIssued(services),
  endLinkEarly: (args, services) => endLinkEarly(issuedLinksOf(args), services),
  showLog: (_, { log }) => {
    log.show();
  },
};

function uploadTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const folder = folderTarget(nodes);
  if (folder) return { folder };
  const objects = objectTargets(nodes);
  return objects.length > 0 ? { objects } : undefined;
}

/** The objects among the nodes, which both methods are for, or else a folder to put one into. */
function linkTarget(nodes: readonly TreeNode[]): UploadTarget | undefined {
  const objects = linkTargets(nodes);
  return objects.length > 0 ? { objects } : uploadTarget(nodes);
}

/** From a problem of the tree, or as a notification hands it over. */
function permissionOf(args: CommandArguments): Permission | undefined {
  const [given] = args;
  const [node] = nodesOf([given]);
  if (node) return node.kind === 'problem' ? permissionLackedBy(node) : undefined;
  return typeof given === 'object' && given !== null && 'action' in given ? (given as Permission) : undefined;
}

/** From the explorer `(uri, uris)`, from elsewhere nothing. */
function urisOf([uri, uris]: CommandArguments): readonly Uri[] {
  const selection = Array.isArray(uris) ? uris.filter(isUri) : [];
  if (!isUri(uri)) return selection;
  return selection.length > 0 ? selection : [uri];
}

/** What was dropped on the tree; the third argument, after the node and where a selection would stand. */
function droppedOf([, , dropped]: CommandArguments): FileSelection | undefined {
  return typeof dropped === 'object' && dropped !== null && 'uris' in dropped ? (dropped as FileSelection) : undefined;
}

function isUri(value: unknown): value is Uri {
  return typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value;
}
