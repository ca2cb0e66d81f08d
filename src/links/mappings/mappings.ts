import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import * as v from 'valibot';
import { InvalidInputError } from '../../oss/errors/errors.ts';
import { hasDotSegments, validateExistingBucket, validateKey } from '../../oss/validate.ts';
import { readDocumentUploads, type DocumentUploads } from './documentUploads.ts';
import { dotSegments } from './nameTemplate.ts';

/** Location of a file as a VS Code URI. */
export type FileLocation = Pick<Uri, 'scheme' | 'authority' | 'path'>;

/** Settings that contain a mapping. Those of a workspace never decide which profile signs. */
export type MappingSource = 'user' | 'workspace';

/** Folder whose files correspond to objects of a bucket. */
export interface Mapping {
  readonly source: MappingSource;
  /** Path in the workspace folder: empty for the whole folder, otherwise it ends in `/`. */
  readonly folder: string;
  readonly bucket: string;
  /** Empty, or ends in `/`. */
  readonly prefix: string;
  /** Name of the profile that signs. Only in the user's own settings. */
  readonly profile?: string;
  readonly documents: DocumentUploads;
}

/** Mappings of one workspace folder. */
export interface MappedRoot {
  readonly root: FileLocation;
  readonly mappings: readonly Mapping[];
}

/** File and its object, which may not exist. */
export interface MappedFile {
  readonly root: FileLocation;
  readonly mapping: Mapping;
  readonly bucket: string;
  readonly key: string;
}

const mappingSchema = v.object({
  folder: v.string(),
  bucket: v.string(),
  prefix: v.optional(v.string(), ''),
  profile: v.exactOptional(v.string()),
  documents: v.exactOptional(v.unknown()),
});

/** Mappings of a setting, with a problem in the user's language for each entry that is invalid. */
export function readMappings(
  value: unknown,
  source: MappingSource,
): { readonly mappings: readonly Mapping[]; readonly problems: readonly string[] } {
  if (value === undefined) return { mappings: [], problems: [] };
  if (!Array.isArray(value)) return { mappings: [], problems: [l10n.t('The mappings must be a list.')] };
  const mappings: Mapping[] = [];
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    try {
      mappings.push(readMapping(entry, source));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const reason = l10n.t(error.template, ...error.args);
      problems.push(
        source === 'user'
          ? l10n.t('Mapping {0} of your settings is ignored: {1}', index + 1, reason)
          : l10n.t('Mapping {0} of the workspace is ignored: {1}', index + 1, reason),
      );
    }
  }
  return { mappings, problems };
}

/** Object of a file, by the innermost mapped folder; of two mappings of one folder the first wins. */
export function findMappedFile(file: FileLocation, roots: readonly MappedRoot[]): MappedFile | undefined {
  let best: { readonly found: MappedFile; readonly length: number } | undefined;
  for (const { root, mappings } of roots) {
    for (const mapping of mappings) {
      const folder = folderPath(root, mapping);
      const name = pathBelow(file, root, folder);
      if (name === undefined || (best && best.length >= folder.length)) continue;
      const { bucket, prefix } = mapping;
      best = { found: { root, mapping, bucket, key: prefix + name }, length: folder.length };
    }
  }
  return best?.found;
}

/** Mapping of a bucket in the workspace folder that contains a file; of several mappings the first wins. */
export function findMappedBucket(
  file: FileLocation,
  bucket: string,
  roots: readonly MappedRoot[],
): MappedFile | undefined {
  const containing = roots
    .filter(({ root }) => pathBelow(file, root, folderPath(root, { folder: '' })) !== undefined)
    .sort((a, b) => b.root.path.length - a.root.path.length);
  for (const { root, mappings } of containing) {
    const mapping = mappings.find((one) => one.bucket === bucket);
    if (mapping) return { root, mapping, bucket, key: mapping.prefix };
  }
  return undefined;
}

/** URI path of a mapped folder, ending in `/`. */
export function folderPath({ path }: FileLocation, { folder }: Pick<Mapping, 'folder'>): string {
  return `${path.endsWith('/') ? path : `${path}/`}${folder}`;
}

function pathBelow(file: FileLocation, root: FileLocation, folder: string): string | undefined {
  if (file.scheme !== root.scheme || file.authority !== root.authority) return undefined;
  if (!normalizeDrive(file.path).startsWith(normalizeDrive(folder))) return undefined;
  const name = file.path.slice(folder.length);
  // A path with ".." would leave the folder.
  return name === '' || name.endsWith('/') || hasDotSegments(name) ? undefined : name;
}

/** Path with a lower-case drive letter, since VS Code uses both cases on Windows. */
function normalizeDrive(path: string): string {
  return path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
}

function readMapping(entry: unknown, source: MappingSource): Mapping {
  const parsed = v.safeParse(mappingSchema, entry);
  if (!parsed.success) {
    throw new InvalidInputError(
      'mapping',
      'A mapping needs a folder and a bucket, and can have a prefix. All are texts.',
    );
  }
  const { bucket, profile, documents, ...written } = parsed.output;
  if (profile !== undefined && source === 'workspace') {
    throw new InvalidInputError('profile', 'Only your own settings can name the profile that signs.');
  }
  const folder = readMappedFolder(written.folder);
  validateExistingBucket(bucket);
  const prefix = withTrailingSlash(written.prefix);
  if (prefix !== '') validateKey(prefix);
  if (hasDotSegments(prefix)) throw dotSegments();
  const uploads = readDocumentUploads(documents);
  return { source, folder, bucket, prefix, documents: uploads, ...(profile !== undefined && { profile }) };
}

/** Validator of a mapping as it would stand in the settings of a workspace; throws an `InvalidInputError`. */
export function validateMapping(entry: unknown): void {
  readMapping(entry, 'workspace');
}

/**
 * Path of a folder in the workspace folder, as `Mapping.folder` has it, from what the user wrote. An absolute path, or
 * one with a segment `.` or `..`, throws an `InvalidInputError`.
 */
export function readMappedFolder(text: string): string {
  const folder = withTrailingSlash(text.replaceAll('\\', '/').replace(/^(?:\.\/)+|^\.$/, ''));
  if (folder.startsWith('/') || /^[A-Za-z]:/.test(folder) || hasDotSegments(folder)) {
    throw new InvalidInputError('folder', 'The folder must be a path inside the workspace folder, such as docs.');
  }
  return folder;
}

function withTrailingSlash(text: string): string {
  return text === '' || text.endsWith('/') ? text : `${text}/`;
}
