import type { Uri } from 'vscode';
import type { CommandName } from '../ids.ts';
import { needsCustomDomain } from '../links/hostWarnings.ts';
import type { Permission } from '../oss/permissions.ts';
import { linkTargets, objectTargets } from '../tree/draggedObjects.ts';
import { dropFolder } from '../tree/droppedFiles.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { FileSelection } from '../ui/localFiles.ts';
import { addBucket } from './addBucket.ts';
import { addProfile } from './addProfile.ts';
import { chooseBrowsingHost } from './chooseBrowsingHost.ts';
import { bulkHandlers } from './bulkHandlers.ts';
import { chooseLinkHost } from './chooseLinkHost.ts';
import { chooseLinkRole } from './chooseLinkRole.ts';
import { copyPolicy, permissionLackedBy } from './copyPolicy.ts';
import { copyAs } from './copyAs.ts';
import { copyGetUrl } from './copyGetUrl.ts';
import { copyGetUrlForFile } from './copyGetUrlForFile.ts';
import { copyLinkWithOptions } from './copyLinkWithOptions.ts';
import { copyPutUrl, type UploadTarget } from './copyPutUrl.ts';
import { copyPutUrlForFile } from './copyPutUrlForFile.ts';
import { copyWithLastRecipe, copyWithRecipe } from './copyWithRecipe.ts';
import { deleteObjects } from './deleteObjects.ts';
import { download } from './download.ts';
import { editProfile } from './editProfile.ts';
import { endLinkEarly } from './endLinkEarly.ts';
import { enterSecret } from './enterSecret.ts';
import { exportIssued } from './exportIssued.ts';
import { forgetEverything } from './forgetEverything.ts';
import { forgetExpired, forgetIssued } from './forgetIssued.ts';
import { importProfiles } from './importProfiles.ts';
import { inspectorHandlers } from './inspectorHandlers.ts';
import { listAllBuckets } from './listAllBuckets.ts';
import { openObject } from './openObject.ts';
import { insertLinks } from './insertLinks.ts';
import { issueAgain } from './issueAgain.ts';
import { issuedLinksOf } from './issuedTargets.ts';
import { noteIssued } from './noteIssued.ts';
import { quickCopy } from './quickCopy.ts';
import { removeBucket } from './removeBucket.ts';
import { removeProfile } from './removeProfile.ts';
import { revealIssued } from './revealIssued.ts';
import { revealLastObject } from './revealLastObject.ts';
import { reviewCommand } from './reviewCommand.ts';
import { saveAsRecipe } from './saveAsRecipe.ts';
import type { Services } from './services.ts';
import {
  addedPlaces,
  bucketPlaceOf,
  containersOf,
  folderTarget,
  nodesOf,
  profileIdOf,
  profileIdsOf,
  type CommandArguments,
} from './targets.ts';
import { storeKeys } from './storeKeys.ts';
import { showDiagnostics } from './showDiagnostics.ts';
import { testProfile } from './testProfile.ts';
import { treeHandlers } from './treeHandlers.ts';
import { uploadAndCopyGetUrl } from './uploadAndCopyGetUrl.ts';
import { uploadFiles, uploadFolder } from './uploadHere.ts';

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
