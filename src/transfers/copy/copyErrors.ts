import type { ObjectTarget } from '../../links/link.ts';

/** Reason why an object cannot be copied. `unchecked`: the host sends too little about it to verify a copy. */
export type NotCopyableReason = 'archived' | 'symlink' | 'unchecked';

/** Error for an object that cannot be copied with all its properties. */
export class NotCopyableError extends Error {
  readonly code = 'NotCopyable';
  readonly target: string;
  readonly reason: NotCopyableReason;
  /** The object itself, if the caller knows its profile. */
  readonly object: ObjectTarget | undefined;

  constructor(target: string, reason: NotCopyableReason, object?: ObjectTarget) {
    super(`${target} cannot be copied: ${reason}.`);
    this.name = 'NotCopyableError';
    this.target = target;
    this.reason = reason;
    this.object = object;
  }
}

/** Error for an object that changed while it was being copied or moved. It was not deleted. */
export class SourceChangedError extends Error {
  readonly code = 'SourceChanged';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`${target} changed meanwhile.`, options);
    this.name = 'SourceChangedError';
    this.target = target;
  }
}

/** Error for an existing object with the key of the copy, which the user did not agree to replace. */
export class TargetExistsError extends Error {
  readonly code = 'TargetExists';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`${target} exists.`, options);
    this.name = 'TargetExistsError';
    this.target = target;
  }
}

/** Error for a copy that differs from its object. The object was not deleted. */
export class CopyMismatchError extends Error {
  readonly code = 'CopyMismatch';
  readonly target: string;

  constructor(target: string) {
    super(`The copy ${target} differs from its source.`);
    this.name = 'CopyMismatchError';
    this.target = target;
  }
}
