import { TransportError } from '../oss/errors/errors.ts';
import type { TransportErrorCode } from '../oss/errors/transportErrorCode.ts';

type HostErrorCode = Exclude<TransportErrorCode, 'ProxyError'>;

const CODES_BY_NAME: Readonly<Record<string, HostErrorCode>> = {
  ECONNREFUSED: 'ConnectionRefused',
  ECONNRESET: 'ConnectionReset',
  EPIPE: 'ConnectionReset',
  UND_ERR_SOCKET: 'ConnectionReset',
  ETIMEDOUT: 'Timeout',
  UND_ERR_CONNECT_TIMEOUT: 'Timeout',
  UND_ERR_HEADERS_TIMEOUT: 'Timeout',
  UND_ERR_BODY_TIMEOUT: 'Timeout',
  ENOTFOUND: 'HostNotFound',
  EAI_AGAIN: 'HostNotFound',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'BodyTruncated',
  UND_ERR_PRX_TLS: 'TlsError',
  EPROTO: 'TlsError',
};

/** Prefixes of OpenSSL's codes for a rejected certificate chain, and of Node's own TLS errors. */
const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|CRL_|INVALID_CA)/;

const SENTENCES: Readonly<Record<HostErrorCode, string>> = {
  ConnectionRefused: 'refused the connection.',
  ConnectionReset: 'closed the connection before it answered.',
  Timeout: 'did not answer in time.',
  HostNotFound: 'was not found by name.',
  TlsError: 'could not be trusted: its TLS certificate or protocol was not accepted.',
  BodyTruncated: 'closed the connection before its answer was complete.',
  ProtocolError: 'answered with something else than HTTP.',
  ConnectionFailed: 'could not be reached.',
};

/** Converts a failure before the response's headers to a TransportError with that cause. `host` may have a port. */
export function connectionError(failure: unknown, host: string): TransportError {
  return failure instanceof TransportError ? failure : transportError(codeOf(failure), failure, host);
}

/** Converts a failure within the response's body to a TransportError with that cause. */
export function bodyError(failure: unknown, host: string): TransportError {
  const code = codeOf(failure);
  return transportError(code === 'Timeout' || code === 'TlsError' ? code : 'BodyTruncated', failure, host);
}

function codeOf(failure: unknown): HostErrorCode {
  const name = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  if (TLS_CODE.test(name)) return 'TlsError';
  // The parser's errors have codes of many kinds, or none.
  if (failure instanceof Error && failure.name === 'HTTPParserError') return 'ProtocolError';
  return CODES_BY_NAME[name] ?? 'ConnectionFailed';
}

function transportError(code: HostErrorCode, cause: unknown, host: string): TransportError {
  return new TransportError(code, `${host} ${SENTENCES[code]}`, { cause });
}

/** Error of a proxy that opened no tunnel: it responded with another status than 200, or failed before. */
export function proxyError(reason: { readonly status: number } | { readonly cause: unknown }): TransportError {
  if ('cause' in reason) return new TransportError('ProxyError', 'The proxy could not be used.', reason);
  const wantsUser = reason.status === 407;
  return new TransportError(
    'ProxyError',
    wantsUser
      ? 'The proxy wants another user or password (HTTP 407).'
      : `The proxy refused the connection (HTTP ${reason.status}).`,
  );
}
