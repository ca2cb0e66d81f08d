import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';
import { Refusal } from './refusal.ts';

/** Rule that allows pages of other origins to use a bucket. */
export interface CorsRule {
  /** Each with at most one `*`. */
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  /** Each with at most one `*`. */
  readonly allowedHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}

/** Rule that allows pages of any origin everything. */
export const anyOrigin: CorsRule = {
  allowedOrigins: ['*'],
  allowedMethods: ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'],
  allowedHeaders: ['*'],
  exposeHeaders: ['ETag', 'Content-MD5', 'Content-Range', 'x-oss-request-id', 'x-oss-version-id', 'x-oss-ec'],
  maxAgeSeconds: 600,
};

/** CORS headers of a response: none unless a rule allows the method for the origin. */
export function corsHeaders(
  rules: readonly CorsRule[],
  method: string,
  { origin }: IncomingHttpHeaders,
): Record<string, string> {
  const rule = rules.find((candidate) => origin !== undefined && allows(candidate, origin, method));
  return rule === undefined || origin === undefined ? {} : allowance(rule, origin);
}

/** Response to a preflight, by the first rule that allows all of it; AccessForbidden if there is none. */
export function preflightAnswer(rules: readonly CorsRule[], headers: IncomingHttpHeaders): Answer {
  const { origin } = headers;
  const method = headers['access-control-request-method'];
  const names = (headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (origin === undefined || method === undefined) {
    throw new Refusal(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (rules.length === 0) {
    throw new Refusal(403, 'AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.');
  }
  const rule = rules.find(
    (candidate) =>
      allows(candidate, origin, method) &&
      names.every((name) => (candidate.allowedHeaders ?? []).some((pattern) => matches(pattern.toLowerCase(), name))),
  );
  if (rule === undefined) {
    throw new Refusal(
      403,
      'AccessForbidden',
      'CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request ' +
        "method / Access-Control-Request-Method or Access-Control-Requet-Headers are not whitelisted by the resource's " +
        'CORS spec.',
    );
  }
  return {
    status: 200,
    headers: {
      ...allowance(rule, origin),
      ...(names.length === 0 ? {} : { 'access-control-allow-headers': names.join(', ') }),
      ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
    },
  };
}

function allows({ allowedOrigins, allowedMethods }: CorsRule, origin: string, method: string): boolean {
  return allowedMethods.includes(method) && allowedOrigins.some((pattern) => matches(pattern, origin));
}

function allowance(
  { allowedOrigins, allowedMethods, exposeHeaders = [] }: CorsRule,
  origin: string,
): Record<string, string> {
  return {
    'access-control-allow-origin': allowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': allowedMethods.join(', '),
    ...(exposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': exposeHeaders.join(', ') }),
    vary: 'Origin',
  };
}

/** `*` stands for any characters. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*');
  return end === undefined
    ? text === pattern
    : text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
