import assert from 'node:assert/strict';
import { loopbackOss } from '../../../support/oss/loopbackOss.ts';

describe('the settings of an object', () => {
  const oss = loopbackOss();
  const key = 'a/../b//中 +\u0001.txt';
  beforeEach(async () => {
    oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
    await oss.emulator.putObject('bucket', key, 'content');
  });

  it('contain the ACL that was set', async () => {
    const client = oss.client();
    assert.equal(await client.getObjectAcl('bucket', key), 'default');
    await client.putObjectAcl('bucket', key, 'public-read');
    assert.equal(await client.getObjectAcl('bucket', key), 'public-read');
    assert.equal(oss.emulator.object('bucket', key)?.acl, 'public-read');
  });

  it('contain the tags that were set, and no tags after their removal', async () => {
    const client = oss.client();
    await client.putObjectTagging('bucket', key, { project: 'A & B <1>', empty: '' });
    assert.deepEqual(await client.getObjectTagging('bucket', key), { project: 'A & B <1>', empty: '' });
    assert.equal((await client.headObject('bucket', key)).headers['x-oss-tagging-count'], '2');
    await client.putObjectTagging('bucket', key, {});
    assert.deepEqual(await client.getObjectTagging('bucket', key), {});
    assert.deepEqual(oss.operations().slice(-2), ['DeleteObjectTagging', 'GetObjectTagging']);
  });

  it('belong to a version if one is specified', async () => {
    const first = oss.emulator.object('bucket', key)?.versionId ?? assert.fail();
    await oss.emulator.putObject('bucket', key, 'newer');
    const client = oss.client();
    await client.putObjectAcl('bucket', key, 'private', { versionId: first });
    assert.equal(await client.getObjectAcl('bucket', key, { versionId: first }), 'private');
    assert.equal(await client.getObjectAcl('bucket', key), 'default');
  });

  it('restore an archived object for a number of days with a priority', async () => {
    await oss.emulator.putObject('bucket', 'old', 'content', { storageClass: 'ColdArchive' });
    const client = oss.client();
    await assert.rejects(client.getObject('bucket', 'old'), { code: 'InvalidObjectState' });
    await client.restoreObject('bucket', 'old', { days: 3, tier: 'Bulk' });
    assert.match((await client.headObject('bucket', 'old')).restoreInfo ?? '', /ongoing-request="true"/);
    await assert.rejects(client.restoreObject('bucket', 'old', { days: 3 }), { code: 'RestoreAlreadyInProgress' });
    await assert.rejects(client.restoreObject('bucket', key, { days: 3 }), { code: 'OperationNotSupported' });
  });
});
