import assert from 'node:assert/strict';
import { chooseProxy, bypassesProxy } from '../../../src/http/proxySettings.ts';

describe('chooseProxy', () => {
  it('prefers the settings to the environment, with their authorization and direct hosts', () => {
    assert.deepEqual(
      chooseProxy(
        { support: 'override', url: 'http://settings:8080', authorization: 'Basic abc', noProxy: ['a.test'] },
        { https_proxy: 'http://environment', HTTPS_PROXY: 'http://environment', NO_PROXY: 'b.test' },
      ),
      { url: 'http://settings:8080', authorization: 'Basic abc', noProxy: ['a.test'] },
    );
  });

  it('uses no proxy if support is off', () => {
    assert.equal(chooseProxy({ support: 'off', url: 'http://settings' }, { HTTPS_PROXY: 'http://e' }), undefined);
  });

  it('uses no proxy if none is configured', () => {
    assert.equal(chooseProxy({ url: '', authorization: null, noProxy: [] }, { HTTPS_PROXY: '' }), undefined);
  });

  it('prefers the https proxy and lower-case names in the environment', () => {
    const env = { https_proxy: 'http://a', HTTPS_PROXY: 'http://b', http_proxy: 'http://c' };
    assert.deepEqual(chooseProxy({ url: '' }, env), { url: 'http://a' });
    assert.deepEqual(chooseProxy({}, { HTTP_PROXY: 'd:3128' }), { url: 'http://d:3128' });
  });

  it('uses NO_PROXY if no_proxy is empty', () => {
    assert.deepEqual(chooseProxy({ url: 'http://p' }, { no_proxy: '', NO_PROXY: 'a.test' })?.noProxy, ['a.test']);
  });

  it('splits NO_PROXY at commas and blanks, and uses it if the settings name no direct hosts', () => {
    assert.deepEqual(chooseProxy({ url: 'http://p', noProxy: [] }, { NO_PROXY: 'a.test, .b.test c.test,' }), {
      url: 'http://p',
      noProxy: ['a.test', '.b.test', 'c.test'],
    });
  });
});

describe('bypassesProxy', () => {
  it('keeps loopback off the proxy', () => {
    for (const host of ['localhost', '127.0.0.1:8080', '127.9.9.9', '[::1]:1'])
      assert.ok(bypassesProxy(`http://${host}`));
    for (const host of ['127.evil.test', 'localhost.evil.test', '10.0.0.1'])
      assert.ok(!bypassesProxy(`http://${host}`));
  });

  it('keeps the tokens of the instance from the proxy, whatever NO_PROXY says', () => {
    for (const host of ['100.100.100.200', '169.254.169.254', '[fe80::1]:80'])
      assert.ok(bypassesProxy(`http://${host}`), host);
    for (const host of ['100.100.100.201', '169.255.0.1', '[fec0::1]', '100.100.100.200.evil.test'])
      assert.ok(!bypassesProxy(`http://${host}`), host);
  });

  it('matches a host, its subdomains, a port and the asterisk', () => {
    const table: [string, string, boolean][] = [
      ['https://b.oss-cn-hangzhou.aliyuncs.com', 'aliyuncs.com', true],
      ['https://b.oss-cn-hangzhou.aliyuncs.com', '.aliyuncs.com', true],
      ['https://b.oss-cn-hangzhou.aliyuncs.com', '*.Aliyuncs.com', true],
      ['https://b.oss-cn-hangzhou.aliyuncs.com', '*', true],
      ['https://aliyuncs.com', 'aliyuncs.com', true],
      ['https://evilaliyuncs.com', 'aliyuncs.com', false],
      ['https://aliyuncs.com', 'b.aliyuncs.com', false],
      ['https://a.test', 'a.test:443', true],
      ['http://a.test', 'a.test:443', false],
      ['http://a.test:443', 'a.test:443', true],
      ['https://a.test.', 'a.test', true],
      ['https://a.test', 'a.test.', true],
      ['https://a.test.', 'a.test:443', true],
      ['http://10.1.2.3', '10.0.0.0/8', true],
      ['http://11.1.2.3', '10.0.0.0/8', false],
      ['http://10.1.2.3', '10.1.2.3', true],
      ['http://10.1.2.3', '10.1.2.3/32', true],
      ['http://10.1.2.3', '10.1.2.3/33', false],
      ['http://10.1.2.3', '10.1.2.3/x', false],
      ['http://10.1.2.3', 'a.test/8', false],
      ['http://10.1.2.3', '2.3', false],
      ['http://10.1.2.3:9000', '10.1.2.3:9000', true],
      ['http://[2001:db8::1]:9000', '2001:db8::/32', true],
      ['http://[2001:db8::1]', '[2001:db8::1]', true],
      ['http://[2001:db8::1]', '2001:DB8:0::1', true],
      ['http://[2001:db8::1]', '[2001:DB8:0::1]', true],
      ['http://[2001:db8::2]', '2001:DB8:0::1', false],
      ['http://10.1.2.3', '10.1.2.3/', true],
      ['https://a.test', ' a.test ', true],
      ['http://[2001:db9::1]', '2001:db8::/32', false],
      ['https://10.0.0.0.a.test', '10.0.0.0/8', false],
    ];
    for (const [origin, entry, expected] of table) {
      assert.equal(bypassesProxy(origin, ['other.test', entry]), expected, `${origin} against ${entry}`);
    }
  });
});
