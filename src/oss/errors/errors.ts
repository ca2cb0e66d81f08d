import type { TransportErrorCode } from './transportErrorCode.ts';
import { remedyFor, transportRemedy, type ProfilePart } from './remedies.ts';

/** Value of a placeholder in a message template. */
export type MessageArgument = string | number;

/** Fills the placeholders `{0}`, `{1}`, … of a message template. */
export function formatMessage(template: string, args: readonly MessageArgument[]): string {
  return template.replace(/\{(\d+)\}/g, (placeholder, index: string) => String(args[Number(index)] ?? placeholder));
}

/**
 * Invalid input, found before anything was signed or sent. `field` names the input; `template` and `args` are `message`
 * in parts, so that a UI can translate it.
 */
export class InvalidInputError extends Error {
  readonly code = 'InvalidInput';
  readonly field: string;
  readonly template: string;
  readonly args: readonly MessageArgument[];

  constructor(field: string, template: string, args: readonly MessageArgument[] = [], options?: ErrorOptions) {
    super(formatMessage(template, args), options);
    this.name = 'InvalidInputError';
    this.field = field;
    this.template = template;
    this.args = args;
  }
}

/** Network failure before a complete response arrived. `message` names at most the host, never a path or a query. */
export class TransportError extends Error {
  readonly code: TransportErrorCode;
  /** Advice to the user: an English template, so that a UI can translate it. */
  readonly remedy: string;
  /** Part of the profile that the remedy asks to change. */
  readonly profilePart: ProfilePart | undefined;

  constructor(code: TransportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.code = code;
    const { template, profilePart } = transportRemedy(code);
    this.remedy = template;
    this.profilePart = profilePart;
  }
}

/** Operation, bucket and key of a call. */
export interface OssCall {
  /** Operation as in the documentation of OSS, e.g. `ListObjectsV2`. */
  readonly operation: string;
  readonly bucket?: string;
  readonly key?: string;
}

/** Fields of an error response. */
export interface OssErrorFields extends OssCall {
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly requestId?: string | undefined;
  /** The most specific code of the error, e.g. `0026-00000001`. */
  readonly ec?: string | undefined;
  readonly serverMessage?: string | undefined;
  readonly hostId?: string | undefined;
  /** Further children of `<Error>` by path, e.g. `AccessDeniedDetail/AuthAction`. */
  readonly details?: ReadonlyMap<string, string>;
  /** Children that repeat credentials or a signature. */
  readonly sensitiveDetails?: ReadonlyMap<string, string>;
  /** Profile of the client that sent the request, if it has one. */
  readonly profileId?: string | undefined;
  /** Version of the object that the request named. */
  readonly versionId?: string | undefined;
}

/**
 * Refusal by OSS. `message`, `serverMessage` and `details` contain no credentials, signatures or presigned URLs, so all
 * enumerable properties may be shown and logged.
 */
export class OssError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly ec: string | undefined;
  readonly serverMessage: string | undefined;
  readonly hostId: string | undefined;
  readonly details: ReadonlyMap<string, string>;
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  /** Advice to the user: an English template for `formatMessage`, so that a UI can translate it. */
  readonly remedy: string | undefined;
  readonly remedyArgs: readonly MessageArgument[];
  /** Profile of the client that sent the request, if it has one. */
  readonly profileId: string | undefined;
  /** Version of the object that the request named. */
  readonly versionId: string | undefined;
  /** Part of the profile that the remedy asks to change. */
  readonly profilePart: ProfilePart | undefined;
  readonly #sensitiveDetails: ReadonlyMap<string, string>;

  constructor(fields: OssErrorFields, options?: ErrorOptions) {
    const explanation = fields.serverMessage === undefined ? '' : `: ${fields.serverMessage}`;
    super(`${fields.operation} failed with ${fields.code} (HTTP ${fields.status})${explanation}`, options);
    this.name = 'OssError';
    this.code = fields.code;
    this.status = fields.status;
    this.requestId = fields.requestId;
    this.ec = fields.ec;
    this.serverMessage = fields.serverMessage;
    this.hostId = fields.hostId;
    this.details = fields.details ?? new Map<string, string>();
    this.operation = fields.operation;
    this.bucket = fields.bucket;
    this.key = fields.key;
    this.profileId = fields.profileId;
    this.versionId = fields.versionId;
    const remedy = remedyFor(this);
    this.remedy = remedy?.template;
    this.profilePart = remedy?.profilePart;
    this.remedyArgs = (remedy?.fields ?? []).map((field) => this.details.get(field) ?? '');
    this.#sensitiveDetails = fields.sensitiveDetails ?? new Map<string, string>();
  }

  /** String to sign that OSS computed, if the error contains it. Contains secrets: never log or show it unredacted. */
  get serverStringToSign(): string | undefined {
    return this.#sensitiveDetails.get('StringToSign');
  }

  /**
   * V4 canonical request that OSS computed, if the error contains it. Contains secrets: never log or show it
   * unredacted.
   */
  get serverCanonicalRequest(): string | undefined {
    return this.#sensitiveDetails.get('CanonicalRequest');
  }
}

/**
 * True for refusals of a bucket's data on OSS's own hosts: only a custom domain helps.
 * https://help.aliyun.com/zh/oss/user-guide/regions-and-endpoints
 */
export function needsCustomDomain(error: unknown): error is OssError {
  return error instanceof OssError && (error.code === 'PublicEndpointForbidden' || error.ec === '0048-00000401');
}
