import type { OssError, TransportError } from '../oss/errors/errors.ts';
import { parseEndpoint } from '../oss/hosts/endpoint.ts';
import { validateRegion } from '../oss/validate.ts';
import type { EndpointChoice } from './profile.ts';

/** True for an endpoint other than OSS's own: a private cloud, a gateway or a custom domain. */
export function isForeign(endpoint: EndpointChoice): boolean {
  return endpoint.kind === 'custom' && parseEndpoint(endpoint.url, { allowPlainHttp: true }).kind === undefined;
}

/** True if a service refused the format of the signature and not its value. */
export function maySupportOnlyV1({ code, status, details, serverMessage = '' }: OssError): boolean {
  if (status >= 500 || code === 'SignatureDoesNotMatch' || /region/i.test(serverMessage)) return false;
  const names = [code, details.get('ArgumentName') ?? '', details.get('ArgumentValue') ?? '', serverMessage].join(' ');
  return /authorization|signature|authentication mechanism/i.test(names);
}

/** Region in OSS's refusal of the signature. */
export function expectedRegion({ serverMessage = '' }: OssError): string | undefined {
  const region = /signing region, expect(?:ed)? '?(?:oss-)?([a-z0-9-]{1,60})'?/i.exec(serverMessage)?.[1];
  if (region === undefined) return undefined;
  try {
    validateRegion(region);
    return region;
  } catch {
    return undefined;
  }
}

/** Whether the server responded to a TLS handshake with something else. */
export function isWithoutTls({ code, cause }: TransportError): boolean {
  const name = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return code === 'TlsError' && /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|^EPROTO$|HTTP_REQUEST/.test(name);
}
