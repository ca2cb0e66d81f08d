import assert from 'node:assert/strict';
import { redact } from '../../../../src/oss/errors/redact.ts';

const secret = 'fAkEsEcReT0123456789';

/** Spellings that editors, shells, serialisers and servers write; each hides the secret once. */
const spellings: readonly string[] = [
  String.raw`https://b.example/k?x=1\u0026x-oss-signature\u003d${secret}`,
  String.raw`{"url":"https://b/k?x=1\\u0026x-oss-signature\\u003d${secret}"}`,
  String.raw`x-oss-signature\x3d${secret}`,
  String.raw`x-oss-signature\=${secret}`,
  `?a=1&#38;x-oss-signature&#61;${secret}`,
  `?a=1&amp;amp;x-oss-signature&amp;#x3D;${secret}`,
  `?a=1&#038;Signature=${secret}`,
  `a%253Fx-oss-signature%253D${secret}%2526b`,
  `https://b/k?x-oss-signature-version=OSS2&x-oss-access-key-id=${secret}&x=1`,
  `https://b/k?X-Amz-Credential=${secret}&x=1`,
  `https://b/k?X-Amz-Signature=${secret}&x=1`,
  `https://b/k?X-Amz-Security-Token=${secret}&x=1`,
  `https://b/k?AWSAccessKeyId=${secret}&x=1`,
  `OSS_ACCESS_KEY_SECRET=${secret}`,
  `export ALIBABA_CLOUD_ACCESS_KEY_SECRET='${secret}'`,
  `OSS_SESSION_TOKEN=${secret}`,
  `ALIBABA_CLOUD_SECURITY_TOKEN="${secret}"`,
  `OSS_ACCESS_KEY_ID=${secret}`,
  `AccessKeySecret = ${secret}`,
  `accessKeySecret : ${secret}`,
  `access_key_secret: ${secret}`,
  `  access-key-secret:   ${secret}`,
  `sts-token=${secret}`,
  `{"x-oss-signature" : [ "${secret}" ]}`,
  `'authorization':\n    'OSS4-HMAC-SHA256 Credential=${secret}'`,
];

describe('redact, for every spelling of a link in texts', () => {
  for (const text of spellings) {
    it(`hides ${text.replace(secret, '…')}`, () => {
      const redacted = redact(text);
      assert.ok(text.includes(secret) && !redacted.includes(secret), redacted);
      assert.match(redacted, /\[redacted\]/);
    });
  }

  it('keeps names and prose', () => {
    for (const text of [
      'signature: the text that is compared',
      'x-oss-signature-version=OSS4-HMAC-SHA256',
      'A token expires. The secret is stored. access=granted',
      'Authorization is missing',
    ]) {
      assert.equal(redact(text), text);
    }
  });
});
