import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type OSS from 'ali-oss';
import { officialClient } from '../../support/emulator/officialClient.ts';

/** Methods that the types of ali-oss leave out. */
interface SettingsClient {
  putObjectTagging(name: string, tags: Readonly<Record<string, string>>): Promise<unknown>;
  getObjectTagging(name: string): Promise<{ readonly tag: unknown }>;
  deleteObjectTagging(name: string): Promise<unknown>;
  restore(name: string, options: object): Promise<{ readonly res: { readonly status: number } }>;
}

for (const authorizationV4 of [false, true]) {
  describe(`ali-oss with ${authorizationV4 ? 'V4' : 'V1'} signatures, of settings and copies`, () => {
    const key = '报告/a b.bin';
    let emulator: Emulator;
    beforeEach(async () => {
      emulator = await startEmulator();
      emulator.createBucket('demo');
      await emulator.putObject('demo', key, Buffer.alloc(250 * 1024, 'x'));
    });
    afterEach(() => emulator.close());

    it('sets and removes tags', async () => {
      const client = officialClient(emulator, { bucket: 'demo', authorizationV4 }) as unknown as SettingsClient &
        Pick<OSS, 'get'>;
      await client.putObjectTagging(key, { a: '1', b: '2' });
      assert.deepEqual((await client.getObjectTagging(key)).tag, { a: '1', b: '2' });
      await client.deleteObjectTagging(key);
      assert.deepEqual(emulator.object('demo', key)?.tags, []);
    });

    it('copies in parts', async () => {
      const client = officialClient(emulator, { bucket: 'demo', authorizationV4 });
      const source = { sourceBucketName: 'demo', sourceKey: key, startOffset: 0, endOffset: 250 * 1024 };
      await client.multipartUploadCopy('copy.bin', source, { partSize: 100 * 1024 });
      assert.ok((await emulator.readObject('demo', 'copy.bin')).equals(await emulator.readObject('demo', key)));
    });

    it('restores an archived object', async () => {
      await emulator.putObject('demo', 'old', 'content', { storageClass: 'Archive' });
      const client = officialClient(emulator, { bucket: 'demo', authorizationV4 }) as unknown as SettingsClient &
        Pick<OSS, 'get'>;
      await assert.rejects(client.get('old'), { code: 'InvalidObjectState' });
      const { res } = await client.restore('old', { type: 'Archive', Days: 2 });
      assert.equal(res.status, 202);
      assert.equal(emulator.object('demo', 'old')?.restored?.expires, undefined);
    });
  });
}
