/** Ids shared by the manifest and the code; a test compares both. */
export const VIEW_ID = 'ossLinks.explorer';
export const ISSUED_VIEW_ID = 'ossLinks.issued';
/** Context key: the tree shows only a part of some bucket or folder. */
export const FILTERED_CONTEXT = 'ossLinks.filtered';
/** Context key: folders that hold files mapped to objects. */
export const MAPPED_FOLDERS_CONTEXT = 'ossLinks.mappedFolders';
/** Context keys: a view has nothing to show. They are unset until the view knows. */
export const NO_PROFILES_CONTEXT = 'ossLinks.noProfiles';
/** True if other tools have profiles on this computer, which can be imported. */
export const IMPORTABLE_CONTEXT = 'ossLinks.importable';
export const NO_ISSUED_LINKS_CONTEXT = 'ossLinks.noIssuedLinks';
/** Context key: some objects or folders are pinned or recent. */
export const SHORTCUTS_CONTEXT = 'ossLinks.shortcuts';
/** Context key: moves or copies were interrupted. */
export const INTERRUPTED_CONTEXT = 'ossLinks.interrupted';
/** Context key: objects were cut or copied in the tree. */
export const CAN_PASTE_CONTEXT = 'ossLinks.canPaste';
/** Context key: found presigned URLs are listed in the Problems view. */
export const FOUND_LINKS_CONTEXT = 'ossLinks.foundLinks';
/** True if the settings have a recipe. */
export const HAS_RECIPES_CONTEXT = 'ossLinks.hasRecipes';
/** Context keys that complete the steps of the walkthrough, each set by an event. */
export const MILESTONES = {
  profile: 'ossLinks.hasProfile',
  listedBucket: 'ossLinks.hasListedBucket',
  downloadLink: 'ossLinks.hasDownloadLink',
  uploadLink: 'ossLinks.hasUploadLink',
  checkedLink: 'ossLinks.hasCheckedLink',
} as const;

export type Milestone = keyof typeof MILESTONES;

export const WALKTHROUGH_ID = 'ossLinks.start';
export const STATUS_BAR_ID = 'ossLinks.quickCopy';

export const COMMANDS = {
  addProfile: 'ossLinks.addProfile',
  editProfile: 'ossLinks.editProfile',
  removeProfile: 'ossLinks.removeProfile',
  enterSecret: 'ossLinks.enterSecret',
  importProfiles: 'ossLinks.importProfiles',
  storeKeys: 'ossLinks.storeKeys',
  reviewCommand: 'ossLinks.reviewCommand',
  forgetEverything: 'ossLinks.forgetEverything',
  addBucket: 'ossLinks.addBucket',
  removeBucket: 'ossLinks.removeBucket',
  listAllBuckets: 'ossLinks.listAllBuckets',
  copyPolicy: 'ossLinks.copyPolicy',
  testProfile: 'ossLinks.testProfile',
  showDiagnostics: 'ossLinks.showDiagnostics',
  openWalkthrough: 'ossLinks.openWalkthrough',
  chooseLinkHost: 'ossLinks.chooseLinkHost',
  enterCdnKey: 'ossLinks.enterCdnKey',
  chooseLinkRole: 'ossLinks.chooseLinkRole',
  chooseBrowsingHost: 'ossLinks.chooseBrowsingHost',
  refresh: 'ossLinks.refresh',
  loadMore: 'ossLinks.loadMore',
  cancelListing: 'ossLinks.cancelListing',
  loadAll: 'ossLinks.loadAll',
  searchPrefix: 'ossLinks.searchPrefix',
  goToKey: 'ossLinks.goToKey',
  findInTree: 'ossLinks.findInTree',
  filter: 'ossLinks.filter',
  clearFilter: 'ossLinks.clearFilter',
  sort: 'ossLinks.sort',
  sortByName: 'ossLinks.sortByName',
  sortNewestFirst: 'ossLinks.sortNewestFirst',
  sortLargestFirst: 'ossLinks.sortLargestFirst',
  showDeleted: 'ossLinks.showDeleted',
  hideDeleted: 'ossLinks.hideDeleted',
  showVersions: 'ossLinks.showVersions',
  showProperties: 'ossLinks.showProperties',
  editProperties: 'ossLinks.editProperties',
  copyKey: 'ossLinks.copyKey',
  copyUri: 'ossLinks.copyUri',
  copyGetUrl: 'ossLinks.copyGetUrl',
  copyGetUrlFor: 'ossLinks.copyGetUrlFor',
  copyGetUrlForCustom: 'ossLinks.copyGetUrlForCustom',
  copyGetUrlFor15Minutes: 'ossLinks.copyGetUrlFor15Minutes',
  copyGetUrlFor1Hour: 'ossLinks.copyGetUrlFor1Hour',
  copyGetUrlFor1Day: 'ossLinks.copyGetUrlFor1Day',
  copyGetUrlFor7Days: 'ossLinks.copyGetUrlFor7Days',
  copyGetUrlWithOptions: 'ossLinks.copyGetUrlWithOptions',
  copyWithRecipe: 'ossLinks.copyWithRecipe',
  copyWithLastRecipe: 'ossLinks.copyWithLastRecipe',
  saveAsRecipe: 'ossLinks.saveAsRecipe',
  useAsDefault: 'ossLinks.useAsDefault',
  resetChoices: 'ossLinks.resetChoices',
  copyPutUrl: 'ossLinks.copyPutUrl',
  copyAs: 'ossLinks.copyAs',
  requestFiles: 'ossLinks.requestFiles',
  requestAgain: 'ossLinks.requestAgain',
  showArrived: 'ossLinks.showArrived',
  checkRequest: 'ossLinks.checkRequest',
  allowProgress: 'ossLinks.allowProgress',
  insertLinks: 'ossLinks.insertLinks',
  copyGetUrlForFile: 'ossLinks.copyGetUrlForFile',
  copyPutUrlForFile: 'ossLinks.copyPutUrlForFile',
  uploadAndCopyGetUrl: 'ossLinks.uploadAndCopyGetUrl',
  openObject: 'ossLinks.openObject',
  editObject: 'ossLinks.editObject',
  clickObject: 'ossLinks.clickObject',
  openRow: 'ossLinks.openRow',
  uploadFiles: 'ossLinks.uploadFiles',
  uploadFolder: 'ossLinks.uploadFolder',
  download: 'ossLinks.download',
  deleteObjects: 'ossLinks.deleteObjects',
  newFolder: 'ossLinks.newFolder',
  newFile: 'ossLinks.newFile',
  rename: 'ossLinks.rename',
  moveTo: 'ossLinks.moveTo',
  copyTo: 'ossLinks.copyTo',
  cut: 'ossLinks.cut',
  paste: 'ossLinks.paste',
  dropItems: 'ossLinks.dropItems',
  makeCurrent: 'ossLinks.makeCurrent',
  deleteVersions: 'ossLinks.deleteVersions',
  undelete: 'ossLinks.undelete',
  compareVersion: 'ossLinks.compareVersion',
  resumeCopies: 'ossLinks.resumeCopies',
  calculateSize: 'ossLinks.calculateSize',
  restoreObjects: 'ossLinks.restoreObjects',
  copyWhenRestored: 'ossLinks.copyWhenRestored',
  incompleteUploads: 'ossLinks.incompleteUploads',
  quickCopy: 'ossLinks.quickCopy',
  checkLink: 'ossLinks.checkLink',
  inspectLink: 'ossLinks.inspectLink',
  signLinkAgain: 'ossLinks.signLinkAgain',
  explainRefusedLink: 'ossLinks.explainRefusedLink',
  findPresignedUrls: 'ossLinks.findPresignedUrls',
  removeFoundSignatures: 'ossLinks.removeFoundSignatures',
  clearFoundLinks: 'ossLinks.clearFoundLinks',
  removeSignature: 'ossLinks.removeSignature',
  openOssUri: 'ossLinks.openOssUri',
  renewLinks: 'ossLinks.renewLinks',
  replaceLinks: 'ossLinks.replaceLinks',
  setUpUploads: 'ossLinks.setUpUploads',
  revealLastObject: 'ossLinks.revealLastObject',
  pin: 'ossLinks.pin',
  unpin: 'ossLinks.unpin',
  goToPinned: 'ossLinks.goToPinned',
  clickShortcut: 'ossLinks.clickShortcut',
  revealShortcut: 'ossLinks.revealShortcut',
  removeRecent: 'ossLinks.removeRecent',
  clearRecent: 'ossLinks.clearRecent',
  showLog: 'ossLinks.showLog',
  bulkLinks: 'ossLinks.bulkLinks',
  bulkPutLinks: 'ossLinks.bulkPutLinks',
  multipartUploadLinks: 'ossLinks.multipartUploadLinks',
  saveLinks: 'ossLinks.saveLinks',
  copyLinkText: 'ossLinks.copyLinkText',
  issueAgain: 'ossLinks.issueAgain',
  revealIssued: 'ossLinks.revealIssued',
  noteIssued: 'ossLinks.noteIssued',
  forgetIssued: 'ossLinks.forgetIssued',
  forgetExpired: 'ossLinks.forgetExpired',
  exportIssued: 'ossLinks.exportIssued',
  filterIssued: 'ossLinks.filterIssued',
  endLinkEarly: 'ossLinks.endLinkEarly',
} as const;

/** Language model tools, by their names in the manifest. */
export const TOOLS = {
  listObjects: 'ossLinks_listObjects',
  createLink: 'ossLinks_createPresignedLink',
} as const;

export type ToolName = keyof typeof TOOLS;

export type CommandName = keyof typeof COMMANDS;

export const SETTINGS = {
  defaultValidity: 'ossLinks.defaultValidity',
  mappings: 'ossLinks.mappings',
  recipes: 'ossLinks.recipes',
  defaultRecipe: 'ossLinks.defaultRecipe',
  maxValidity: 'ossLinks.maxValidity',
  statusBarEnabled: 'ossLinks.statusBar.enabled',
  toolsMaxValidity: 'ossLinks.tools.maxValidity',
  badgeWithin: 'ossLinks.issuedLinks.badgeWithin',
  changes: 'ossLinks.changes',
  allowDelete: 'ossLinks.allowDelete',
  checkBeforeCopy: 'ossLinks.checkBeforeCopy',
  inspectorCodeLens: 'ossLinks.inspector.codeLens',
  expiryHints: 'ossLinks.documents.expiryHints',
  preferUpload: 'ossLinks.documents.preferUpload',
  thumbnails: 'ossLinks.documents.thumbnails',
} as const;

/** Words of a tree item's `contextValue`; menus match them with `viewItem =~ /\bossBucket\b/`. */
export const CONTEXT_WORDS = {
  profile: 'ossProfile',
  stored: 'stored',
  imported: 'imported',
  secretMissing: 'secretMissing',
  denied: 'denied',
  problem: 'ossProblem',
  bucket: 'ossBucket',
  added: 'added',
  folder: 'ossFolder',
  object: 'ossObject',
  archived: 'archived',
  restored: 'restored',
  issuedLink: 'ossIssuedLink',
  issuedBatch: 'ossIssuedBatch',
  issuedRequest: 'ossIssuedRequest',
  issuedExpired: 'ossIssuedExpired',
  filtered: 'filtered',
  showsDeleted: 'showsDeleted',
  newestFirst: 'newestFirst',
  largestFirst: 'largestFirst',
  deleted: 'ossDeleted',
  version: 'ossVersion',
  deleteMarker: 'ossDeleteMarker',
  loadMore: 'ossLoadMore',
  pinned: 'pinned',
  recentList: 'ossRecentList',
  pinnedShortcut: 'ossPinned',
  recentShortcut: 'ossRecent',
  ofObject: 'ofObject',
} as const;

/** Argument by which keybindings name the focused or selected nodes of the tree. */
export const SELECTION_ARGUMENT = 'selection';

/** URI scheme of objects in VS Code; the manifest activates the extension for it. */
export const OBJECT_SCHEME = 'oss';

/** MIME type of objects dragged from the tree. */
export const DRAGGED_OBJECTS_MIME = 'application/vnd.oss-links.objects+json';
/** MIME type of objects and folders dragged within the tree. */
export const DRAGGED_ITEMS_MIME = 'application/vnd.oss-links.items+json';
/** MIME type by which VS Code knows drags from the tree of buckets. */
export const DRAGGED_ROWS_MIME = 'application/vnd.code.tree.osslinks.explorer';
/** MIME type of files dragged from the explorer, an editor or the desktop. */
export const URI_LIST_MIME = 'text/uri-list';

/** Keys of VS Code's global state that decide whether services are needed at activation. */
export const STATE_KEYS = {
  memory: 'ossLinks.memory',
  ledger: 'ossLinks.ledger',
  /**
   * Name of the folder of state files. It ties them to the user whose storage contains it: several browsers may use one
   * server.
   */
  folder: 'ossLinks.stateFolder',
} as const;

/** Folder of the state files in the extension's storage folder. */
export const STATE_FOLDER = 'state';
