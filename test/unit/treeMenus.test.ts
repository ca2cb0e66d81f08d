import assert from 'node:assert/strict';
import { VIEW_ID } from '../../src/ids.ts';
import { contextValueOf } from '../../src/tree/contextValue.ts';
import { shownMenu } from '../support/menus.ts';
import * as nodes from '../support/tree/sampleNodes.ts';
import type { ContextKeys } from '../support/whenClause.ts';

/** Settings that change objects, as they are by default, in a workspace that the user trusts; and a recipe. */
const changesAsked = {
  'ossLinks.hasRecipes': true,
  'config.ossLinks.changes': 'ask',
  'config.ossLinks.allowDelete': true,
  isWorkspaceTrusted: true,
};
const deletionOff = { 'config.ossLinks.allowDelete': false };
const changesOff = { 'config.ossLinks.changes': 'off' };
const untrusted = { isWorkspaceTrusted: false };
const copied = { 'ossLinks.canPaste': true };
const withoutRecipes = { 'ossLinks.hasRecipes': false };
const several = { listMultiSelection: true };
const pinned = { isFiltered: false, withDeleted: false, isPinned: true };
const filtered = { isFiltered: true, withDeleted: false };
const newestFirst = { isFiltered: false, withDeleted: false, order: 'newest' } as const;
const largestFirst = { isFiltered: false, withDeleted: false, order: 'largest' } as const;
const withDeleted = { isFiltered: false, withDeleted: true };

function row(viewItem: string | undefined, more: ContextKeys = {}): readonly string[] {
  return shownMenu('view/item/context', { view: VIEW_ID, viewItem, ...changesAsked, ...more });
}

/**
 * Menus by state: a row for each kind of node, and for each state of it that its menu depends on. A line is a group of
 * the menu, by IDs of commands without their prefix. Edit it together with the manifest.
 */
const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'a stored profile',
    row(contextValueOf(nodes.profile, { source: 'stored' })),
    [
      'inline: refresh',
      'addBucket',
      'searchPrefix',
      'testProfile',
      'editProfile rename enterSecret chooseLinkRole',
      'removeProfile',
      'refresh',
    ],
  ],
  [
    'a stored profile of another tool',
    row(contextValueOf(nodes.profile, nodes.importedProfile)),
    [
      'inline: refresh',
      'addBucket',
      'searchPrefix',
      'testProfile',
      'editProfile rename chooseLinkRole storeKeys',
      'removeProfile',
      'refresh',
    ],
  ],
  [
    'the profile of the environment',
    row(contextValueOf(nodes.profile, { source: 'environment' })),
    ['inline: refresh', 'addBucket', 'searchPrefix', 'testProfile', 'refresh'],
  ],
  [
    'several stored profiles',
    row(contextValueOf(nodes.profile, { source: 'stored' }), several),
    ['inline: refresh', 'refresh'],
  ],
  [
    'a bucket',
    row(contextValueOf(nodes.listedBucket, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
    ],
  ],
  [
    'a bucket where something was copied',
    row(contextValueOf(nodes.listedBucket, undefined), copied),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
      'paste',
    ],
  ],
  [
    'a bucket with a filter',
    row(contextValueOf(nodes.listedBucket, undefined, filtered)),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter clearFilter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
    ],
  ],
  [
    'a bucket sorted by date',
    row(contextValueOf(nodes.listedBucket, undefined, newestFirst)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortByName sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
    ],
  ],
  [
    'a bucket sorted by size',
    row(contextValueOf(nodes.listedBucket, undefined, largestFirst)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortByName sortNewestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
    ],
  ],
  [
    'a bucket that shows deleted objects',
    row(contextValueOf(nodes.listedBucket, undefined, withDeleted)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll hideDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
    ],
  ],
  [
    'several buckets',
    row(contextValueOf(nodes.listedBucket, undefined), several),
    [
      'copyPutUrl',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
    ],
  ],
  [
    'an added bucket',
    row(contextValueOf(nodes.addedBucket, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
      'removeBucket',
    ],
  ],
  [
    'an added bucket with a filter that shows deleted objects',
    row(contextValueOf(nodes.addedBucket, undefined, { isFiltered: true, withDeleted: true })),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri | uploadFolder newFile)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter clearFilter | loadAll hideDeleted calculateSize | chooseLinkHost chooseBrowsingHost incompleteUploads | refresh)',
      'download',
      'removeBucket',
    ],
  ],
  [
    'a folder',
    row(contextValueOf(nodes.folder, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'a folder where something was copied',
    row(contextValueOf(nodes.folder, undefined), copied),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
      'rename paste',
      'deleteObjects',
    ],
  ],
  [
    'a folder where deletion is off',
    row(contextValueOf(nodes.folder, undefined), deletionOff),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
      'rename',
    ],
  ],
  [
    'a folder where changes are off',
    row(contextValueOf(nodes.folder, undefined), { ...copied, ...changesOff }),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
    ],
  ],
  [
    'a folder with a filter',
    row(contextValueOf(nodes.folder, undefined, filtered)),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter clearFilter | loadAll showDeleted calculateSize | refresh)',
      'download',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'a folder that shows deleted objects',
    row(contextValueOf(nodes.folder, undefined, withDeleted)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll hideDeleted calculateSize | refresh)',
      'download',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'several folders',
    row(contextValueOf(nodes.folder, undefined), several),
    [
      'copyPutUrl',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | moveTo copyTo | pin)',
      'options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | refresh)',
      'download',
      'deleteObjects',
    ],
  ],
  [
    'an added folder',
    row(contextValueOf(nodes.addedFolder, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost | refresh)',
      'download',
      'deleteObjects removeBucket',
    ],
  ],
  [
    'an added folder where something was copied',
    row(contextValueOf(nodes.addedFolder, undefined), copied),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | pin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost | refresh)',
      'download',
      'paste',
      'deleteObjects removeBucket',
    ],
  ],
  [
    'an object',
    row(contextValueOf(nodes.object, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editObject editProperties moveTo copyTo | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'an object without recipes',
    row(contextValueOf(nodes.object, undefined), withoutRecipes),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editObject editProperties moveTo copyTo | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'an object beside an open editor',
    row(contextValueOf(nodes.object, undefined), { editorIsOpen: true }),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs insertLinks',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editObject editProperties moveTo copyTo | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'an object where deletion is off',
    row(contextValueOf(nodes.object, undefined), deletionOff),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editObject editProperties moveTo copyTo | pin)',
      'showVersions showProperties',
      'rename',
    ],
  ],
  [
    'an object where changes are off',
    row(contextValueOf(nodes.object, undefined), changesOff),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | pin)',
      'showVersions showProperties',
    ],
  ],
  [
    'an object in a workspace without trust',
    row(contextValueOf(nodes.object, undefined), untrusted),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | pin)',
      'showVersions showProperties',
    ],
  ],
  [
    'an archived object',
    row(contextValueOf(nodes.archivedObject, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink copyWhenRestored | bulkLinks multipartUploadLinks | copyKey copyUri | editProperties moveTo copyTo restoreObjects | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'an object that is being restored',
    row(contextValueOf(nodes.restoringObject, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink copyWhenRestored | bulkLinks multipartUploadLinks | copyKey copyUri | editProperties moveTo copyTo restoreObjects | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'a restored object',
    row(contextValueOf(nodes.restoredObject, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editProperties moveTo copyTo restoreObjects | pin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'several objects',
    row(contextValueOf(nodes.object, undefined), several),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editProperties moveTo copyTo | pin)',
      'showVersions showProperties',
      'deleteObjects',
    ],
  ],
  [
    'a version',
    row(contextValueOf(nodes.version, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe checkLink | copyKey copyUri)',
      'compareVersion showProperties',
      'makeCurrent',
      'deleteVersions',
    ],
  ],
  [
    'a version where deletion is off',
    row(contextValueOf(nodes.version, undefined), deletionOff),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe checkLink | copyKey copyUri)',
      'compareVersion showProperties',
      'makeCurrent',
    ],
  ],
  ['a delete marker', row(contextValueOf(nodes.deleteMarker, undefined)), ['copyKey copyUri', 'deleteVersions']],
  [
    'a deleted object',
    row(contextValueOf(nodes.deletedObject, undefined)),
    ['copyKey copyUri', 'showVersions', 'undelete'],
  ],
  ['a listing that failed for a missing secret', row(contextValueOf(nodes.secretMissing, undefined)), ['enterSecret']],
  [
    'a listing that failed for a missing permission',
    row(contextValueOf(nodes.permissionDenied, undefined)),
    ['inline: copyPolicy refresh', 'copyPolicy', 'refresh'],
  ],
  [
    'a listing that failed for another reason',
    row(contextValueOf(nodes.otherProblem, undefined)),
    ['inline: refresh', 'editProfile', 'refresh'],
  ],
  [
    'a pinned object',
    row(contextValueOf(nodes.object, undefined, pinned)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject download',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyKey copyUri | editObject editProperties moveTo copyTo | unpin)',
      'showVersions showProperties',
      'rename',
      'deleteObjects',
    ],
  ],
  [
    'a pinned folder',
    row(contextValueOf(nodes.addedFolder, undefined, pinned)),
    [
      'inline: uploadFiles',
      'uploadFiles copyPutUrl requestFiles newFolder',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri | uploadFolder newFile moveTo copyTo | unpin)',
      'searchPrefix options(sortNewestFirst sortLargestFirst | filter | loadAll showDeleted calculateSize | chooseLinkHost chooseBrowsingHost | refresh)',
      'download',
      'deleteObjects removeBucket',
    ],
  ],
  ['the pinned objects and folders', row(contextValueOf(nodes.pinnedList, undefined)), []],
  ['the recent objects', row(contextValueOf(nodes.recentList, undefined)), ['inline: clearRecent', 'clearRecent']],
  [
    'an object among the pinned ones',
    row(contextValueOf(nodes.pinnedObject, undefined, pinned)),
    [
      'inline: copyGetUrl unpin',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject revealShortcut',
      'showProperties unpin',
    ],
  ],
  [
    'a folder among the pinned ones',
    row(contextValueOf(nodes.pinnedFolder, undefined, pinned)),
    ['inline: unpin', 'revealShortcut', 'unpin'],
  ],
  [
    'an object among the recent ones',
    row(contextValueOf(nodes.recentObject, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject revealShortcut',
      'showProperties pin',
      'removeRecent',
    ],
  ],
  [
    'a pinned object among the recent ones',
    row(contextValueOf(nodes.recentObject, undefined, pinned)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject revealShortcut',
      'showProperties',
      'removeRecent',
    ],
  ],
  [
    'several objects among the recent ones',
    row(contextValueOf(nodes.recentObject, undefined), several),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlForCustom | copyWithRecipe) copyAs',
      'openObject',
      'showProperties pin',
      'removeRecent',
    ],
  ],
  ['Load More', row(contextValueOf(nodes.loadMore, undefined)), ['inline: loadAll', 'loadAll']],
];

describe('the menus of the tree', () => {
  for (const [state, shown, expected] of table) {
    it(`of ${state}`, () => {
      assert.deepEqual(shown, expected);
    });
  }

  it('have at most nine entries and two submenus each', () => {
    for (const [state, shown] of table) {
      const groups = shown.filter((group) => !group.startsWith('inline: '));
      const submenus = groups.join(' ').match(/\w+\([^)]*\)/g) ?? [];
      const entries =
        groups
          .join(' ')
          .replace(/\w+\([^)]*\)/g, '')
          .match(/\w+/g) ?? [];
      assert.ok(entries.length <= 9, `${state}: ${entries.length} entries`);
      assert.ok(submenus.length <= 2, `${state}: ${submenus.length} submenus`);
    }
  });
});
