import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  presign,
  type PresignOptions,
  type PresignRequest,
  type PresignResult,
} from '../../../../src/oss/signing/presign.ts';

/** A signing vector: made with an official SDK, so that agreement is not only with ourselves. */
interface Vector {
  readonly name: string;
  readonly request: PresignRequest;
  readonly options: Omit<PresignOptions, 'signedAt'> & { readonly signedAt: string };
  readonly expect: {
    readonly url: string;
    readonly canonicalRequest?: string;
    readonly stringToSign: string;
    readonly signature: string;
    readonly signedHeaders: Readonly<Record<string, string>>;
    readonly expiration: string;
  };
}

const readVectors = (name: string): readonly Vector[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/signing/${name}`, import.meta.url), 'utf8')) as Vector[];

const signVector = ({ request, options }: Vector): PresignResult =>
  presign(request, { ...options, signedAt: new Date(options.signedAt) });

/** A URL as its parts before the query, and its parameters as they are, sorted: their order says nothing. */
function splitUrl(url: string): { readonly target: string; readonly parameters: readonly string[] } {
  const [target = '', query = ''] = url.split('?', 2);
  return { target, parameters: query.split('&').sort() };
}

const signatureIn = (url: string, name: string): string =>
  decodeURIComponent(new RegExp(`[?&]${name}=([^&]*)`).exec(url)?.[1] ?? '');

describe('presign with V4 signatures', () => {
  const vectors = readVectors('presign-v4.json');
  it('has 102 vectors', () => {
    assert.equal(vectors.length, 102);
  });
  for (const vector of vectors) {
    it(`agrees with the vector "${vector.name}"`, () => {
      const result = signVector(vector);
      assert.equal(result.method, vector.request.method);
      assert.equal(result.canonicalRequest, vector.expect.canonicalRequest);
      assert.equal(result.stringToSign, vector.expect.stringToSign);
      assert.equal(signatureIn(result.url, 'x-oss-signature'), vector.expect.signature);
      assert.deepEqual(result.signedHeaders, vector.expect.signedHeaders);
      assert.deepEqual(result.expiration, new Date(vector.expect.expiration));
      assert.deepEqual(splitUrl(result.url), splitUrl(vector.expect.url));
    });
  }
});

describe('presign with V1 signatures', () => {
  const vectors = readVectors('presign-v1.json');
  it('has 27 vectors', () => {
    assert.equal(vectors.length, 27);
  });
  for (const vector of vectors) {
    it(`agrees with the vector "${vector.name}"`, () => {
      const result = signVector(vector);
      assert.equal(result.method, vector.request.method);
      assert.equal(result.canonicalRequest, undefined);
      assert.equal(result.stringToSign, vector.expect.stringToSign);
      assert.equal(signatureIn(result.url, 'Signature'), vector.expect.signature);
      assert.deepEqual(result.signedHeaders, vector.expect.signedHeaders);
      assert.deepEqual(result.expiration, new Date(vector.expect.expiration));
      assert.deepEqual(splitUrl(result.url), splitUrl(vector.expect.url));
    });
  }
});
