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
  // Upload forms in programs, requests and pages.
  `form.append("x-oss-signature", "${secret}");`,
  `writer.WriteField("x-oss-security-token", "${secret}")`,
  "form.append('x-oss-signature', `" + secret + '`)',
  `[ [ 'x-oss-signature', '${secret}' ] ]`,
  `'x-oss-signature' => '${secret}'`,
  `Map(1) { 'x-oss-security-token' => '${secret}' }`,
  `{ name: 'x-oss-signature', value: '${secret}' }`,
  `{"key":"Signature","value":"${secret}"}`,
  `["eq", "$x-oss-security-token", "${secret}"]`,
  `accessKeySecret: Optional("${secret}")`,
  `<input name=x-oss-signature value=${secret}>`,
  `<input value=${secret} name=x-oss-signature>`,
  String.raw`<input name=\"x-oss-signature\" value=\"${secret}\">`,
  `&lt;input name=&quot;x-oss-signature&quot; value=&quot;${secret}&quot;&gt;`,
  `name="x-oss-signature"\r\nContent-Type: text/plain\r\n\r\n${secret}\r\n--`,
  `form-data; name=x-oss-signature\r\n\r\n${secret}\r\n--`,
  String.raw`name=\"x-oss-signature\"\r\n\r\n${secret}\r\n--`,
  // The policy of a form and a callback are JSON in Base64.
  `policy=eyJleHBpcmF0aW9uIjoi${secret}Q%3D%3D&key=a`,
  `"policy":"eyJleHBpcmF0aW9uIjoi${secret}"`,
  `<input name="policy" value="ewogICJleHBpcmF0aW9uIjog${secret}">`,
  `https://b/k?callback=eyJjYWxsYmFja1VybCI6${secret}%3D&x=1`,
  `x-oss-callback-var: eyJ4OnRva2VuIjoi${secret}`,
  // YAML, headers and HTML.
  `x-oss-signature: ${secret}`,
  `X-Amz-Signature : ${secret}`,
  `x-oss-credential: ${secret}/20260102/cn-hangzhou/oss/aliyun_v4_request`,
  `OSSAccessKeyId: ${secret}`,
  `auth_key: ${secret}`,
  `x-oss-security-token: >-\n  ${secret}\nnext: 1`,
  `accessKeySecret: |\n  ${secret}`,
  `secretKey: ${secret}`,
  `"secret_key" = "${secret}"`,
  `&quot;AccessKeySecret&quot;:&quot;${secret}&quot;`,
  `%22SecurityToken%22%3A%22${secret}%22`,
  String.raw`\u0022x-oss-signature\u0022:\u0022${secret}\u0022`,
  `<SecurityToken xmlns="http://x">${secret}</SecurityToken>`,
  `<SignatureProvided><![CDATA[${secret}]]></SignatureProvided>`,
  `&lt;SecurityToken&gt;${secret}&lt;/SecurityToken&gt;`,
  // Shells, and tokens of other services that give credentials.
  `setx OSS_ACCESS_KEY_SECRET ${secret}`,
  `set -x OSS_ACCESS_KEY_SECRET "${secret}"`,
  `New-Client -AccessKeySecret ${secret}`,
  `x-aliyun-ecs-metadata-token: ${secret}`,
  `OIDCToken=${secret}&RoleArn=x`,
  `{"id_token":"${secret}"}`,
  `SAMLAssertion=${secret}`,
  `Bearer ${secret}`,
  `https://user:${secret}@proxy.example:8080/`,
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
      'The x-oss-security-token header, or "signature" as a word',
      'x-oss-signature: ',
      'id=1&valid=true https://proxy.example:8080/a@b',
      'see the access token value, or basic authentication',
      'oss://bucket/eyJhbGciOi.txt',
    ]) {
      assert.equal(redact(text), text);
    }
  });
});
