import type { IssuedLink } from './ledger.ts';

/** Rows of the issued links, with the column names first. */
export function ledgerTable(links: readonly IssuedLink[], profileName: (id: string) => string): readonly string[][] {
  return [
    [
      'profile',
      'bucket',
      'key',
      'version id',
      'links',
      'method',
      'host',
      'format',
      'issued',
      'expires',
      'times',
      'note',
    ],
    ...links.map((link) => [
      profileName(link.profileId),
      link.bucket,
      link.key,
      link.versionId ?? '',
      String(link.batchCount ?? 1),
      link.method,
      link.host,
      link.format,
      new Date(link.issuedAtMs).toISOString(),
      new Date(link.expiresAtMs).toISOString(),
      String(link.times),
      link.note ?? '',
    ]),
  ];
}
