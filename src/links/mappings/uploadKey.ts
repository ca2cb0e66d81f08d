import { InvalidInputError } from '../../oss/errors/errors.ts';
import { readOssUris } from '../../oss/names/ossUrisInText.ts';
import { hasDotSegments, validateKey } from '../../oss/validate.ts';
import type { MappedFile } from './mappings.ts';
import { dotSegments, type NamedFile } from './nameTemplate.ts';

/**
 * Key for a file that is uploaded for a mapped document. Throws an `InvalidInputError` if it is not a valid key, or not
 * possible in an `oss://` address in a text.
 */
export function uploadKey({ mapping, bucket, key }: MappedFile, file: Omit<NamedFile, 'document'>): string {
  const { folder = key.slice(0, key.lastIndexOf('/') + 1), name } = mapping.documents;
  const uploaded = folder + name({ ...file, document: key.slice(mapping.prefix.length) });
  validateKey(uploaded);
  if (hasDotSegments(uploaded)) throw dotSegments();
  const address = `oss://${bucket}/${uploaded}`;
  if (mapping.documents.insert === 'address' && readOssUris(address)[0]?.endIndex !== address.length) {
    throw new InvalidInputError('key', "The key has characters that an oss:// address can't contain.");
  }
  return uploaded;
}
