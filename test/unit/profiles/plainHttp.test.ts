import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../src/oss/errors/errors.ts';
import type { EndpointChoice } from '../../../src/profiles/profile.ts';
import { isPrivateUrl, validatePlainHttp } from '../../../src/profiles/plainHttp.ts';

const agreed: EndpointChoice = { kind: 'custom', url: 'http://oss.example.com', allowPlainHttp: true };

describe('plain http', () => {
  for (const url of ['https://oss.example.com', 'http://localhost:9000', 'http://127.0.0.1']) {
    it(`needs no consent for ${url}`, () => {
      validatePlainHttp(url, []);
    });
  }

  it('is allowed for a host that the user agreed to', () => {
    validatePlainHttp('http://oss.example.com', [undefined, { kind: 'public' }, agreed]);
  });

  for (const [what, endpoints] of [
    ['without any consent', [undefined, { kind: 'internal' }]],
    ['with consent for https only', [{ kind: 'custom', url: 'http://oss.example.com' }]],
    ['with a consent that was withdrawn', [{ ...agreed, allowPlainHttp: false }]],
    ['with consent for another host', [{ ...agreed, url: 'http://other.example.com' }]],
    ['with consent for another port', [{ ...agreed, url: 'http://oss.example.com:8080' }]],
  ] as const satisfies readonly (readonly [string, readonly (EndpointChoice | undefined)[]])[]) {
    it(`is refused ${what}, by the name of the host`, () => {
      assert.throws(
        () => {
          validatePlainHttp('http://oss.example.com', endpoints);
        },
        (error) => error instanceof InvalidInputError && error.field === 'host' && error.args[0] === 'oss.example.com',
      );
    });
  }

  for (const [url, isPrivate] of [
    ['https://example.com/a', true],
    ['http://localhost/a', true],
    ['http://[::1]:80/a', true],
    ['http://example.com/a', false],
    ['ftp://localhost/a', false],
    ['localhost', false],
    ['', false],
  ] as const) {
    it(`${isPrivate ? 'keeps' : 'shows'} credentials ${isPrivate ? 'from' : 'to'} the network at "${url}"`, () => {
      assert.equal(isPrivateUrl(url), isPrivate);
    });
  }
});
