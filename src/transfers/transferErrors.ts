/** The bytes that arrived differ from those that were sent. */
export class ContentMismatchError extends Error {
  readonly code = 'ContentMismatch';
  /** File or key. */
  readonly target: string;
  readonly direction: 'upload' | 'download';
  /** The damaged object, if OSS stored it. */
  readonly stored: StoredObject | undefined;

  constructor(target: string, direction: 'upload' | 'download', stored?: StoredObject) {
    super(`The CRC-64 of ${target} differs from that of OSS after the ${direction}.`);
    this.name = 'ContentMismatchError';
    this.target = target;
    this.direction = direction;
    this.stored = stored;
  }
}

/** An object that an upload wrote. */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
}

/** All bytes were sent, but no response arrived, and OSS could not be asked for the stored object. */
export class UploadUncertainError extends Error {
  readonly code = 'UploadUncertain';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`It is not known whether OSS stored ${target}.`, options);
    this.name = 'UploadUncertainError';
    this.target = target;
  }
}

/** A file changed while it was being uploaded. */
export class FileChangedError extends Error {
  readonly code = 'FileChanged';
  readonly target: string;

  constructor(target: string) {
    super(`${target} changed during the upload.`);
    this.name = 'FileChangedError';
    this.target = target;
  }
}

/** An object changed while it was being downloaded. */
export class ObjectChangedError extends Error {
  readonly code = 'ObjectChanged';
  readonly target: string;

  constructor(target: string, options?: ErrorOptions) {
    super(`${target} changed during the download.`, options);
    this.name = 'ObjectChangedError';
    this.target = target;
  }
}

/** The target lies outside of the chosen folder, because a folder on the way is a symlink. */
export class OutsideFolderError extends Error {
  readonly code = 'OutsideFolder';
  readonly target: string;

  constructor(target: string) {
    super(`${target} lies outside of the chosen folder.`);
    this.name = 'OutsideFolderError';
    this.target = target;
  }
}

/** The file is too large for a folder that VS Code writes to. */
export class RemoteFileTooLargeError extends Error {
  readonly code = 'RemoteFileTooLarge';

  constructor() {
    super('The file is too large for a remote folder.');
    this.name = 'RemoteFileTooLargeError';
  }
}

/** The user cancelled a question during a transfer; the whole transfer stops silently. */
export class TransferCancelledError extends Error {
  readonly code = 'TransferCancelled';

  constructor() {
    super('The user canceled the transfer.');
    this.name = 'AbortError';
  }
}
