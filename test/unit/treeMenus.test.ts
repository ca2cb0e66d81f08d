import assert from 'node:assert/strict';
import { VIEW_ID } from '../../src/ids.ts';
import { contextValueOf } from '../../src/tree/contextValue.ts';
import { shownMenu } from '../support/menus.ts';
import * as nodes from '../support/tree/sampleNodes.ts';
import type { ContextKeys } from '../support/whenClause.ts';

const deletionAllowed = { 'config.ossLinks.allowDelete': true };
const several = { listMultiSelection: true };
const filtered = { isFiltered: true, withDeleted: false };
const withDeleted = { isFiltered: false, withDeleted: true };

function row(viewItem: string | undefined, more: ContextKeys = {}): readonly string[] {
  return shownMenu('view/item/context', { view: VIEW_ID, viewItem, ...more });
}

/**
 * What is shown, state by state: a row of this table for each kind of node, and for each state of it that its menu depends
 * on. A line is a group of the menu, by ids of commands without their prefix. Edit it together with the manifest.
 */
const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'a stored profile',
    row(contextValueOf(nodes.profile, { source: 'stored' })),
    [
      'inline: refresh',
      'chooseLinkRole',
      'addBucket',
      'searchPrefix',
      'testProfile',
      'editProfile removeProfile',
      'refresh',
    ],
  ],
  [
    'a stored profile of another tool',
    row(contextValueOf(nodes.profile, nodes.importedProfile)),
    [
      'inline: refresh',
      'chooseLinkRole',
      'addBucket',
      'searchPrefix',
      'testProfile',
      'editProfile storeKeys removeProfile',
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
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'a bucket with a filter',
    row(contextValueOf(nodes.listedBucket, undefined, filtered)),
    [
      'inline: copyPutUrl clearFilter',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter clearFilter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'a bucket that shows deleted objects',
    row(contextValueOf(nodes.listedBucket, undefined, withDeleted)),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | hideDeleted)',
      'refresh',
    ],
  ],
  [
    'several buckets',
    row(contextValueOf(nodes.listedBucket, undefined), several),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'download',
      'arrange(filter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'an added bucket',
    row(contextValueOf(nodes.addedBucket, undefined)),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | showDeleted)',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'an added bucket with a filter that shows deleted objects',
    row(contextValueOf(nodes.addedBucket, undefined, { isFiltered: true, withDeleted: true })),
    [
      'inline: copyPutUrl clearFilter',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter clearFilter | sort | loadAll | hideDeleted)',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'a folder',
    row(contextValueOf(nodes.folder, undefined)),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'a folder where deletion is allowed',
    row(contextValueOf(nodes.folder, undefined), deletionAllowed),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | showDeleted)',
      'deleteObjects',
      'refresh',
    ],
  ],
  [
    'a folder with a filter',
    row(contextValueOf(nodes.folder, undefined, filtered)),
    [
      'inline: copyPutUrl clearFilter',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter clearFilter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'a folder that shows deleted objects',
    row(contextValueOf(nodes.folder, undefined, withDeleted)),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | hideDeleted)',
      'refresh',
    ],
  ],
  [
    'several folders',
    row(contextValueOf(nodes.folder, undefined), several),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'download',
      'arrange(filter | sort | loadAll | showDeleted)',
      'refresh',
    ],
  ],
  [
    'an added folder',
    row(contextValueOf(nodes.addedFolder, undefined)),
    [
      'inline: copyPutUrl refresh',
      'copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs inBulk(bulkLinks | bulkPutLinks multipartUploadLinks) copyAddress(copyKey copyUri)',
      'chooseLinkHost chooseBrowsingHost',
      'uploadFiles uploadFolder download',
      'searchPrefix arrange(filter | sort | loadAll | showDeleted)',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'an object',
    row(contextValueOf(nodes.object, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs checkLink inBulk(bulkLinks | multipartUploadLinks) copyAddress(copyKey copyUri)',
      'openObject download',
      'showVersions showProperties',
    ],
  ],
  [
    'an object beside an open editor',
    row(contextValueOf(nodes.object, undefined), { editorIsOpen: true }),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs insertLinks checkLink inBulk(bulkLinks | multipartUploadLinks) copyAddress(copyKey copyUri)',
      'openObject download',
      'showVersions showProperties',
    ],
  ],
  [
    'an object where deletion is allowed',
    row(contextValueOf(nodes.object, undefined), deletionAllowed),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs checkLink inBulk(bulkLinks | multipartUploadLinks) copyAddress(copyKey copyUri)',
      'openObject download',
      'showVersions showProperties',
      'deleteObjects',
    ],
  ],
  [
    'several objects',
    row(contextValueOf(nodes.object, undefined), several),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyPutUrl copyAs checkLink inBulk(bulkLinks | multipartUploadLinks) copyAddress(copyKey copyUri)',
      'openObject download',
      'showVersions showProperties',
    ],
  ],
  [
    'a version',
    row(contextValueOf(nodes.version, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyAs checkLink copyAddress(copyKey copyUri)',
      'openObject download',
      'showProperties',
    ],
  ],
  [
    'a version where deletion is allowed',
    row(contextValueOf(nodes.version, undefined), deletionAllowed),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyGetUrlWithOptions copyWithRecipe copyAs checkLink copyAddress(copyKey copyUri)',
      'openObject download',
      'showProperties',
    ],
  ],
  ['a delete marker', row(contextValueOf(nodes.deleteMarker, undefined)), ['copyAddress(copyKey copyUri)']],
  [
    'a deleted object',
    row(contextValueOf(nodes.deletedObject, undefined)),
    ['copyAddress(copyKey copyUri)', 'showVersions'],
  ],
  ['a listing that failed for a missing secret', row(contextValueOf(nodes.secretMissing, undefined)), ['enterSecret']],
  [
    'a listing that failed for a missing permission',
    row(contextValueOf(nodes.permissionDenied, undefined)),
    ['inline: copyPolicy refresh', 'copyPolicy', 'refresh'],
  ],
  ['a listing that failed otherwise', row(contextValueOf(nodes.otherProblem, undefined)), []],
  ['Load More', row(contextValueOf(nodes.loadMore, undefined)), ['inline: loadAll', 'loadAll']],
];

describe('the menus of the tree', () => {
  for (const [state, shown, expected] of table) {
    it(`of ${state}`, () => {
      assert.deepEqual(shown, expected);
    });
  }
});
