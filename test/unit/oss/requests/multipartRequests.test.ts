import assert from 'node:assert/strict';
import {
  abortMultipartUploadRequest,
  completeMultipartUploadRequest,
  initiateMultipartUploadRequest,
  uploadPartRequest,
} from '../../../../src/oss/requests/multipartRequests.ts';
import { invalidInput } from '../../../support/oss/invalidInput.ts';

const object = { bucket: 'examplebucket', key: 'a.bin' };
const uploadId = '0004B9894A22E5B1888A1E29F823E2A7';

describe('initiateMultipartUploadRequest', () => {
  it('is a POST with the parameter uploads', () => {
    assert.deepEqual(initiateMultipartUploadRequest(object), { method: 'POST', ...object, query: { uploads: '' } });
  });

  it("contains the object's headers", () => {
    const request = initiateMultipartUploadRequest({
      ...object,
      contentType: 'text/plain',
      forbidOverwrite: false,
      encodesKey: true,
      requestPayer: 'requester',
    });
    assert.deepEqual(request.query, { uploads: '', 'encoding-type': 'url', 'x-oss-request-payer': 'requester' });
    assert.deepEqual(request.headers, { 'content-type': 'text/plain', 'x-oss-forbid-overwrite': 'false' });
  });
});

describe('uploadPartRequest', () => {
  it('is a PUT of one part', () => {
    const request = uploadPartRequest({
      ...object,
      uploadId,
      partNumber: 10_000,
      contentMd5: 'XrY7u+Ae7tCTyyK7j1rNww==',
      contentLengthBytes: 102_400,
      trafficLimitBitsPerSecond: 819_200,
    });
    assert.deepEqual(request, {
      method: 'PUT',
      ...object,
      query: { partNumber: '10000', uploadId, 'x-oss-traffic-limit': '819200' },
      headers: { 'content-md5': 'XrY7u+Ae7tCTyyK7j1rNww==', 'content-length': '102400' },
      additionalHeaders: ['content-length'],
    });
  });

  for (const partNumber of [0, 10_001, 1.5, Number.NaN]) {
    it(`refuses the part ${partNumber}`, () => {
      assert.throws(
        () => uploadPartRequest({ ...object, uploadId, partNumber }),
        invalidInput('partNumber', /1 to 10000/),
      );
    });
  }

  it('refuses an empty upload ID', () => {
    assert.throws(() => uploadPartRequest({ ...object, uploadId: '', partNumber: 1 }), invalidInput('uploadId'));
  });
});

describe('completeMultipartUploadRequest', () => {
  it('is a POST with the upload ID', () => {
    assert.deepEqual(completeMultipartUploadRequest({ ...object, uploadId }), {
      method: 'POST',
      ...object,
      query: { uploadId },
    });
  });

  it('accepts all parts, an ACL and a callback', () => {
    const request = completeMultipartUploadRequest({
      ...object,
      uploadId,
      completeAll: true,
      forbidOverwrite: true,
      acl: 'public-read',
      encodesKey: true,
      callback: { urls: ['https://example.com'], body: 'a' },
    });
    assert.deepEqual(Object.keys(request.query ?? {}), ['uploadId', 'encoding-type', 'callback']);
    assert.deepEqual(request.headers, {
      'x-oss-complete-all': 'yes',
      'x-oss-forbid-overwrite': 'true',
      'x-oss-object-acl': 'public-read',
    });
  });
});

describe('abortMultipartUploadRequest', () => {
  it('is a DELETE with the upload ID', () => {
    assert.deepEqual(abortMultipartUploadRequest({ ...object, uploadId }), {
      method: 'DELETE',
      ...object,
      query: { uploadId },
    });
  });

  it('refuses an invalid upload ID', () => {
    assert.throws(() => abortMultipartUploadRequest({ ...object, uploadId: 'a b' }), invalidInput('uploadId'));
  });
});
