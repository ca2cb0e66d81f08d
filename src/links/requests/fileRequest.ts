import { InvalidInputError } from '../../oss/errors/errors.ts';
import {
  createPostForm,
  type PostForm,
  type PostFormOptions,
  type PostFormRequest,
} from '../../oss/signing/postPolicy.ts';
import { typesOfKinds, type FileKinds } from './fileKinds.ts';
import type { PageLanguage } from './pageTexts.ts';

/** What a user asks others for: files, into one folder, under limits. */
export interface FileRequestInput {
  readonly bucket: string;
  /** The folder that receives the files, with its slash at the end; empty for the whole bucket. */
  readonly folder: string;
  /** Largest file; 5 GB unless given, which is the most that one upload can have. */
  readonly maxBytes?: number;
  /** Smallest file; 0 unless given. */
  readonly minBytes?: number;
  readonly kinds: FileKinds;
  /** What happens to a file whose name is taken: it is refused, or each file gets a part of its own before its name. */
  readonly sameName: 'refuse' | 'keepBoth';
  /** Shown to the sender; may have several lines. */
  readonly note?: string;
  readonly language: PageLanguage;
}

/** A signed request for files. */
export interface FileRequest extends Omit<FileRequestInput, 'kinds'> {
  readonly maxBytes: number;
  readonly minBytes: number;
  /** Content types by extension; absent where all files are accepted. */
  readonly types?: Readonly<Record<string, string>>;
  /** The address that a form is sent to. */
  readonly url: string;
  /** Fields of every upload: a secret, for as long as the request lives. `key` and, where there are types, `x-oss-content-type` come with each file. */
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Fields for a page that is not let see the answer of the bucket, in place of those of the same name and of
   * `success_action_status`: success redirects it to an address that does not exist, which its own policy stops.
   */
  readonly plainFields: Readonly<Record<string, string>>;
  readonly expiration: Date;
}

/** An address of a domain that never exists (RFC 2606). */
const ARRIVED_URL = 'https://arrived.invalid/';

/** The most that one upload can have: 5 GB. */
export const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;
/** So that the names of files fit behind it, which may have 255 bytes in most systems. */
const MAX_FOLDER_BYTES = 1023 - 255;
/** Upper bound on the characters of a note to senders. */
export const MAX_NOTE_LENGTH = 1000;

/**
 * Signs a request for files. Whoever has it can upload any number of files below the folder until it expires; the ACL of
 * what they upload is that of the bucket, and nothing there is ever replaced. Throws an `InvalidInputError` for what OSS
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
        // So that a sender cannot make files public.
        objectAcl: 'default',
        // Stronger than the types of the form and of the file's part, so that no other type is stored.
        extra: types ? [{ op: 'in', field: 'x-oss-content-type', value: [...new Set(Object.values(types))] }] : [],
        ...answer,
      },
      { ...options, signedAt },
    );
  // Without a status OSS answers 204, which leaves a page without a script as if nothing had happened.
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
