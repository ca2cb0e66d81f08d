import { presign } from '../../../src/oss/signing/presign.ts';

/** // Texts in which people keep links, and texts that only look similar. */

const options = {
  credentials: { accessKeyId: 'LTAI-example', accessKeySecret: 'sk' },
  region: 'cn-hangzhou',
  endpoint: 'https://oss-cn-hangzhou.aliyuncs.com',
  signedAt: new Date('2024-11-12T09:27:56Z'),
} as const;

const link = (signatureVersion: 'v4' | 'v1', key: string, securityToken?: string): string =>
  presign(
    { method: 'GET', bucket: 'examplebucket', key },
    {
      ...options,
      signatureVersion,
      credentials: { ...options.credentials, ...(securityToken === undefined ? {} : { securityToken }) },
    },
  ).url;

const hex = '0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0';
const base64 = 'q8w3/Zr1Xk9+Lm2Nv7BcYt5Hs4Dfg6JpAbCdEfGhIjE';
const host = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com';

/** Presigned URLs of every kind, by description. */
export const leakedUrls: Readonly<Record<string, string>> = {
  'a V4 link': link('v4', '报告/2026 (终).pdf'),
  'a V4 link with a token': link('v4', 'a.txt', 'CAIS+example/token=='),
  'a V1 link': link('v1', "it's a.txt"),
  'a V1 link with a token': link('v1', 'a.txt', 'CAIS+example/token=='),
  'a V1 link with + and / in its signature': `${host}/a?Expires=1&OSSAccessKeyId=id&Signature=q8w3/Zr1Xk9+Lm2Nv7BcYt5Hs4D=`,
  'a V1 link whose signature comes first': `${host}/a?Signature=q8w3%2FZr1Xk9%2BLm2Nv7BcYt5Hs4D%3D&OSSAccessKeyId=id&Expires=1`,
  'a V2 link': `${host}/a?x-oss-signature-version=OSS2&x-oss-expires=1&x-oss-access-key-id=id&x-oss-signature=${encodeURIComponent(`${base64}=`)}`,
  'an S3 link of OSS': `https://examplebucket.s3.oss-cn-hangzhou.aliyuncs.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=id&X-Amz-Signature=${hex}`,
  'a link at a custom domain': link('v4', 'a').replace(
    'examplebucket.oss-cn-hangzhou.aliyuncs.com',
    'files.example.com',
  ),
  'a link with an unencoded key': link('v4', 'a').replace('/a?', '/报告，终.pdf?'),
  'a link without its host': link('v4', 'a').replace(host, ''),
};

const entities = (text: string): string => text.replaceAll(/[&=?:/+]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const named = (text: string): string => text.replaceAll(/[&=?:/+]/g, (sign) => `&${entityNames[sign] ?? ''};`);
const entityNames: Readonly<Record<string, string>> = {
  ...{ '&': 'amp', '=': 'equals', '?': 'quest', ':': 'colon', '/': 'sol', '+': 'plus' },
};
const utf16 = (text: string): string =>
  text.replaceAll(/[&=?/+<>]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

/** Spellings of a URL in programs and texts, by description. */
export const writings: Readonly<Record<string, (url: string) => string>> = {
  alone: (url) => url,
  'in Markdown': (url) => `See [report](${url} "title"), please.`,
  'in Chinese prose': (url) => `链接：${url}，请下载。`,
  'in a shell command': (url) => `curl -fL -o out '${url.replaceAll("'", '%27')}' && echo ok`,
  'with shell escapes': (url) => `wget ${url.replaceAll(/[?&=()]/g, '\\$&')}`,
  'in a batch file': (url) => `curl -o a "${url.replaceAll('%', '%%')}"`,
  'in HTML': (url) => `<a href="${url.replaceAll('&', '&amp;')}">x</a>`,
  'in HTML with numeric entities': (url) => `<img src='${url.replaceAll('&', '&#038;')}'>`,
  'in HTML escaped twice': (url) => `&lt;a href=&quot;${url.replaceAll('&', '&amp;amp;')}&quot;&gt;`,
  'in HTML with an entity for each sign': (url) => `<a href="${entities(url)}">`,
  'in HTML with named entities': (url) => `<a href="${named(url)}">`,
  'in HTML with entities, escaped twice': (url) =>
    `&lt;a href=&quot;${entities(url).replaceAll('&', '&amp;')}&quot;&gt;`,
  'in JSON': (url) => JSON.stringify({ url }),
  'in JSON for HTML': (url) => JSON.stringify({ url }).replaceAll('&', '\\u0026').replaceAll('=', '\\u003d'),
  'in JSON with every sign escaped': (url) => `{"url":"${utf16(url)}"}`,
  'in JSON from PHP': (url) => JSON.stringify({ url }).replaceAll('/', '\\/'),
  'in JSON within JSON': (url) => JSON.stringify(JSON.stringify({ url })),
  'in JSON within JSON for HTML': (url) => JSON.stringify(JSON.stringify({ url }).replaceAll('&', '\\u0026')),
  'in JavaScript with hexadecimal escapes': (url) =>
    `x = '${url.replaceAll("'", '%27').replaceAll('&', '\\x26').replaceAll('=', '\\x3d')}'`,
  'in YAML': (url) => `image:\n  url: ${url}\n  size: 3\n`,
  'in a .env file': (url) => `REPORT_URL=${url}\n`,
  'in CSV': (url) => `1,"${url}",2\r\n`,
  'in a URL': (url) => `https://example.com/view?next=1&u=${encodeURIComponent(url)}`,
  'in a URL in a URL': (url) =>
    `https://a.example/?u=${encodeURIComponent(`https://b.example/?u=${encodeURIComponent(url)}`)}`,
  'in a URL in HTML': (url) => `<a href="https://a.example/?b=1&amp;u=${encodeURIComponent(url)}">`,
  'in quoted-printable': (url) => `Download: ${url.replaceAll('=', '=3D')}`,
  'in a comment': (url) => `/* ${url} */`,
  'in a string template': (url) => `const u = \`${url}\`;`,
  'right after a word': (url) => `see:${url}`,
  'in a log line': (url) => `2026-11-30T03:00:00Z GET ${url} 200 12ms "curl/8"`,
  'in a row of others': (url) => `https://example.com/a,${url};https://example.com/b`,
  'in a long line': (url) => `${'x'.repeat(5000)} "${url}" ${'y'.repeat(5000)}`,
};

/** Fields of an upload form, which is worth as much as an upload link. */
export const leakedForms: Readonly<Record<string, string>> = {
  'in JSON': JSON.stringify({ policy: 'e30=', 'x-oss-signature': hex }),
  'in JSON within JSON': JSON.stringify(JSON.stringify({ 'x-oss-signature': hex })),
  'in HTML': `<input type="hidden" name="x-oss-signature" value="${hex}">`,
  'in HTML with other attributes between': `<input name="x-oss-signature" type="hidden"\n value='${hex}'>`,
  'in HTML with the value first': `<input value="${hex}" type="hidden" name="x-oss-signature">`,
  'in curl': `curl -F 'policy=e30=' -F 'x-oss-signature=${hex}' -F file=@a.txt`,
  'in JavaScript': `form.append('x-oss-signature', '${hex}');`,
  'in Python': `fields = {'x-oss-signature': '${hex}'}`,
  'in PHP': `$fields = ['x-oss-signature' => '${hex}'];`,
  'in YAML': `fields:\n  x-oss-signature: ${hex}\n`,
  'in settings': `x-oss-signature = ${hex}\n`,
  'in XML': `<x-oss-signature>${hex}</x-oss-signature>`,
  'in a request': `Content-Disposition: form-data; name="x-oss-signature"\r\n\r\n${hex}\r\n`,
};

const unsigned = `${host}/%E6%8A%A5%E5%91%8A.pdf?versionId=CAEQ&x-oss-process=image/resize,w_200`;

/** Texts without a signature, by description. */
export const harmlessTexts: Readonly<Record<string, string>> = {
  'an unsigned URL': unsigned,
  'a URL whose signature was removed': `${host}/a?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=id%2F20241112%2Fcn-hangzhou%2Foss%2Faliyun_v4_request&x-oss-signature=`,
  'a URL with a placeholder': `${host}/a?Expires=1&OSSAccessKeyId=<id>&Signature=<signature>`,
  'a URL with a placeholder of V4': `${host}/a?x-oss-signature=<64 hexadecimal digits>`,
  'a URL with a variable': '`${host}/a?x-oss-signature=${signature}&x-oss-date=${date}`',
  'a URL with a redacted signature': `${host}/a?x-oss-signature=***&x-oss-security-token=***`,
  'a URL with a cut signature': `${host}/a?x-oss-signature=${hex.slice(1)}`,
  'a URL with a longer digest': `${host}/a?x-oss-signature=${hex}00`,
  'a URL with a cut signature of V1': `${host}/a?Expires=1&OSSAccessKeyId=id&Signature=q8w3%2FZr1Xk9%2BLm2Nv7BcYt5Hs4`,
  'code that names the parameters':
    "const own = ['x-oss-signature', 'x-oss-signature-version', 'Signature', 'OSSAccessKeyId'];",
  'code that compares a signature': "if (query.get('x-oss-signature') === expected) {}",
  'code that builds a form': "form.append('x-oss-signature', signature);",
  'a form without a value': '<input type="hidden" name="x-oss-signature" value="">',
  'prose about signatures': 'The x-oss-signature parameter holds 64 hexadecimal digits; Signature= is that of V1.',
  'a link of AWS': `https://bucket.s3.amazonaws.com/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${hex}`,
  'a link of Google': `https://storage.googleapis.com/a?X-Goog-Signature=${hex}&GoogleAccessId=id&Signature=q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg6%3D`,
  'a link of CloudFront':
    'https://d111.cloudfront.net/a?Expires=1&Signature=q8w3Zr1Xk9Lm2Nv7BcYt5Hs4Dfg6%3D&Key-Pair-Id=K1',
  'a link of Azure':
    'https://acc.blob.core.windows.net/c/b?sv=2024-11-04&sig=q8w3Zr1Xk9Lm2Nv7BcYt5Hs4DfgQq8w3Zr1Xk9Lm2Nv%3D',
  digests: `${hex}  a.zip\n${hex.toUpperCase()}  b.zip`,
  'a lock file': `"integrity": "sha512-${base64}${base64}=="`,
  'a commit with its signature':
    'gpgsig -----BEGIN PGP SIGNATURE-----\n\niQIzBAABCAAdFiEE\n-----END PGP SIGNATURE-----',
  'a JSON Web Token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.signature=',
  'a header of a signed request': `Authorization: OSS4-HMAC-SHA256 Credential=id/20241112/cn-hangzhou/oss/aliyun_v4_request,Signature=…`,
  'an address in OSS': 'oss://examplebucket/报告/2026 (终).pdf',
  'a digest near the name of the parameter': `| x-oss-signature | string |\n\nSHA-256 of the file: ${hex}`,
  nothing: '',
};
