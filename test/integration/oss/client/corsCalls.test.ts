import assert from 'node:assert/strict';
import type { CorsRule } from '../../../../src/oss/client/corsRules.ts';
import { answer, bucketInfo, refusal } from '../../../support/oss/fakeTransport.ts';
import { loopbackOss } from '../../../support/oss/loopbackOss.ts';
import { testClient } from '../../../support/oss/testClient.ts';

const others: CorsRule = {
  allowedOrigins: ['https://a.example', 'https://b.example'],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag'],
  maxAgeSeconds: 60,
};
const added: CorsRule = {
  allowedOrigins: ['*'],
  allowedMethods: ['POST'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag', 'x-oss-request-id'],
};

describe('CORS calls of the client', () => {
  const oss = loopbackOss();

  it('return no rules for a bucket without any', async () => {
    oss.emulator.createBucket('bucket');
    assert.deepEqual(await oss.client().getBucketCors('bucket'), { rules: [] });
  });

  it('append a rule to the others, which are not changed', async () => {
    oss.emulator.createBucket('bucket', { cors: [others] });
    const client = oss.client();
    await client.addBucketCorsRule('bucket', added);
    assert.deepEqual((await client.getBucketCors('bucket')).rules, [others, added]);
    assert.deepEqual(oss.operations(), ['GetBucketInfo', 'GetBucketCors', 'PutBucketCors', 'GetBucketCors']);
  });

  it('add the first rule, and add to a bucket of another region', async () => {
    oss.emulator.createBucket('far', { region: 'cn-shanghai' });
    await oss.client().addBucketCorsRule('far', added);
    assert.deepEqual(oss.emulator.bucket('far').corsRules, [added]);
  });

  it("send the MD5 of the document, and the bucket's settings beside its rules", async () => {
    const configuration =
      '<CORSConfiguration><CORSRule><AllowedOrigin>https://a.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod>' +
      '</CORSRule><ResponseVary>true</ResponseVary></CORSConfiguration>';
    const { client, transport } = testClient([bucketInfo('cn-hangzhou'), answer(200, configuration), answer(200)]);
    await client.addBucketCorsRule('bucket', added);
    const request = transport.requests.at(-1);
    assert.deepEqual([request?.method, request?.path], ['PUT', '/?cors']);
    assert.match(request?.bodyText ?? '', /GET<.*POST<.*<ResponseVary>true<\/ResponseVary><\/CORSConfiguration>$/);
    assert.match(request?.headers['content-md5'] ?? '', /^[\w+/]{22}==$/);
  });

  it('write nothing if the rules cannot be read', async () => {
    const { client, transport } = testClient([bucketInfo('cn-hangzhou'), refusal(403, 'AccessDenied')]);
    await assert.rejects(client.addBucketCorsRule('bucket', added), {
      code: 'AccessDenied',
      operation: 'GetBucketCors',
    });
    assert.deepEqual(
      transport.requests.map(({ method }) => method),
      ['GET', 'GET'],
    );
  });
});
