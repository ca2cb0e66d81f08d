// Kept apart from errors.ts: the table of remedies has a row for each code, and errors.ts reads that table.

/** Code of a `TransportError`: why no usable response arrived. Stable. */
export type TransportErrorCode =
  | 'ConnectionRefused'
  | 'ConnectionReset'
  | 'Timeout'
  | 'HostNotFound'
  | 'TlsError'
  | 'ProxyError'
  | 'BodyTruncated'
  | 'ProtocolError'
  | 'ConnectionFailed';
