import assert from 'node:assert/strict';
import type { Profile } from '../../../src/profiles/profile.ts';
import { bucketNode, profileNode } from '../../../src/tree/nodes.ts';
import {
  bucketRows,
  folderRows,
  objectRows,
  profileRows,
  restoreText,
  versionRows,
} from '../../../src/tree/nodeRows.ts';
import { noon } from '../../support/emulator/handMade.ts';
import * as nodes from '../../support/tree/sampleNodes.ts';

const time = noon.toLocaleString('en', { hourCycle: 'h23' });
const nextDay = new Date(noon.getTime() + 86_400_000);

describe('the tooltip of an object', () => {
  it('has its key, size, time and storage class', () => {
    assert.deepEqual(objectRows(nodes.object, noon, 'en'), [
      ['Key', 'a/b.txt'],
      ['Size', '1 byte'],
      ['Modified', time],
      ['Storage class', 'Standard'],
      ['Restored', undefined],
    ]);
  });

  it('says of an archived object until when it can be read', () => {
    const restored = (now: Date): string | undefined =>
      objectRows(nodes.restoredObject, now, 'en').find(([name]) => name === 'Restored')?.[1];
    assert.equal(restored(noon), `until ${nextDay.toLocaleString('en', { hourCycle: 'h23' })}`);
    assert.equal(restored(nextDay), 'no (not readable yet)');
  });

  for (const [restoreInfo, text] of [
    [undefined, 'no (not readable yet)'],
    ['ongoing-request="true"', 'being restored'],
    ['ongoing-request="false", expiry-date="soon"', 'ongoing-request="false", expiry-date="soon"'],
  ] as const) {
    it(`shows the restore state ${restoreInfo ?? 'of an object that was never restored'}`, () => {
      assert.equal(restoreText({ storageClass: 'Archive', restoreInfo }, 'en', noon), text);
    });
  }
});

describe('the tooltip of a folder or version', () => {
  it('has the bucket of a folder', () => {
    assert.deepEqual(folderRows(nodes.folder), [['Folder', 'docs/a/']]);
  });

  it('has the ID of a version, and no size of a delete marker', () => {
    const rows = [
      ['Key', 'a/b.txt'],
      ['Version', 'v1'],
    ];
    assert.deepEqual(versionRows(nodes.version, 'en'), [
      ...rows,
      ['Size', '1 byte'],
      ['Modified', time],
      ['Storage class', 'Standard'],
    ]);
    assert.deepEqual(versionRows(nodes.deleteMarker, 'en'), [
      ...rows,
      ['Size', undefined],
      ['Modified', time],
      ['Storage class', undefined],
    ]);
  });
});

describe('the tooltip of a bucket', () => {
  it('has its hosts, and says whether it was added by name', () => {
    const hosts = { browsing: 'internal.example.com', links: 'files.example.com' };
    const rows = (added: boolean): readonly unknown[] =>
      bucketRows(bucketNode(profileNode('p1'), 'docs', { region: 'cn-hangzhou', added }), hosts);
    const expected = [
      ['Bucket', 'docs'],
      ['Region', 'cn-hangzhou'],
      ['Browsing host', 'internal.example.com'],
      ['Link host', 'files.example.com'],
    ];
    assert.deepEqual(rows(true), [...expected, ['Added', 'by name']]);
    assert.deepEqual(rows(false), [...expected, ['Added', undefined]]);
  });
});

describe('the tooltip of a profile', () => {
  const stored: Profile = {
    id: 'p1',
    name: 'Work',
    region: 'cn-hangzhou',
    endpoint: { kind: 'internal' },
    buckets: [],
    source: 'stored',
  };
  const credentials = (profile: Partial<Profile>): string | undefined =>
    profileRows({ ...stored, ...profile }).find(([name]) => name === 'AccessKey')?.[1];

  it('has its name, region and endpoint', () => {
    assert.deepEqual(profileRows(stored), [
      ['Profile', 'Work'],
      ['Region', 'cn-hangzhou'],
      ['Endpoint', 'internal'],
      ['AccessKey', 'in secret storage'],
    ]);
    const endpoint = { kind: 'custom', url: 'https://oss.example.com' } as const;
    assert.deepEqual(profileRows({ ...stored, endpoint })[2], ['Endpoint', 'https://oss.example.com']);
    assert.deepEqual(profileRows(undefined), []);
  });

  for (const [text, profile] of [
    ['from the environment', { source: 'environment' }],
    ['from profile a of ossutil', { credentialSource: { tool: 'ossutil', profile: 'a' } }],
    ['from profile a of the Alibaba Cloud CLI', { credentialSource: { tool: 'aliyun', profile: 'a' } }],
    ['from profile a of the Alibaba Cloud SDKs', { credentialSource: { tool: 'sdk', profile: 'a' } }],
    [
      'of role acs:ram::1:role/r',
      { credentialSource: { kind: 'role', baseProfileId: 'p2', roleArn: 'acs:ram::1:role/r' } },
    ],
    [
      'of role acs:ram::1:role/o',
      { credentialSource: { kind: 'oidc', providerArn: 'arn', tokenFile: '/t', roleArn: 'acs:ram::1:role/o' } },
    ],
    ['of the ECS instance', { credentialSource: { kind: 'instanceRole' } }],
    ['from a command', { credentialSource: { kind: 'process' } }],
    ['from a URI', { credentialSource: { kind: 'uri' } }],
  ] as const) {
    it(`says of its credentials: ${text}`, () => {
      assert.equal(credentials(profile), text);
    });
  }
});
