import assert from 'node:assert/strict';
import {
  findCorsRule,
  readCorsConfiguration,
  writeCorsConfiguration,
  type CorsConfiguration,
  type CorsRule,
} from '../../../../src/oss/client/corsRules.ts';
import { MalformedXmlError } from '../../../../src/oss/xml/xml.ts';
import { chunksOf } from '../../../support/oss/chunks.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const rule: CorsRule = {
  allowedOrigins: ['https://a.example', 'https://*.b.example'],
  allowedMethods: ['GET', 'POST'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag', 'x-oss-request-id'],
  maxAgeSeconds: 600,
};
const bare: CorsRule = { allowedOrigins: ['*'], allowedMethods: ['PUT'], allowedHeaders: [], exposeHeaders: [] };

const read = (xml: string): Promise<CorsConfiguration> => readCorsConfiguration(chunksOf(xml));

describe('CORS rules', () => {
  it('are read with all repeated elements, each in its own rule', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><CORSConfiguration>' +
      '<CORSRule><AllowedOrigin>https://a.example</AllowedOrigin><AllowedOrigin>https://*.b.example</AllowedOrigin>' +
      '<AllowedMethod>GET</AllowedMethod><AllowedMethod>POST</AllowedMethod><AllowedHeader>*</AllowedHeader>' +
      '<ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-oss-request-id</ExposeHeader>' +
      '<MaxAgeSeconds>600</MaxAgeSeconds></CORSRule>' +
      '<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod></CORSRule>' +
      '<ResponseVary>false</ResponseVary></CORSConfiguration>';
    assert.deepEqual(await read(xml), { rules: [rule, bare], responseVary: false });
  });

  it('are written as they were read', async () => {
    for (const configuration of [{ rules: [] }, { rules: [rule] }, { rules: [bare, rule], responseVary: true }]) {
      assert.deepEqual(await read(writeCorsConfiguration(configuration)), configuration);
    }
    const hostile = { rules: [{ ...bare, allowedOrigins: ['https://a.example/?a=<b>&c="d"'] }] };
    assert.deepEqual(await read(writeCorsConfiguration(hostile)), hostile);
  });

  it('are not read from another document, nor with a number that would lose precision', async () => {
    await assert.rejects(read('<ListBucketResult></ListBucketResult>'), MalformedXmlError);
    const xml = '<CORSConfiguration><CORSRule><MaxAgeSeconds>1e3</MaxAgeSeconds></CORSRule></CORSConfiguration>';
    await assert.rejects(read(xml), MalformedXmlError);
  });

  it('are not written with characters that XML cannot hold', () => {
    const broken = { rules: [{ ...bare, exposeHeaders: ['a\u0007'] }] };
    assert.throws(() => writeCorsConfiguration(broken), invalidInput('ExposeHeader'));
  });
});

describe('findCorsRule', () => {
  const find = (request: Parameters<typeof findCorsRule>[1]): CorsRule | undefined =>
    findCorsRule({ rules: [rule, bare] }, request);

  it('returns the first rule with origin, method and headers', () => {
    assert.equal(find({ origin: 'https://a.example', method: 'POST', headers: ['X-Oss-A'] }), rule);
    assert.equal(find({ origin: 'https://x.b.example', method: 'GET' }), rule);
    assert.equal(find({ origin: 'null', method: 'PUT' }), bare);
  });

  it('returns none if one of them is missing', () => {
    assert.equal(find({ origin: 'https://c.example', method: 'POST' }), undefined);
    assert.equal(find({ origin: 'https://.b.example', method: 'DELETE' }), undefined);
    assert.equal(find({ origin: 'https://b.example', method: 'GET' }), undefined);
    assert.equal(find({ origin: 'null', method: 'PUT', headers: ['content-type'] }), undefined);
    assert.equal(findCorsRule({ rules: [] }, { origin: 'null', method: 'POST' }), undefined);
  });
});
