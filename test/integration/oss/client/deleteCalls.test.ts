import assert from 'node:assert/strict';
import { answer, bucketInfo } from '../../../support/oss/fakeTransport.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';
import { loopbackOss } from '../../../support/oss/loopbackOss.ts';
import { testClient } from '../../../support/oss/testClient.ts';

describe('deleteObjects', () => {
  const oss = loopbackOss();

  it('deletes exactly the given keys, whatever characters they contain', async () => {
    oss.emulator.createBucket('bucket');
    const keys = ['a & b <c>.txt', '报告/三 + 四%20.pdf', 'tab\there', 'a//b/../c', 'line\nbreak'];
    for (const key of [...keys, 'kept']) await oss.emulator.putObject('bucket', key, 'x');
    const deleted = await oss.client().deleteObjects('bucket', [...keys, 'never there']);
    assert.deepEqual(new Set(deleted.keys()), new Set([...keys, 'never there']));
    for (const key of keys) assert.equal(oss.emulator.object('bucket', key), undefined, key);
    assert.ok(oss.emulator.object('bucket', 'kept'));
    assert.deepEqual(oss.operations(), ['GetBucketInfo', 'DeleteMultipleObjects']);
  });

  it('hides objects behind markers where the bucket keeps versions', async () => {
    oss.emulator.createBucket('bucket', { versioning: 'Enabled' });
    await oss.emulator.putObject('bucket', 'k', 'x');
    await oss.client().deleteObjects('bucket', ['k']);
    const { entries } = await oss.client().listObjectVersions('bucket');
    assert.deepEqual(
      entries.map(({ kind }) => kind),
      ['deleteMarker', 'version'],
    );
  });

  it('requests the full response with the MD5 that OSS requires, and returns only confirmed keys', async () => {
    const confirmed =
      '<DeleteResult><EncodingType>url</EncodingType><Deleted><Key>a%20b</Key></Deleted></DeleteResult>';
    const { client, transport } = testClient([bucketInfo('cn-hangzhou'), answer(200, confirmed)]);
    assert.deepEqual(await client.deleteObjects('bucket', ['a b', '<c>']), new Map([['a b', undefined]]));
    const [, request] = transport.requests;
    assert.equal(
      request?.bodyText,
      '<Delete><Quiet>false</Quiet><Object><Key>a b</Key></Object><Object><Key>&lt;c&gt;</Key></Object></Delete>',
    );
    assert.equal(request.headers['content-md5'], 'YKBINAICcEWt+fgAlPqhrw==');
  });

  it('sends nothing for an empty list', async () => {
    const { client, transport } = testClient([]);
    assert.deepEqual(await client.deleteObjects('bucket', []), new Map());
    assert.equal(transport.requests.length, 0);
  });

  it('refuses more than 1,000 keys, and keys that XML cannot hold', async () => {
    const { client } = testClient([]);
    const many = Array.from({ length: 1001 }, (_, index) => String(index));
    await assert.rejects(client.deleteObjects('bucket', many), invalidInput('keys'));
    await assert.rejects(client.deleteObjects('bucket', ['bell\u0007']), invalidInput('keys'));
    await assert.rejects(client.deleteObjects('bucket', ['half \ud800']), invalidInput('keys'));
  });
});
