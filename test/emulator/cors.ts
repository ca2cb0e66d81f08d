import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';

const exposed = 'ETag, Content-MD5, Content-Range, x-oss-request-id, x-oss-version-id, x-oss-ec, x-oss-err';

/** What lets a page of any origin read an answer; nothing for clients that are not pages. */
export function corsHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return headers.origin === undefined
    ? {}
    : { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed, vary: 'Origin' };
}

/** Allows a page of any origin every method and header. */
export function preflightAnswer(headers: IncomingHttpHeaders): Answer {
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': 'GET, PUT, HEAD, POST, DELETE',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '600',
    },
  };
}
