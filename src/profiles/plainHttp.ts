import { hostIsLoopback, parseEndpoint } from '../oss/hosts/endpoint.ts';
import { InvalidInputError } from '../oss/errors/errors.ts';
import type { EndpointChoice } from './profile.ts';

/**
 * Rule for plain http: it is allowed for this computer, and for a host for which the user agreed to it. Throws an
 * `InvalidInputError` unless `url` is https, loopback, or one of the endpoints that the user agreed to.
 */
export function validatePlainHttp(url: string, endpoints: readonly (EndpointChoice | undefined)[]): void {
  const { scheme, host, isLoopback } = parseEndpoint(url, { allowPlainHttp: true });
  if (scheme === 'https' || isLoopback) return;
  const isAgreed = endpoints.some(
    (endpoint) =>
      endpoint?.kind === 'custom' &&
      endpoint.allowPlainHttp === true &&
      parseEndpoint(endpoint.url, { allowPlainHttp: true }).host === host,
  );
  if (isAgreed) return;
  throw new InvalidInputError(
    'host',
    'Plain HTTP to {0} needs your consent. Choose this host for the bucket or the profile first, or use HTTPS.',
    [host],
  );
}

/** Whether a URL is https, or http to this computer. Credentials are requested from no other URL. */
export function isPrivateUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && hostIsLoopback(url.hostname));
}
