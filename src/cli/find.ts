import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { findSignatures, type SignatureKind } from '../oss/presignedUrls/findSignatures.ts';
import type { PresignedUrl } from '../oss/presignedUrls/presignedUrl.ts';
import { CliError, EXIT, shown, type CliContext } from './context.ts';
import { lifeText } from './inspect.ts';
import { stagedFiles, type FileToSearch } from './stagedFiles.ts';

export interface FindOptions {
  readonly staged?: boolean | undefined;
  /** Skips expired URLs. */
  readonly live?: boolean | undefined;
}

/** Maximum size of a searched file: the text of a larger one does not fit in a string of Node.js. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;
/** Part of every signature's name, in UTF-16. */
const UTF16_NAME = Buffer.from('ignature', 'utf16le');
/**
 * Skipped folders. Git's own folder contains compressed objects; the files checked out of it are searched themselves.
 */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git']);

/**
 * Prints the locations of presigned URLs and signed upload forms in files, in standard input, or in the content staged
 * for a commit; never the URLs themselves. Returns 1 if there is one, so that a hook stops the commit.
 */
export async function find(names: readonly string[], options: FindOptions, context: CliContext): Promise<number> {
  if (options.staged === true && names.length > 0) throw new CliError('find takes files or --staged, not both.');
  if (options.staged !== true && names.length === 0) {
    throw new CliError('find needs files or folders, - for standard input, or --staged.');
  }
  let count = 0;
  const files = options.staged === true ? stagedFiles(context.folder) : namedFiles(names, context);
  for await (const file of files) {
    for (const line of findingsIn(file, options, context.now())) {
      context.print(line);
      count += 1;
    }
  }
  if (count === 0) return EXIT.ok;
  context.note(
    `${count === 1 ? '1 presigned URL' : `${count} presigned URLs`} found. Anyone who reads ${count === 1 ? 'it' : 'them'} can use ${count === 1 ? 'it' : 'them'}.`,
  );
  return EXIT.found;
}

function* findingsIn({ name, bytes, before }: FileToSearch, { live }: FindOptions, now: Date): Generator<string> {
  if (bytes.length > MAX_FILE_BYTES) throw new CliError(`${shown(name)} is too large to be searched.`);
  const committed = new Set(before && textsOf(before).flatMap(signaturesIn));
  for (const text of textsOf(bytes)) {
    let [line, lineStart, searched] = [1, 0, 0];
    for (const { startIndex, endIndex, kind, link } of findSignatures(text)) {
      if (committed.has(text.slice(startIndex, endIndex))) continue;
      if (live === true && link !== undefined && link.expiration <= now) continue;
      for (let end = text.indexOf('\n', searched); end >= 0 && end < startIndex; end = text.indexOf('\n', searched)) {
        [line, lineStart, searched] = [line + 1, end + 1, end + 1];
      }
      yield `${shown(name)}:${line}:${startIndex - lineStart + 1}: ${describe(kind, link, now)}`;
    }
  }
}

/** Signatures as written. They identify URLs wherever these are in a file. */
function signaturesIn(text: string): readonly string[] {
  return findSignatures(text).map(({ startIndex, endIndex }) => text.slice(startIndex, endIndex));
}

function describe(kind: SignatureKind, link: PresignedUrl | undefined, now: Date): string {
  if (link === undefined) return `presigned URL or upload form (${kind.toUpperCase()})`;
  const { bucket, key = '', expiration } = link;
  const object = bucket === undefined ? key : `oss://${bucket}/${key}`;
  return `presigned URL (${kind.toUpperCase()}) of ${shown(object)}, expires ${expiration.toISOString()} (${lifeText(link, now)})`;
}

/**
 * Possible texts of the bytes: UTF-8 or another encoding in which URLs are ASCII, and UTF-16 of either byte order if it
 * contains a signature's name.
 */
function textsOf(bytes: Uint8Array): readonly string[] {
  const utf16Index = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(UTF16_NAME);
  // Not `Buffer.toString`: in Node.js 24 it writes beyond its memory for UTF-16 at an odd address.
  const utf16 = utf16Index < 0 ? [] : [new TextDecoder('utf-16le').decode(bytes.subarray(utf16Index % 2))];
  return [new TextDecoder().decode(bytes), ...utf16];
}

async function* namedFiles(names: readonly string[], context: CliContext): AsyncGenerator<FileToSearch> {
  for (const name of names) {
    if (name === '-') {
      yield { name, bytes: await context.readStandardInput() };
      continue;
    }
    const filePath = path.resolve(context.folder, name);
    const stats = await stat(filePath).catch(() => undefined);
    if (stats === undefined) throw new CliError(`There is no file ${shown(name)}.`);
    if (stats.isDirectory()) yield* filesIn(filePath, name);
    else yield { name, bytes: await readFile(filePath) };
  }
}

/** All files of a folder, sorted by name. Symlinks are not followed. */
async function* filesIn(folder: string, name: string): AsyncGenerator<FileToSearch> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const [filePath, shownName] = [path.join(folder, entry.name), path.join(name, entry.name)];
    if (entry.isFile()) yield { name: shownName, bytes: await readFile(filePath) };
    else if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) yield* filesIn(filePath, shownName);
  }
}
