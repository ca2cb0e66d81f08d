import assert from 'node:assert/strict';
import manifest from '../../package.json' with { type: 'json' };
import { issuedContextValueOf, type IssuedLinkNode } from '../../src/features/issued/issuedNodes.ts';
import { ISSUED_VIEW_ID, VIEW_ID } from '../../src/ids.ts';
import { hiddenFromPalette, shownMenu } from '../support/menus.ts';
import { issuedLinkGroups } from '../support/tree/sampleNodes.ts';

const [active, expired] = issuedLinkGroups;
const isRequest = ({ link }: IssuedLinkNode): boolean => link.request !== undefined;
const isBatch = ({ link }: IssuedLinkNode): boolean => link.batchCount !== undefined;
const link = active?.links.find((one) => !isBatch(one) && !isRequest(one));
const request = active?.links.find(isRequest);
const batch = active?.links.find(isBatch);
const expiredLink = expired?.links.find((one) => !isBatch(one));
function issuedRow(node: Parameters<typeof issuedContextValueOf>[0] | undefined): readonly string[] {
  const viewItem = issuedContextValueOf(node ?? assert.fail('there is no such node'));
  return shownMenu('view/item/context', { view: ISSUED_VIEW_ID, viewItem });
}

const file = { resourceScheme: 'file', resourceDirname: '/project/site', explorerResourceIsFolder: false };

const treeTitle = { view: VIEW_ID, isWorkspaceTrusted: true };

const changesOff = { 'config.ossLinks.changes': 'off' };
const object = { resourceScheme: 'oss', activeEditorIsReadonly: true, isWorkspaceTrusted: true };

const mapped = { ...file, 'ossLinks.mappedFolders': { '/project/site': true } };

/** Menus by state, in the form of treeMenus.test.ts. Edit it together with the manifest. */
const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['the group of active links', issuedRow(active), []],
  ['the group of expired links', issuedRow(expired), ['forgetIssued']],
  [
    'an issued link',
    issuedRow(link),
    ['inline: issueAgain', 'issueAgain', 'revealIssued', 'noteIssued', 'endLinkEarly', 'forgetIssued'],
  ],
  [
    'an issued link that has expired',
    issuedRow(expiredLink),
    ['inline: issueAgain', 'issueAgain', 'revealIssued', 'noteIssued', 'endLinkEarly', 'forgetIssued'],
  ],
  [
    'an issued request for files',
    issuedRow(request),
    [
      'inline: showArrived',
      'requestAgain',
      'showArrived revealIssued',
      'noteIssued',
      'checkRequest allowProgress',
      'endLinkEarly',
      'forgetIssued',
    ],
  ],
  ['links issued in bulk', issuedRow(batch), ['revealIssued', 'noteIssued', 'endLinkEarly', 'forgetIssued']],
  [
    'the title of the tree',
    shownMenu('view/title', treeTitle),
    [
      'navigation: addProfile searchPrefix refresh',
      'importProfiles addBucket',
      'goToKey findInTree',
      'showLog showDiagnostics',
      'resetChoices forgetEverything',
    ],
  ],
  [
    'the title of a filtered tree',
    shownMenu('view/title', { ...treeTitle, 'ossLinks.filtered': true }),
    [
      'navigation: addProfile searchPrefix refresh',
      'importProfiles addBucket',
      'goToKey findInTree clearFilter',
      'showLog showDiagnostics',
      'resetChoices forgetEverything',
    ],
  ],
  [
    'the title of a tree with pinned objects and an interrupted copy',
    shownMenu('view/title', { ...treeTitle, 'ossLinks.shortcuts': true, 'ossLinks.interrupted': true }),
    [
      'navigation: addProfile searchPrefix refresh',
      'importProfiles addBucket',
      'goToKey findInTree goToPinned',
      'resumeCopies',
      'showLog showDiagnostics',
      'resetChoices forgetEverything',
    ],
  ],
  [
    'the title of a tree with an interrupted copy where changes are off',
    shownMenu('view/title', { ...treeTitle, ...changesOff, 'ossLinks.interrupted': true }),
    [
      'navigation: addProfile searchPrefix refresh',
      'importProfiles addBucket',
      'goToKey findInTree',
      'showLog showDiagnostics',
      'resetChoices forgetEverything',
    ],
  ],
  [
    'the title of the issued links',
    shownMenu('view/title', { view: ISSUED_VIEW_ID }),
    ['navigation: filterIssued', 'endLinkEarly', 'exportIssued', 'forgetExpired'],
  ],
  ['the title of the problems', shownMenu('view/title', { view: 'workbench.panel.markers.view' }), []],
  [
    'the title of the problems with found links',
    shownMenu('view/title', { view: 'workbench.panel.markers.view', 'ossLinks.foundLinks': true }),
    ['navigation: removeFoundSignatures', 'clearFoundLinks'],
  ],
  ['a file in the explorer', shownMenu('explorer/context', file), ['uploadAndCopyGetUrl copyPutUrlForFile']],
  [
    'a file of a mapped folder in the explorer',
    shownMenu('explorer/context', mapped),
    ['copyGetUrlForFile uploadAndCopyGetUrl copyPutUrlForFile'],
  ],
  [
    'several files in the explorer',
    shownMenu('explorer/context', { ...file, listMultiSelection: true }),
    ['uploadAndCopyGetUrl'],
  ],
  ['a folder in the explorer', shownMenu('explorer/context', { ...file, explorerResourceIsFolder: true }), []],
  [
    'a file of another file system in the explorer',
    shownMenu('explorer/context', { ...file, resourceScheme: 'git' }),
    [],
  ],
  ['the tab of a file', shownMenu('editor/title/context', file), []],
  ['the tab of a file of a mapped folder', shownMenu('editor/title/context', mapped), ['copyGetUrlForFile']],
  ['the title of a file', shownMenu('editor/title', file), []],
  [
    'the title of a page of links',
    shownMenu('editor/title', { ...file, resourceScheme: 'oss-links-text' }),
    ['navigation: saveLinks copyLinkText'],
  ],
  ['the title of an object', shownMenu('editor/title', object), ['navigation: editObject']],
  [
    'the title of an object that is edited',
    shownMenu('editor/title', { ...object, activeEditorIsReadonly: false }),
    [],
  ],
  ['the title of compared objects', shownMenu('editor/title', { ...object, isInDiffEditor: true }), []],
  ['the title of an object where changes are off', shownMenu('editor/title', { ...object, ...changesOff }), []],
  [
    'the title of an object in a workspace without trust',
    shownMenu('editor/title', { ...object, isWorkspaceTrusted: false }),
    [],
  ],
  ['an editor of Markdown', shownMenu('editor/context', { editorLangId: 'markdown' }), ['insertLinks']],
  [
    'an editor of Markdown that cannot be changed',
    shownMenu('editor/context', { editorLangId: 'markdown', editorReadonly: true }),
    [],
  ],
  ['an editor of TypeScript', shownMenu('editor/context', { editorLangId: 'typescript' }), []],
  [
    'commands hidden from the palette',
    [hiddenFromPalette({})],
    [
      'allowProgress bulkPutLinks calculateSize cancelListing checkRequest chooseBrowsingHost chooseLinkHost chooseLinkRole clearFilter clearFoundLinks clearRecent clickObject clickShortcut compareVersion copyAs copyGetUrlFor copyGetUrlFor15Minutes copyGetUrlFor1Day copyGetUrlFor1Hour copyGetUrlFor7Days copyGetUrlForCustom copyGetUrlForFile copyKey copyLinkText copyPolicy copyTo copyUri copyWhenRestored copyWithLastRecipe cut deleteObjects deleteVersions download dropItems editObject editProfile editProperties enterCdnKey enterSecret exportIssued filter filterIssued findInTree forgetExpired forgetIssued goToPinned hideDeleted incompleteUploads insertLinks issueAgain listAllBuckets loadAll loadMore makeCurrent moveTo multipartUploadLinks newFile newFolder noteIssued openObject openOssUri openRow paste pin removeBucket removeFoundSignatures removeProfile removeRecent removeSignature rename requestAgain resetChoices restoreObjects resumeCopies revealIssued revealLastObject revealShortcut reviewCommand saveLinks showArrived showDeleted showProperties showVersions sort sortByName sortLargestFirst sortNewestFirst storeKeys undelete unpin uploadFiles uploadFolder useAsDefault',
    ],
  ],
  [
    'commands hidden from the palette with an open editor',
    [hiddenFromPalette({ editorIsOpen: true })],
    [
      'allowProgress bulkPutLinks calculateSize cancelListing checkRequest chooseBrowsingHost chooseLinkHost chooseLinkRole clearFilter clearFoundLinks clearRecent clickObject clickShortcut compareVersion copyAs copyGetUrlFor copyGetUrlFor15Minutes copyGetUrlFor1Day copyGetUrlFor1Hour copyGetUrlFor7Days copyGetUrlForCustom copyKey copyLinkText copyPolicy copyTo copyUri copyWhenRestored copyWithLastRecipe cut deleteObjects deleteVersions download dropItems editObject editProfile editProperties enterCdnKey enterSecret exportIssued filter filterIssued findInTree forgetExpired forgetIssued goToPinned hideDeleted incompleteUploads issueAgain listAllBuckets loadAll loadMore makeCurrent moveTo multipartUploadLinks newFile newFolder noteIssued openObject openOssUri openRow paste pin removeBucket removeFoundSignatures removeProfile removeRecent rename requestAgain resetChoices restoreObjects resumeCopies revealIssued revealLastObject revealShortcut reviewCommand saveLinks showArrived showDeleted showProperties showVersions sort sortByName sortLargestFirst sortNewestFirst storeKeys undelete unpin uploadFiles uploadFolder useAsDefault',
    ],
  ],
  [
    'commands hidden from the palette if deletion is allowed and the tree is filtered',
    [
      hiddenFromPalette({
        'config.ossLinks.changes': 'ask',
        'config.ossLinks.allowDelete': true,
        isWorkspaceTrusted: true,
        'ossLinks.filtered': true,
      }),
    ],
    [
      'allowProgress bulkPutLinks calculateSize cancelListing checkRequest chooseBrowsingHost chooseLinkHost chooseLinkRole clearFoundLinks clearRecent clickObject clickShortcut compareVersion copyAs copyGetUrlFor copyGetUrlFor15Minutes copyGetUrlFor1Day copyGetUrlFor1Hour copyGetUrlFor7Days copyGetUrlForCustom copyGetUrlForFile copyKey copyLinkText copyPolicy copyTo copyUri copyWhenRestored copyWithLastRecipe cut deleteVersions download dropItems editObject editProfile editProperties enterCdnKey enterSecret exportIssued filter filterIssued findInTree forgetExpired forgetIssued goToPinned hideDeleted incompleteUploads insertLinks issueAgain listAllBuckets loadAll loadMore makeCurrent moveTo multipartUploadLinks newFile newFolder noteIssued openObject openOssUri openRow paste pin removeBucket removeFoundSignatures removeProfile removeRecent removeSignature rename requestAgain resetChoices restoreObjects resumeCopies revealIssued revealLastObject revealShortcut reviewCommand saveLinks showArrived showDeleted showProperties showVersions sort sortByName sortLargestFirst sortNewestFirst storeKeys undelete unpin uploadFiles uploadFolder useAsDefault',
    ],
  ],
];

describe('the other menus', () => {
  it('are all menus of the manifest except those of the tree', () => {
    const known = [
      'view/item/context',
      'view/title',
      'explorer/context',
      'editor/context',
      'editor/title',
      'editor/title/context',
    ];
    const submenus = manifest.contributes.submenus.map(({ id }) => id);
    assert.deepEqual(Object.keys(manifest.contributes.menus).sort(), [...known, ...submenus, 'commandPalette'].sort());
  });

  for (const [state, shown, expected] of table) {
    it(`of ${state}`, () => {
      assert.deepEqual(shown, expected);
    });
  }
});
