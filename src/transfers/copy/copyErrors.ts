/** Why an object cannot be copied. `unchecked`: the host does not say enough of it to compare a copy with it. */
export type NotCopyableReason = 'archived' | 'symlink' | 'unchecked';

/** An object that cannot be copied as it is. */
export class NotCopyableError extends Error {
  readonly code = 'NotCopyable';
  readonly target: string;
  readonly reason: NotCopyableReason;

  constructor(target: string, reason: NotCopyableReason) {
    super(`${target} cannot be copied: ${reason}.`);
    this.name = 'NotCopyableError';
    this.target = target;
    this.reason = reason;
  }
}

/** An object changed while it was being copied or moved. It was not deleted. */
export class SourceChangedError extends Error {
  readonly code = 'SourceChanged';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`${target} changed meanwhile.`, options);
    this.name = 'SourceChangedError';
    this.target = target;
  }
}

/** Another object has the key of the copy, and nobody agreed to replace it. */
export class TargetExistsError extends Error {
  readonly code = 'TargetExists';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`${target} exists.`, options);
    this.name = 'TargetExistsError';
    this.target = target;
  }
}

/** The copy is not what the object is. The object was not deleted. */
export class CopyMismatchError extends Error {
  readonly code = 'CopyMismatch';
  readonly target: string;

  constructor(target: string) {
    super(`The copy ${target} differs from its source.`);
    this.name = 'CopyMismatchError';
    this.target = target;
  }
}
