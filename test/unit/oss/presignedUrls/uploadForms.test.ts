import assert from 'node:assert/strict';
import vectors from '../../../fixtures/signing/post-policy.json' with { type: 'json' };
import { curlForm } from '../../../../src/links/requests/formats/curlForm.ts';
import { pythonForm } from '../../../../src/links/requests/formats/pythonForm.ts';
import { pageSources } from '../../../../src/links/requests/pageSources.ts';
import { uploadPage } from '../../../../src/links/requests/uploadPage.ts';
import { readUploadForms, type UploadForm } from '../../../../src/oss/presignedUrls/uploadForms.ts';
import { fileRequest } from '../../../support/links/fileRequests.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const only = (text: string): UploadForm => {
  const [found, ...others] = readUploadForms(text);
  assert.deepEqual(others, []);
  return found?.form ?? assert.fail('no form was found');
};

describe('readUploadForms', () => {
  const request = fileRequest({ maxBytes: 1000, minBytes: 1, kinds: { extensions: ['pdf', 'png'] } });

  it('reads each policy of the vectors', () => {
    for (const { name, input, expect } of vectors.cases) {
      const form = only(`policy=${base64(expect.policyText)}&`);
      assert.equal(form.bucket, input.bucket, name);
      assert.deepEqual(form.key, input.key, name);
      assert.equal(form.region, input.region, name);
      assert.equal(form.accessKeyId, input.credentials.accessKeyId, name);
      assert.ok(form.expiration <= new Date(expect.policy.expiration), name);
      const range = 'contentLengthRange' in input ? input.contentLengthRange : undefined;
      assert.deepEqual(form.sizes, range, name);
    }
  });

  it('reads the two policies of an upload page, with their locations', () => {
    const page = uploadPage(request, pageSources);
    const found = readUploadForms(page);
    assert.equal(found.length, 2);
    for (const { form, startIndex, endIndex } of found) {
      assert.ok([request.fields['policy'], request.plainFields['policy']].includes(page.slice(startIndex, endIndex)));
      assert.deepEqual(form, {
        ...{ bucket: 'examplebucket', key: { prefix: 'in/' }, sizes: [1, 1000], region: 'cn-hangzhou' },
        ...{ contentTypes: ['application/pdf', 'image/png'], forbidsOverwrite: true, isTemporary: false },
        ...{ accessKeyId: 'ak', signedAt: new Date('2026-03-05T08:09:10Z'), expiration: request.expiration },
      });
    }
  });

  it('reads commands, programs, and JSON with escaped slashes', () => {
    for (const text of [
      curlForm.render(request, 'a.pdf'),
      pythonForm.render(request, 'a.pdf'),
      JSON.stringify(request.fields).replaceAll('/', '\\/'),
    ]) {
      assert.deepEqual(only(text).key, { prefix: 'in/' });
    }
  });

  it('limits the expiry to seven days after the signing, and recognises temporary credentials', () => {
    const policy = JSON.stringify({
      expiration: '2099-01-01T00:00:00Z',
      conditions: [
        { 'x-oss-credential': 'STS.a/20260305/cn-beijing/oss/aliyun_v4_request' },
        ['eq', '$x-oss-date', '20260305T080910Z'],
        { 'X-OSS-Security-Token': 'token' },
        ['eq', '$key', 'one.txt'],
        ['starts-with', '$Content-Type', 'image/'],
      ],
    });
    assert.deepEqual(only(base64(policy)), {
      ...{ bucket: undefined, key: { exact: 'one.txt' }, sizes: undefined, region: 'cn-beijing' },
      ...{ contentTypes: ['image/*'], forbidsOverwrite: false, isTemporary: true, accessKeyId: 'STS.a' },
      signedAt: new Date('2026-03-05T08:09:10Z'),
      expiration: new Date('2026-03-12T08:09:10Z'),
    });
  });

  it('finds no form in other texts', () => {
    const filler = 'x'.repeat(100);
    const credential = { 'x-oss-credential': 'ak/20260305/cn-hangzhou/oss/aliyun_v4_request' };
    const date = { 'x-oss-date': '20260305T080910Z' };
    for (const value of [
      { filler },
      { expiration: '2026-03-05T09:00:00Z', conditions: [], filler },
      { expiration: '2026-03-05T09:00:00Z', conditions: [['starts-with', '$key', filler]] },
      { expiration: 'soon', conditions: [credential, date, { bucket: filler }] },
      { expiration: '2026-03-05T09:00:00Z', conditions: [credential, { 'x-oss-date': filler }] },
      { expiration: 1, conditions: [credential, date, { bucket: filler }] },
      { expiration: '2026-03-05T09:00:00Z', conditions: { ...credential, filler } },
      [credential, date, filler],
    ]) {
      assert.deepEqual(readUploadForms(base64(JSON.stringify(value))), [], JSON.stringify(value));
    }
    assert.deepEqual(readUploadForms(`eyJ${'A'.repeat(200)} ewog${'/'.repeat(200)} ${'eyJ'.repeat(50_000)}`), []);
  });
});
