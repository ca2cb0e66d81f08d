import assert from 'node:assert/strict';
import { readPair } from '../../src/features/arrange/properties/propertyRows.ts';
import { readErrorResponse } from '../../src/oss/client/errorResponse.ts';
import { redact } from '../../src/oss/errors/redact.ts';
import { serverText } from '../../src/oss/errors/serverText.ts';
import { parseEndpoint } from '../../src/oss/hosts/endpoint.ts';
import { readAddress } from '../../src/oss/names/address.ts';
import { namePattern } from '../../src/oss/names/namePattern.ts';
import { readOssUris } from '../../src/oss/names/ossUrisInText.ts';
import { readCdnUrl } from '../../src/oss/presignedUrls/cdnUrl.ts';
import { findSignatures } from '../../src/oss/presignedUrls/findSignatures.ts';
import { readPresignedUrl } from '../../src/oss/presignedUrls/presignedUrl.ts';
import { readPresignedUrls } from '../../src/oss/presignedUrls/presignedUrlsInText.ts';
import { readUploadForms } from '../../src/oss/presignedUrls/uploadForms.ts';
import { contentDispositionFor } from '../../src/oss/requests/contentDisposition.ts';
import { validateOssHeader } from '../../src/oss/requests/headerRules.ts';
import { parseSourceRange } from '../../src/oss/requests/sourceRange.ts';
import { readXml } from '../../src/oss/xml/xml.ts';
import { readAliyunConfig } from '../../src/profiles/sources/aliyunConfig.ts';
import { readOssutilConfig } from '../../src/profiles/sources/ossutilConfig.ts';
import { readProcessOutput } from '../../src/profiles/sources/processOutput.ts';
import { readSdkCredentials } from '../../src/profiles/sources/sdkCredentials.ts';
import { chooseProxy } from '../../src/http/proxySettings.ts';
import { parseDuration } from '../../src/text/duration.ts';
import { parseMoment } from '../../src/text/moment.ts';
import { spreadsheetText } from '../../src/text/csv.ts';
import { plainText } from '../../src/text/plainText.ts';
import { mayContainLink, mayContainUploadForm } from '../../src/links/details/textWindow.ts';
import { parseValidity } from '../../src/links/validity.ts';
import { chunksOf } from '../support/oss/chunks.ts';

const MEGABYTE = 2 ** 20;
/** Smallest time that is compared: below it the garbage collector decides. */
const FLOOR_MS = 60;
/** Linear readers need twice the time for twice the text, quadratic ones four times; the rest is noise. */
const MAX_GROWTH = 3.4;
/** Upper bound for a megabyte, on a machine that does other things too. */
const LIMIT_MS = 4000;
/** Measurements before a reader counts as too slow. */
const ATTEMPTS = 3;

type Reader = (text: string) => unknown;
const fill = (part: string, length: number): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** Every reader of texts that the user did not write, with the texts that cost it most; `…` stands where the length grows. */
const readers: readonly (readonly [
  name: string,
  read: Reader,
  worst: readonly (readonly [string, string, string])[],
])[] = [
  [
    'readOssUris',
    readOssUris,
    [
      ['oss://abc/', '.', 'a'],
      ['', 'oss://abc/', ''],
      ['oss://', 'a-', ''],
      ['oss://abc/', '。', 'x'],
    ],
  ],
  [
    'readPresignedUrls',
    readPresignedUrls,
    [
      ['https://a/?x-oss-signature=', ')', 'a'],
      ['', 'https://a/?signature=', ''],
      ['', 'https://a/?x-oss-signature=&\\u0026', ''],
      ['(https://a/?signature=', '(', ''],
    ],
  ],
  [
    'readPresignedUrls with a CDN',
    (text) => readPresignedUrls(text, [{ host: 'a.example', bucket: 'b', settings: { type: 'A', cdnTtl: 1800 } }]),
    [
      ['', 'https://a.example/', ''],
      ['https://a.example/?auth_key=', '1-', ''],
      ['(https://a.example/', '(', ''],
    ],
  ],
  [
    'mayContainLink',
    mayContainLink,
    [
      ['', '0123456789-a-', 'x'],
      ['', '0', ''],
      ['', '/', ''],
    ],
  ],
  [
    'readUploadForms',
    readUploadForms,
    [
      ['eyJ', 'A', ''],
      ['', 'eyJ', ''],
      ['', `eyJ${'A'.repeat(90)} `, ''],
      ['', '\\', ''],
    ],
  ],
  [
    'mayContainUploadForm',
    mayContainUploadForm,
    [
      ['', 'eyJ', ''],
      ['', 'ey', ' '],
    ],
  ],
  [
    'findSignatures',
    findSignatures,
    [
      ['', '&amp;', ''],
      ['x-oss-signature=', '%25', ''],
      ['', 'signature=', ''],
      ['', '\\', ''],
      ['', `https://b/${'\\'.repeat(16_000)}a?x-oss-signature=${'0f'.repeat(32)} `, ''],
      ['', `x-oss-signature=${'\\'.repeat(60_000)}a `, ''],
    ],
  ],
  [
    'readPresignedUrl',
    readPresignedUrl,
    [
      ['https://a/?', 'a&', ''],
      ['https://', 'a.', '?x'],
    ],
  ],
  [
    'readCdnUrl',
    readCdnUrl,
    [
      ['https://a.example/', '/', '?auth_key=1'],
      ['https://a.example/?', 'a=&', ''],
    ],
  ],
  [
    'readAddress',
    readAddress,
    [
      ['https://', 'a.', '/'],
      ['oss://docs/', '/', ''],
      ['', '/', ''],
      ['', '@', '.'],
    ],
  ],
  [
    'parseEndpoint',
    parseEndpoint,
    [
      ['', 'a.', ''],
      ['', 'a-', '.aliyuncs.com'],
      ['https://', '[', ''],
    ],
  ],
  [
    'parseSourceRange',
    parseSourceRange,
    [
      ['', '1.', ''],
      ['', ':', '/8'],
      ['', '/', ''],
    ],
  ],
  [
    'redact',
    redact,
    [
      ['Signature', '%25', ''],
      ['Signature=', ' ', '"x'],
      ['', 'Signature', ''],
      ['authorization', ' ', ':'],
      ['', 'OSS a.', ''],
      ['', '\\', '"signature'],
      ['', 'x-oss-signature\\', ''],
      ['', '<Signature>', ''],
      ['sign=', '0123456789abcdef', ''],
      ['', '"token":"', ''],
      ['', '<input name="signature" value="', ''],
      ['', '<input value="signature" name="', ''],
      ['', 'name="signature"\n\n', ''],
      ['', '"signature","', ''],
      ['', ' value=', ' name=signature '],
      ['signature=', ' name=signature value=', ''],
      ['signature: |\n', ' a\n', ''],
      ['', '<Signature><![CDATA[', ''],
      ['', 'signature=&quot;', ''],
      ['', '://a:', ''],
      ['', 'eyJ', ''],
      ['', 'secretkey%25', ''],
    ],
  ],
  [
    'cells of spreadsheets',
    (text) => spreadsheetText([[text]]),
    [
      ['', ' ', 'x'],
      ['', '; ', ''],
      ['', '\t', 'x'],
      [';', '"', ''],
    ],
  ],
  [
    'serverText',
    (text) => serverText(text, 1000),
    [
      ['', '\u202e', ''],
      ['', ' ', 'x'],
      ['', '\ud800', ''],
    ],
  ],
  [
    'readErrorResponse',
    (text) =>
      readErrorResponse({ status: 403, headers: {}, body: chunksOf(text) }, { operation: 'GetObject' }, ['secret']),
    [
      ['<Error><Code>', 'x', '</Code></Error>'],
      ['<Error><Code>A</Code>', '<Token>abcd</Token>', '</Error>'],
      ['<Error><Code>', '\u0001', '</Code>'],
      ['', '<', ''],
    ],
  ],
  [
    'readXml',
    (text) => readXml(chunksOf(text), 'R').catch((error: unknown) => error),
    [
      ['<R>', '&amp;', '</R>'],
      ['<', 'x', '/>'],
      ['<R ', 'a="" ', '/>'],
      ['<R>', '<!-- -->', '</R>'],
    ],
  ],
  [
    'contentDispositionFor',
    (text) => contentDispositionFor(text, 'attachment'),
    [
      ['', '"', ''],
      ['', '报', ''],
    ],
  ],
  [
    'header rules',
    (text) => {
      for (const name of [
        'content-type',
        'content-encoding',
        'content-md5',
        'expires',
        'x-oss-tagging',
        'x-oss-callback',
      ]) {
        attempt(() => {
          validateOssHeader(name, text);
        });
      }
    },
    [
      ['a/b', ';a=b', '!'],
      ['a/b', ' ', '!'],
      ['a', ' ,a', '!'],
      ['', 'a=b&', ''],
      ['', 'A', '='],
    ],
  ],
  [
    'name patterns',
    (text) => namePattern(text).matches('a'.repeat(1023)),
    [
      ['', '*a', 'b'],
      ['', '?', ''],
      ['', '*', 'b'],
    ],
  ],
  [
    'readOssutilConfig',
    (text) => readOssutilConfig(text, 'f'),
    [
      ['[', ' ', ''],
      ['', '[default]\n', ''],
      ['[default]\na', ' ', '=b'],
      ['', '=', ''],
    ],
  ],
  [
    'readAliyunConfig',
    (text) => readAliyunConfig(text, 'f'),
    [
      ['', '[', ''],
      ['{"profiles":[', 'null,', 'null]}'],
      ['', ' ', '{'],
    ],
  ],
  [
    'readSdkCredentials',
    (text) => readSdkCredentials(text, 'f'),
    [
      ['[', ' ', ''],
      ['', '[a]\n', ''],
      ['', '\t', '='],
    ],
  ],
  [
    'readProcessOutput',
    (text) => readProcessOutput(text, 'aliyun'),
    [
      ['', '{"a":', ''],
      ['', ' ', '{'],
    ],
  ],
  [
    'no_proxy',
    (text) => chooseProxy({}, { HTTPS_PROXY: 'http://p', NO_PROXY: text }),
    [
      ['', ' ', ''],
      ['', ',', ''],
      ['', 'a,', ''],
    ],
  ],
  [
    'durations',
    parseDuration,
    [
      ['', '1', 'x'],
      ['', '1h ', 'x'],
      ['1', ' ', 'x'],
      ['', '１', ''],
    ],
  ],
  [
    'metadata and tags',
    (text) => readPair(text, ':'),
    [
      ['', ' ', ''],
      ['', ' a', 'x'],
      ['a:', ' ', 'x'],
    ],
  ],
  [
    'moments',
    (text) => parseMoment(text, { now: new Date(0), timeZone: 'UTC' }),
    [
      ['', '1', ''],
      ['2026-', '0', ''],
      ['', ' ', 'x'],
      ['', '：', ''],
    ],
  ],
  [
    'validity',
    (text) => parseValidity(text, { now: new Date(0) }),
    [
      ['', '1', 'x'],
      ['', ' ', 'x'],
      ['', '1h', 'x'],
    ],
  ],
  [
    'plainText',
    plainText,
    [
      ['', '`', ''],
      ['', '[', ''],
      ['', '\\', ''],
      ['', '\u202e', ''],
    ],
  ],
];

/** Refusals are answers too; only their time counts. */
function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** Time of this process alone: other programs share the machine. */
async function timeOf(read: Reader, text: string): Promise<number> {
  const before = process.cpuUsage();
  await Promise.resolve(attempt(() => read(text))).catch(() => undefined);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('text readers take linear time, so that no document blocks the editor', function () {
  this.timeout(60_000);
  for (const [name, read, worst] of readers) {
    for (const [before, part, after] of worst) {
      it(`${name}: ${JSON.stringify(`${before}${part.slice(0, 100)}`)}… ${JSON.stringify(after)}`, async () => {
        const ofLength = (length: number): string => before + fill(part, length) + after;
        // A small text first, so that a quadratic reader fails in seconds instead of hours.
        for (const length of [MEGABYTE / 16, MEGABYTE / 2]) {
          const measured: number[] = [];
          let growth = Number.POSITIVE_INFINITY;
          for (let run = 0; run < ATTEMPTS && growth >= MAX_GROWTH; run++) {
            const [once, twice] = [await timeOf(read, ofLength(length)), await timeOf(read, ofLength(2 * length))];
            measured.push(once, twice);
            growth = twice < LIMIT_MS ? Math.max(twice, FLOOR_MS) / Math.max(once, FLOOR_MS) : growth;
          }
          assert.ok(growth < MAX_GROWTH, `${measured.join(', ')} ms for ${length} and twice as many characters`);
        }
      });
    }
  }
});
