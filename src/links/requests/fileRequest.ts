import { InvalidInputError } from '../../oss/errors/errors.ts';
import {
  createPostForm,
  type PostForm,
  type PostFormOptions,
  type PostFormRequest,
} from '../../oss/signing/postPolicy.ts';
import { typesOfKinds, type FileKinds } from './fileKinds.ts';
import type { PageLanguage } from './pageTexts.ts';

/** Input of a request for files: one folder, and limits. */
export interface FileRequestInput {
  readonly bucket: string;
  /** Folder that receives the files, ending in `/`; empty for the whole bucket. */
  readonly folder: string;
  /** Maximum file size; 5 GB by default, the maximum of one upload. */
  readonly maxBytes?: number;
  /** Minimum file size; 0 by default. */
  readonly minBytes?: number;
  readonly kinds: FileKinds;
  /** Policy for a file whose name exists: it is refused, or each file gets a unique segment before its name. */
  readonly sameName: 'refuse' | 'keepBoth';
  /** Text for the sender; may have several lines. */
  readonly note?: string;
  readonly language: PageLanguage;
}

/** Signed request for files. */
export interface FileRequest extends Omit<FileRequestInput, 'kinds'> {
  readonly maxBytes: number;
  readonly minBytes: number;
  /** Content types by extension; absent if all files are accepted. */
  readonly types?: Readonly<Record<string, string>>;
  /** Address that the form is sent to. */
  readonly url: string;
  /**
   * Fields of every upload: a secret until the request expires. `key` and, if there are types, `x-oss-content-type` are
   * added per file.
   */
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Fields for a page that may not read the bucket's response. They replace fields of the same name and
   * `success_action_status`: success redirects to an address that does not exist, which the page's own policy blocks.
   */
  readonly plainFields: Readonly<Record<string, string>>;
  readonly expiration: Date;
}

/** Address on a domain that never exists (RFC 2606). */
const ARRIVED_URL = 'https://arrived.invalid/';

/** Maximum size of one upload: 5 GB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;
/** Maximum length of the folder, which leaves room for file names: most systems limit them to 255 bytes. */
const MAX_FOLDER_BYTES = 1023 - 255;
/** Upper bound on the characters of a note to senders. */
export const MAX_NOTE_LENGTH = 1000;

/**
 * Signs a request for files. Anyone who has it can upload any number of files below the folder until it expires. The
 * uploads get the ACL of the bucket, and no object is ever replaced. Throws an `InvalidInputError` for values that OSS
 * would refuse or a page cannot send.
 */
export function createFileRequest(
  input: FileRequestInput,
  options: PostFormOptions & { readonly endpoint: string },
): FileRequest {
  const { bucket, folder, maxBytes = MAX_UPLOAD_BYTES, minBytes = 0, kinds, note, ...rest } = input;
  validateFolder(folder);
  if (note !== undefined && note.length > MAX_NOTE_LENGTH) {
    throw new InvalidInputError('note', 'A note can have at most {0} characters.', [MAX_NOTE_LENGTH]);
  }
  if (maxBytes > MAX_UPLOAD_BYTES || maxBytes < 1) {
    throw new InvalidInputError('maxBytes', 'The largest file has 1 to {0} bytes (5 GB).', [MAX_UPLOAD_BYTES]);
  }
  const types = typesOfKinds(kinds);
  const signedAt = options.signedAt ?? new Date();
  const formWith = (answer: Pick<PostFormRequest, 'successActionStatus' | 'successActionRedirect'>): PostForm =>
    createPostForm(
      {
        bucket,
        key: { prefix: folder },
        contentLengthRange: [minBytes, maxBytes],
        forbidOverwrite: true,
        // A sender cannot make files public.
        objectAcl: 'default',
        // Overrides the types of the form and of the file's part, so that no other type is stored.
        extra: types ? [{ op: 'in', field: 'x-oss-content-type', value: [...new Set(Object.values(types))] }] : [],
        ...answer,
      },
      { ...options, signedAt },
    );
  // Without a status OSS responds 204, and a page without a script shows no change.
  const { url, fields, expiration } = formWith({ successActionStatus: 201 });
  const plain = formWith({ successActionRedirect: ARRIVED_URL });
  return {
    ...rest,
    bucket,
    folder,
    maxBytes,
    minBytes,
    url: url ?? '',
    fields,
    plainFields: Object.fromEntries(Object.entries(plain.fields).filter(([name, value]) => fields[name] !== value)),
    expiration,
    ...(note !== undefined && note.trim() !== '' && { note: note.trim() }),
    ...(types && { types }),
  };
}

function validateFolder(folder: string): void {
  if (folder !== '' && !folder.endsWith('/')) {
    throw new InvalidInputError('folder', 'The key of a folder must end with a slash.');
  }
  // Forms change line breaks, so that no upload could satisfy the policy.
  if (/\p{Cc}/u.test(folder)) {
    throw new InvalidInputError('folder', "Forms can't upload to a folder whose name contains control characters.");
  }
  if (folder.includes('${')) {
    throw new InvalidInputError('folder', "Forms can't upload to a folder whose name contains {0}.", ['${']);
  }
  const sizeBytes = Buffer.byteLength(folder);
  if (sizeBytes > MAX_FOLDER_BYTES) {
    throw new InvalidInputError(
      'folder',
      'The folder name has {0} bytes. Use at most {1} to leave room for file names.',
      [sizeBytes, MAX_FOLDER_BYTES],
    );
  }
}
