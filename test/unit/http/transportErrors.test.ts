import assert from 'node:assert/strict';
import { bodyError, connectionError, proxyError } from '../../../src/http/transportErrors.ts';
import { TransportError } from '../../../src/oss/errors/errors.ts';

const failure = (code: string): Error => Object.assign(new Error('secret'), { code });
const host = 'oss.example.com:8080';

describe('a failure of the network', () => {
  for (const [code, names, sentence] of [
    ['ConnectionRefused', ['ECONNREFUSED'], 'refused the connection.'],
    ['ConnectionReset', ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'], 'closed the connection before it answered.'],
    [
      'Timeout',
      ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'],
      'did not answer in time.',
    ],
    ['HostNotFound', ['ENOTFOUND', 'EAI_AGAIN'], 'was not found by name.'],
    [
      'TlsError',
      [
        ...['EPROTO', 'UND_ERR_PRX_TLS', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER'],
        ...['CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN'],
        ...['DEPTH_ZERO_SELF_SIGNED_CERT', 'HOSTNAME_MISMATCH', 'CRL_HAS_EXPIRED', 'INVALID_CA'],
      ],
      'could not be trusted: its TLS certificate or protocol was not accepted.',
    ],
    ['BodyTruncated', ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH'], 'closed the connection before its answer was complete.'],
    ['ConnectionFailed', ['EHOSTUNREACH', 'another', ''], 'could not be reached.'],
  ] as const) {
    for (const name of names) {
      it(`is ${code} for ${name === '' ? 'an empty name' : name}, in words that name only the host`, () => {
        const error = connectionError(failure(name), host);
        assert.deepEqual([error.code, error.message], [code, `${host} ${sentence}`]);
        assert.equal((error.cause as Error).message, 'secret');
      });
    }
  }

  it('is ProtocolError if the parser of HTTP fails, whatever its code', () => {
    const parser = Object.assign(failure('HPE_INVALID_CONSTANT'), { name: 'HTTPParserError' });
    const { code, message } = connectionError(parser, host);
    assert.deepEqual([code, message], ['ProtocolError', `${host} answered with something else than HTTP.`]);
  });

  it('is ConnectionFailed for anything that is no error with a code', () => {
    for (const thrown of [new Error('x'), 'ECONNREFUSED', undefined]) {
      assert.equal(connectionError(thrown, host).code, 'ConnectionFailed');
    }
  });

  it('stays what it is if it has been explained', () => {
    const known = new TransportError('ProxyError', 'known');
    assert.equal(connectionError(known, host), known);
  });

  for (const [name, code] of [
    ['UND_ERR_BODY_TIMEOUT', 'Timeout'],
    ['CERT_HAS_EXPIRED', 'TlsError'],
    ['ECONNRESET', 'BodyTruncated'],
    ['another', 'BodyTruncated'],
  ] as const) {
    it(`is ${code} for ${name} within the body`, () => {
      assert.equal(bodyError(failure(name), host).code, code);
    });
  }
});

describe('a failure of the proxy', () => {
  it('says what the proxy wants', () => {
    const cause = failure('ECONNREFUSED');
    assert.deepEqual(
      [{ status: 407 }, { status: 403 }, { cause }].map((reason) => proxyError(reason).message),
      [
        'The proxy wants another user or password (HTTP 407).',
        'The proxy refused the connection (HTTP 403).',
        'The proxy could not be used.',
      ],
    );
    assert.deepEqual([proxyError({ cause }).code, proxyError({ cause }).cause], ['ProxyError', cause]);
  });
});
