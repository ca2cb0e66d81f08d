import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { hasDotSegments, validateKey } from '../../oss/validate.ts';
import { dotSegments, parseNameTemplate, type NameTemplate } from './nameTemplate.ts';

/** Kinds of text that a document can get for an uploaded file, in the order of the question. */
export const INSERTED_TEXTS = ['address', 'url', 'link'] as const;

/** `address`: `oss://bucket/key`. `url`: URL without a signature, for public objects. `link`: download link. */
export type InsertedText = (typeof INSERTED_TEXTS)[number];

/** Name template of mappings that have none: equal content gets an equal name. */
export const DEFAULT_NAME_TEMPLATE = '{name}-{hash8}{ext}';

const schema = v.strictObject({
  folder: v.exactOptional(v.string()),
  name: v.optional(v.string(), DEFAULT_NAME_TEMPLATE),
  insert: v.optional(v.string(), 'address' satisfies InsertedText),
});

/** Uploads of files that are pasted or dropped into documents of a mapped folder. */
export interface DocumentUploads {
  /** Prefix of the bucket, empty or with `/` at the end; absent: the folder of the document's own object. */
  readonly folder?: string;
  readonly name: NameTemplate;
  readonly insert: InsertedText;
}

/** Reads the member `documents` of a mapping. Throws an `InvalidInputError`. */
export function readDocumentUploads(value: unknown): DocumentUploads {
  const parsed = v.safeParse(schema, value ?? {});
  if (!parsed.success) {
    throw new InvalidInputError('documents', 'Its documents can have a folder, a name, and insert. All are texts.');
  }
  const { folder, name, insert } = parsed.output;
  const inserted = INSERTED_TEXTS.find((one) => one === insert);
  if (inserted === undefined) {
    throw new InvalidInputError('insert', 'The text to insert is one of {0}, not {1}.', [
      INSERTED_TEXTS.join(', '),
      insert,
    ]);
  }
  const template = parseNameTemplate(name);
  if (folder === undefined) return { name: template, insert: inserted };
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  if (prefix !== '') validateKey(prefix);
  if (hasDotSegments(prefix)) throw dotSegments();
  return { folder: prefix, name: template, insert: inserted };
}
