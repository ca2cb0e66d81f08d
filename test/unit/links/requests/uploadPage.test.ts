import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { uploadPage } from '../../../../src/links/requests/uploadPage.ts';
import { filled, pageTexts } from '../../../../src/links/requests/pageTexts.ts';
import type { PageData } from '../../../../src/links/requests/page/pageData.ts';
import { fileRequest } from '../../../support/links/fileRequests.ts';

const sources = { script: 'let a="é";', styles: 'p{margin:0}' };
const hostile = `</script><script>alert(1)</script> "quoted" 'single' & <b>bold</b> \u2028`;

const pageOf = (change: Parameters<typeof fileRequest>[0] = {}): string => uploadPage(fileRequest(change), sources);
const dataIn = (html: string): PageData =>
  JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? assert.fail('no data')) as PageData;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('uploadPage', () => {
  it('runs only its own script and styles, and connects to the bucket only', () => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(pageOf()) ?? [];
    const bucket = 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com';
    assert.deepEqual(policy?.split('; '), [
      "default-src 'none'",
      `script-src 'sha256-${sha256(sources.script)}'`,
      `style-src 'sha256-${sha256(sources.styles)}'`,
      `connect-src ${bucket}`,
      `form-action ${bucket}`,
      `frame-src ${bucket}`,
      "base-uri 'none'",
    ]);
  });

  it('loads nothing, and contains no address but that of the bucket', () => {
    const html = pageOf({ kinds: 'pictures', note: 'Hello' });
    const addresses = new Set([...html.matchAll(/https?:\/\/[^/"';\s]+/g)].map(([address]) => address));
    assert.deepEqual(
      addresses,
      new Set(['https://examplebucket.oss-cn-hangzhou.aliyuncs.com', 'https://arrived.invalid']),
    );
    assert.doesNotMatch(html, /\s(?:src|href|style|on\w+)=/);
  });

  it('shows any note and folder as text', () => {
    const html = pageOf({ note: hostile, folder: `${hostile.replaceAll('/', '|')}/` });
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.equal(html.match(/<b>/g), null);
    assert.match(html, /&lt;\/script&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt; &quot;quoted&quot;/);
    assert.equal(dataIn(html).prefix, `${hostile.replaceAll('/', '|')}/`);
  });

  it('contains each field of the form once, before the file', () => {
    const request = fileRequest({ kinds: 'documents' });
    const html = uploadPage(request, sources);
    const inputs = [...html.matchAll(/<input [^>]*name="([^"]*)"/g)].map(([, name]) => name);
    assert.deepEqual(inputs, ['key', ...Object.keys(request.fields), 'file']);
    assert.match(html, /name="key" value="in\/\$\{filename\}"/);
    assert.ok(Object.values(request.fields).every((value) => html.includes(`value="${value}"`)));
  });

  it('shows what is accepted, until when, and from whom', () => {
    const html = pageOf({ maxBytes: 20 * 2 ** 20, minBytes: 1, kinds: { extensions: ['pdf', 'zip'] }, note: 'Thanks' });
    for (const text of [
      'Any number of files',
      'Up to 20 MB per file',
      'At least 1 byte per file',
      'Accepted: pdf, zip',
    ]) {
      assert.ok(html.includes(`<li>${text}</li>`), text);
    }
    assert.match(html, /Expires <time id="expires" datetime="2026-03-06T08:09:10.000Z">March 6, 2026 at 8:09 AM UTC</);
    assert.match(html, /<blockquote>Thanks<\/blockquote>/);
    assert.doesNotMatch(pageOf(), /<figure>|<li>(?:At least|Accepted)/);
  });

  it('is in the requested language', () => {
    const html = pageOf({ language: 'zh-CN' });
    assert.match(html, /<html lang="zh-CN">/);
    assert.match(html, /<title>发送文件<\/title>/);
    assert.match(html, /截止时间：<time[^>]*>2026年3月6日 UTC 08:09</);
    assert.deepEqual(dataIn(html).texts, pageTexts['zh-CN'].script);
  });

  it('explains what does not work without a script', () => {
    assert.match(pageOf(), /<p id="no-script" class="alert">JavaScript is off: you can send one file/);
    assert.match(pageOf({ kinds: 'pictures' }), /<p id="no-script" class="alert">Turn on JavaScript/);
  });
});

describe('pageTexts', () => {
  const entries = (texts: object, path = ''): [string, string][] =>
    Object.entries(texts).flatMap(([name, text]: [string, unknown]) =>
      typeof text === 'string' ? [[`${path}${name}`, text]] : entries(text as object, `${path}${name}.`),
    );
  const english = new Map(entries(pageTexts.en));

  it('has the same placeholders in both languages', () => {
    const places = (text = ''): readonly string[] => [...new Set(text.match(/\{\d\}/g))].sort();
    for (const [name, text] of entries(pageTexts['zh-CN'])) {
      assert.deepEqual(places(text), places(english.get(name)), name);
      assert.notEqual(text.replace(/\{\d\}/g, ''), english.get(name)?.replace(/\{\d\}/g, ''), name);
    }
  });

  it('inserts any value unchanged', () => {
    assert.equal(filled('{0} of {1}, {0}', '{1}', '$&'), '{1} of $&, {1}');
  });
});
