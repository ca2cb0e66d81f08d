import type { FormattedLink } from './format.ts';

/** The signed headers that a client has to be told, as `name: value`; it sends the host of the URL by itself. */
export function headerLines({ signedHeaders }: Pick<FormattedLink, 'signedHeaders'>): readonly string[] {
  return headersToSend({ signedHeaders }).map(([name, value]) => `${name}: ${value}`);
}

/** The signed headers that a client has to be told; it sends the host of the URL by itself, which is the one signed. */
export function headersToSend({
  signedHeaders,
}: Pick<FormattedLink, 'signedHeaders'>): readonly (readonly [name: string, value: string])[] {
  return Object.entries(signedHeaders).filter(([name]) => name !== 'host');
}

/** A URL without its query. */
export function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
