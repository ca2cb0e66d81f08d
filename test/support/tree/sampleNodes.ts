import { issuedGroups } from '../../../src/features/issued/issuedNodes.ts';
import type { IssuedLink } from '../../../src/links/ledger/ledger.ts';
import type { ObjectEntry } from '../../../src/oss/client/objects.ts';
import { plainRequestOptions } from '../../../src/links/requests/requestOptions.ts';
import { OssError } from '../../../src/oss/errors/errors.ts';
import { SecretMissingError } from '../../../src/profiles/profile.ts';
import {
  addedFolderNode,
  bucketNode,
  deletedNode,
  folderNode,
  objectNode,
  profileNode,
  shortcutNode,
  versionNode,
  type AllBucketsNode,
  type LoadMoreNode,
  type ProblemNode,
  type ShortcutsNode,
  type WaitingNode,
} from '../../../src/tree/nodes.ts';
import { noon } from '../emulator/handMade.ts';

/** A node of each kind. */
export const profile = profileNode('p1');
export const listedBucket = bucketNode(profile, 'docs', { added: false });
export const addedBucket = bucketNode(profile, 'docs', { added: true });
export const folder = folderNode(listedBucket, 'a/');
export const addedFolder = addedFolderNode(profile, { bucket: 'docs', prefix: 'a/' });

const entry: ObjectEntry = {
  key: 'a/b.txt',
  sizeBytes: 1,
  lastModified: noon,
  etag: '',
  storageClass: 'Standard',
  type: 'Normal',
};
export const object = objectNode(folder, entry);
export const archivedObject = objectNode(folder, { ...entry, storageClass: 'ColdArchive' });
export const restoringObject = objectNode(folder, {
  ...{ ...entry, storageClass: 'Archive' },
  restoreInfo: 'ongoing-request="true"',
});
export const restoredObject = objectNode(folder, {
  ...{ ...entry, storageClass: 'Archive' },
  restoreInfo: `ongoing-request="false", expiry-date="${new Date(noon.getTime() + 86_400_000).toUTCString()}"`,
});
export const deletedObject = deletedNode(folder, { key: 'a/c.txt', lastModified: noon });
export const version = versionNode(object, { ...entry, kind: 'version', isLatest: true }, 'v1');
export const deleteMarker = versionNode(object, { ...entry, kind: 'deleteMarker', isLatest: true }, 'v1');
export const loadMore: LoadMoreNode = { kind: 'loadMore', id: 'more', shown: 1, loaded: 1, parent: folder };
export const allBuckets: AllBucketsNode = { kind: 'allBuckets', id: 'all', parent: profile };
export const waiting: WaitingNode = { kind: 'waiting', id: 'waiting', parent: folder };

const problem = (error: Error): ProblemNode => ({ kind: 'problem', id: 'problem', error, parent: profile });
export const pinnedList: ShortcutsNode = { kind: 'shortcuts', id: 'shortcuts:pinned', list: 'pinned' };
export const recentList: ShortcutsNode = { kind: 'shortcuts', id: 'shortcuts:recent', list: 'recent' };
const shortcut = { profileId: 'p1', bucket: 'docs', key: 'a/b.txt', kind: 'object', atMs: noon.getTime() } as const;
export const pinnedObject = shortcutNode(pinnedList, shortcut);
export const pinnedFolder = shortcutNode(pinnedList, { ...shortcut, key: 'a/', kind: 'folder' });
export const recentObject = shortcutNode(recentList, { ...shortcut, use: 'linked' });
export const secretMissing = problem(
  new SecretMissingError({
    id: 'p1',
    name: 'Work',
    region: 'cn-hangzhou',
    endpoint: { kind: 'public' },
    buckets: [],
    source: 'stored',
  }),
);
export const permissionDenied = problem(new OssError({ operation: 'ListBuckets', code: 'AccessDenied', status: 403 }));
export const otherProblem = problem(new OssError({ operation: 'ListBuckets', code: 'InternalError', status: 500 }));

/** A profile whose credentials stay in the file of another tool. */
export const importedProfile = { source: 'stored', credentialSource: { tool: 'ossutil', profile: 'a' } } as const;

const issuedLink: IssuedLink = {
  ...{ id: '1', profileId: 'p1', bucket: 'docs', key: 'a/', method: 'GET', host: 'https://h', format: 'url' },
  ...{ issuedAtMs: 0, expiresAtMs: noon.getTime() + 1, times: 1 },
};
/** Groups of issued links: an active link, an active batch and an active request for files, and the first two expired. */
export const issuedLinkGroups = issuedGroups(
  [
    issuedLink,
    { ...issuedLink, id: '2', batchCount: 2 },
    { ...issuedLink, id: '5', method: 'POST', request: plainRequestOptions(86_400, 'en') },
    { ...issuedLink, id: '3', expiresAtMs: 0 },
    { ...issuedLink, id: '4', expiresAtMs: 0, batchCount: 2 },
  ],
  noon,
);
