import { busy, conditionFailed, type ErrorRow, type LinkRemedy, type Remedy } from './errorRows.ts';
import { ROWS_BY_CODE, ROWS_BY_EC, ROWS_BY_FIELD } from './errorTables.ts';
import type { TransportErrorCode } from './transportErrorCode.ts';

export type { ErrorText, LinkRemedy, LinkStep, ProfilePart, Remedy } from './errorRows.ts';

/** Remedies for failures of the network. */
export const TRANSPORT_REMEDIES: Readonly<Record<TransportErrorCode, Remedy>> = {
  ConnectionRefused: { profilePart: 'endpoint', template: "Connection refused. Check the profile's endpoint." },
  ConnectionReset: { template: 'Connection lost. Try again. A firewall or proxy may block the connection.' },
  Timeout: {
    profilePart: 'endpoint',
    template: "The server didn't respond. Internal endpoints work only inside Alibaba Cloud.",
  },
  HostNotFound: {
    profilePart: 'endpoint',
    template: "Host not found. Check the profile's region and endpoint, and your network.",
  },
  TlsError: { template: "Certificate not trusted. Install your network's CA certificate." },
  ProxyError: { template: 'The proxy refused the connection. Check http.proxy and its credentials in the settings.' },
  BodyTruncated: { template: 'The connection was lost during the response. Try again.' },
  ProtocolError: {
    profilePart: 'endpoint',
    template: "The server doesn't speak HTTP. Check the profile's endpoint.",
  },
  ConnectionFailed: { template: 'The connection failed. Check your network.' },
};

/** All rows, for a test of the sentences. */
export function allErrorRows(): readonly ErrorRow[] {
  return [
    busy,
    conditionFailed,
    ...ROWS_BY_FIELD.map(({ row }) => row),
    ...Object.values(ROWS_BY_EC),
    ...Object.values(ROWS_BY_CODE),
    ...Object.values(TRANSPORT_REMEDIES).map((remedy) => ({ remedy })),
  ];
}

/** Remedy for a failure of the network. */
export function transportRemedy(code: TransportErrorCode): Remedy {
  return TRANSPORT_REMEDIES[code];
}

/** Fields of an OSS error that select its explanation. */
export interface ErrorNames {
  readonly code: string;
  readonly ec?: string | undefined;
  readonly details: ReadonlyMap<string, string>;
  readonly status?: number;
}

/** Remedy for a caller of the API. */
export function remedyFor(names: ErrorNames): Remedy | undefined {
  return findRow(names)?.remedy;
}

/** Cause and advice for the holder of a link. */
export function linkRemedyFor(names: ErrorNames): LinkRemedy | undefined {
  // A row without a text about links falls back to the status.
  return findRow(names)?.link ?? (names.status === undefined ? undefined : rowForStatus(names.status)?.link);
}

/** Row of an error: by a specific field, else by EC, else by code, else by HTTP status. */
function findRow({ code, ec, details, status }: ErrorNames): ErrorRow | undefined {
  return (
    ROWS_BY_FIELD.find((entry) => entry.code === code && details.has(entry.field))?.row ??
    (ec === undefined || !Object.hasOwn(ROWS_BY_EC, ec) ? undefined : ROWS_BY_EC[ec]) ??
    (Object.hasOwn(ROWS_BY_CODE, code) ? ROWS_BY_CODE[code] : undefined) ??
    (status === undefined ? undefined : rowForStatus(status))
  );
}

function rowForStatus(status: number): ErrorRow | undefined {
  if (status === 304) return conditionFailed;
  return status >= 500 || status === 408 || status === 429 ? busy : undefined;
}
