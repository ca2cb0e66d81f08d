import type { ObjectTarget } from '../../links/link.ts';
import type { ObjectMetadata } from '../../oss/client/objects.ts';
import { describingHeaders } from '../copy/objectState.ts';
import type { ContentState } from './contentState.ts';

/** Error for an object that has other content than the editor shows. Nothing was written. */
export class ObjectChangedError extends Error {
  readonly code = 'ObjectChanged';
  readonly target: string;
  /** Content that the object has now; `undefined` if the host does not report it. */
  readonly present: ContentState | undefined;

  constructor(target: string, present: ContentState | undefined) {
    super(`${target} changed since it was opened.`);
    this.name = 'ObjectChangedError';
    this.target = target;
    this.present = present;
  }
}

/** Error for an object that was deleted since it was opened. Nothing was written. */
export class ObjectGoneError extends Error {
  readonly code = 'ObjectGone';
  readonly target: string;

  constructor(target: string) {
    super(`${target} was deleted since it was opened.`);
    this.name = 'ObjectGoneError';
    this.target = target;
  }
}

/**
 * Reason why an object is not edited. `version`: it is one version of an object. `unchecked`: the host does not report
 * an ETag, so that changes of others would be lost. `encrypted`: its program encrypted it before the upload.
 * `notRestored`: its properties cannot be changed before it is restored. `metadata`: a header has characters that cannot
 * be sent again.
 */
export type NotEditableReason =
  'archived' | 'symlink' | 'version' | 'unchecked' | 'encrypted' | 'notRestored' | 'metadata';

/** Error for an object that cannot be edited. */
export class NotEditableError extends Error {
  readonly code = 'NotEditable';
  readonly target: string;
  readonly reason: NotEditableReason;
  /** The object itself, if the caller knows its profile. */
  readonly object: ObjectTarget | undefined;

  constructor(target: string, reason: NotEditableReason, object?: ObjectTarget) {
    super(`${target} cannot be edited: ${reason}.`);
    this.name = 'NotEditableError';
    this.target = target;
    this.reason = reason;
    this.object = object;
  }
}

/** Throws a `NotEditableError` for an object whose new content could not be read or checked, or would damage it. */
export function validateEditable(
  { type, storageClass = '', etag, sizeBytes, headers }: ObjectMetadata,
  key: string,
  object?: ObjectTarget,
): void {
  if (type?.toLowerCase() === 'symlink') throw new NotEditableError(key, 'symlink');
  if (/archive/i.test(storageClass)) throw new NotEditableError(key, 'archived', object);
  if (etag === undefined || sizeBytes === undefined) throw new NotEditableError(key, 'unchecked');
  // https://help.aliyun.com/en/oss/user-guide/client-side-encryption
  const isEncrypted = Object.keys(headers).some((name) => name.startsWith('x-oss-meta-client-side-encryption-'));
  if (isEncrypted) throw new NotEditableError(key, 'encrypted');
  validateSendable(describingHeaders({ headers }), key);
}

/** Throws a `NotEditableError` for headers with characters whose bytes are not known to be kept. */
export function validateSendable(headers: Readonly<Record<string, string>>, key: string): void {
  if (Object.values(headers).some((value) => /[^\t\x20-\x7e]/.test(value))) throw new NotEditableError(key, 'metadata');
}

/** Error for a save that did not begin. The changes stay in the editor. */
export class NotSavedError extends Error {
  readonly code = 'NotSaved';
  readonly reason: 'off' | 'untrusted' | 'canceled';

  constructor(reason: NotSavedError['reason']) {
    super(`Not saved: ${reason}.`);
    this.name = 'NotSavedError';
    this.reason = reason;
  }
}

/** Error for an object that OSS reports other properties of than were set. */
export class PropertiesMismatchError extends Error {
  readonly code = 'PropertiesMismatch';
  readonly target: string;

  constructor(target: string) {
    super(`${target} has other properties than were set.`);
    this.name = 'PropertiesMismatchError';
    this.target = target;
  }
}
