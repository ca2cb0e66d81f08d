import assert from 'node:assert/strict';
import { versioningOf } from '../../../../src/features/targets/versioningOf.ts';
import { TransportError } from '../../../../src/oss/errors/errors.ts';
import { openLoopbackOss, type LoopbackOss } from '../../../support/profiles/loopbackOss.ts';

describe('the versioning of a bucket', () => {
  const bucket = { profileId: 'p1', bucket: 'docs' };
  let oss: LoopbackOss;

  beforeEach(async () => {
    oss = await openLoopbackOss();
    await oss.saveProfile();
    oss.emulator.createBucket('docs');
  });
  afterEach(() => oss.close());

  const versioning = () => versioningOf(bucket, { clientOf: oss.clients.of });

  it('is "never" before it is turned on', async () => {
    assert.equal(await versioning(), 'never');
  });

  it('is unknown where the profile may not read it', async () => {
    oss.emulator.faults.add({
      ...{ kind: 'status', status: 403, code: 'AccessDenied' },
      match: { operation: 'GetBucketVersioning' },
    });
    assert.equal(await versioning(), 'unknown');
  });

  it('is not guessed if OSS cannot be reached', async () => {
    await oss.emulator.close();
    await assert.rejects(versioning(), TransportError);
  });
});
