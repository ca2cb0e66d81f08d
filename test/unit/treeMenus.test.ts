import assert from 'node:assert/strict';
import { VIEW_ID } from '../../src/ids.ts';
import { contextValueOf } from '../../src/tree/contextValue.ts';
import { shownMenu } from '../support/menus.ts';
import * as nodes from '../support/tree/sampleNodes.ts';
import type { ContextKeys } from '../support/whenClause.ts';

const deletionAllowed = {
  'config.ossLinks.changes': 'ask',
  'config.ossLinks.allowDelete': true,
  isWorkspaceTrusted: true,
};
const several = { listMultiSelection: true };
const filtered = { isFiltered: true, withDeleted: false };
const withDeleted = { isFiltered: false, withDeleted: true };

function row(viewItem: string | undefined, more: ContextKeys = {}): readonly string[] {
  return shownMenu('view/item/context', { view: VIEW_ID, viewItem, ...more });
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
      'editProfile enterSecret chooseLinkRole',
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
      'editProfile chooseLinkRole copyKeysToSecretStorage',
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
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'searchPrefix filter options(sort | loadAll showDeleted | chooseLinkHost chooseBrowsingHost incompleteUploads)',
      'download',
      'refresh',
    ],
  ],
  [
    'a bucket with a filter',
    row(contextValueOf(nodes.listedBucket, undefined, filtered)),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'searchPrefix filter options(sort clearFilter | loadAll showDeleted | chooseLinkHost chooseBrowsingHost incompleteUploads)',
      'download',
      'refresh',
    ],
  ],
  [
    'a bucket that shows deleted objects',
    row(contextValueOf(nodes.listedBucket, undefined, withDeleted)),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'searchPrefix filter options(sort | loadAll hideDeleted | chooseLinkHost chooseBrowsingHost incompleteUploads)',
      'download',
      'refresh',
    ],
  ],
  [
    'several buckets',
    row(contextValueOf(nodes.listedBucket, undefined), several),
    [
      'copyPutUrl',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'filter options(sort | loadAll showDeleted)',
      'download',
      'refresh',
    ],
  ],
  [
    'an added bucket',
    row(contextValueOf(nodes.addedBucket, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'searchPrefix filter options(sort | loadAll showDeleted | chooseLinkHost chooseBrowsingHost incompleteUploads)',
      'download',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'an added bucket with a filter that shows deleted objects',
    row(contextValueOf(nodes.addedBucket, undefined, { isFiltered: true, withDeleted: true })),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyUri)',
      'searchPrefix filter options(sort clearFilter | loadAll hideDeleted | chooseLinkHost chooseBrowsingHost incompleteUploads)',
      'download',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'a folder',
    row(contextValueOf(nodes.folder, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'searchPrefix filter options(sort | loadAll showDeleted)',
      'download',
      'refresh',
    ],
  ],
  [
    'a folder where deletion is allowed',
    row(contextValueOf(nodes.folder, undefined), deletionAllowed),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'searchPrefix filter options(sort | loadAll showDeleted)',
      'download',
      'deleteObjects',
      'refresh',
    ],
  ],
  [
    'a folder with a filter',
    row(contextValueOf(nodes.folder, undefined, filtered)),
    [
      'inline: uploadFiles clearFilter',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'searchPrefix filter options(sort clearFilter | loadAll showDeleted)',
      'download',
      'refresh',
    ],
  ],
  [
    'a folder that shows deleted objects',
    row(contextValueOf(nodes.folder, undefined, withDeleted)),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'searchPrefix filter options(sort | loadAll hideDeleted)',
      'download',
      'refresh',
    ],
  ],
  [
    'several folders',
    row(contextValueOf(nodes.folder, undefined), several),
    [
      'copyPutUrl',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'filter options(sort | loadAll showDeleted)',
      'download',
      'refresh',
    ],
  ],
  [
    'an added folder',
    row(contextValueOf(nodes.addedFolder, undefined)),
    [
      'inline: uploadFiles',
      'uploadFiles uploadFolder copyPutUrl requestFiles',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyAs | bulkLinks bulkPutLinks multipartUploadLinks | copyKey copyUri)',
      'searchPrefix filter options(sort | loadAll showDeleted | chooseLinkHost chooseBrowsingHost)',
      'download',
      'removeBucket',
      'refresh',
    ],
  ],
  [
    'an object',
    row(contextValueOf(nodes.object, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyUri)',
      'showVersions showProperties',
    ],
  ],
  [
    'an object beside an open editor',
    row(contextValueOf(nodes.object, undefined), { editorIsOpen: true }),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs insertLinks',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyUri)',
      'showVersions showProperties',
    ],
  ],
  [
    'an object where deletion is allowed',
    row(contextValueOf(nodes.object, undefined), deletionAllowed),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyUri)',
      'showVersions showProperties',
      'deleteObjects',
    ],
  ],
  [
    'several objects',
    row(contextValueOf(nodes.object, undefined), several),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe copyPutUrl checkLink | bulkLinks multipartUploadLinks | copyUri)',
      'showVersions showProperties',
    ],
  ],
  [
    'a version',
    row(contextValueOf(nodes.version, undefined)),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe checkLink | copyUri)',
      'showProperties',
    ],
  ],
  [
    'a version where deletion is allowed',
    row(contextValueOf(nodes.version, undefined), deletionAllowed),
    [
      'inline: copyGetUrl',
      'copyGetUrl copyFor(copyGetUrlFor15Minutes copyGetUrlFor1Hour copyGetUrlFor1Day copyGetUrlFor7Days | copyGetUrlFor | copyWithRecipe) copyAs',
      'openObject download copyKey',
      'moreLinks(copyGetUrlWithOptions copyWithRecipe checkLink | copyUri)',
      'showProperties',
    ],
  ],
  ['a delete marker', row(contextValueOf(nodes.deleteMarker, undefined)), ['copyKey copyUri']],
  ['a deleted object', row(contextValueOf(nodes.deletedObject, undefined)), ['copyKey copyUri', 'showVersions']],
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
