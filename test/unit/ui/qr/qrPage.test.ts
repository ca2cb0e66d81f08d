import assert from 'node:assert/strict';
import { createQrCode, qrSvg } from '../../../../src/links/qr/qrCode.ts';
import { qrPage } from '../../../../src/ui/qr/qrPage.ts';

const code = createQrCode('https://bucket.example.com/a?x-oss-signature=0f');
const shown = { code, name: 'a.pdf', expires: '14:05', nonce: 'n0' };

describe('the page of a QR code', () => {
  it('shows the code, the name and the expiry of the link, never its text', () => {
    const page = qrPage(shown);
    for (const part of [qrSvg(code), '<h1>a.pdf</h1>', 'expires at 14:05']) assert.ok(page.includes(part), part);
    assert.ok(!page.includes('x-oss-signature'));
  });

  it('runs and styles only its own elements, and loads nothing', () => {
    const page = qrPage(shown);
    assert.match(page, /content="default-src 'none'; style-src 'nonce-n0'; script-src 'nonce-n0'"/);
    for (const [tag] of page.matchAll(/<(?:script|style)\b[^>]*>/g)) assert.match(tag, / nonce="n0">$/);
    assert.ok(!/\b(?:src|href|style|onclick)=/.test(page));
  });

  it('shows a name as text', () => {
    const page = qrPage({ ...shown, name: '"><img src=x>' });
    assert.ok(!page.includes('<img') && page.includes('&quot;&gt;&lt;img src=x&gt;'));
  });

  it('warns of a code that is too dense, with its number of modules', () => {
    assert.ok(!qrPage(shown).includes('class="warning"'));
    const dense = createQrCode('a'.repeat(1500));
    assert.ok(qrPage({ ...shown, code: dense }).includes(`${dense.modules} × ${dense.modules} modules`));
  });
});
