import * as l10n from '@vscode/l10n';
import type { Uri } from 'vscode';
import {
  MAX_MANIFEST_BYTES,
  parseManifest,
  validateChecksum,
  type InventoryManifest,
  type OpenFile,
} from '../../links/bulk/inventoryReport.ts';
import type { ObjectTarget } from '../../links/link.ts';
import { InvalidInputError, OssError } from '../../oss/errors/errors.ts';
import { isUnanswered } from '../../ui/prompts/questions.ts';
import type { LocalFile } from '../../ui/files/localFiles.ts';
import type { Services, TargetServices } from '../services.ts';
import { askObject } from '../targets/askTarget.ts';

/** Inventory report whose manifest has been read. */
export interface OpenedReport {
  /** Name that the user recognises: folder and file of the manifest. */
  readonly name: string;
  readonly manifest: InventoryManifest;
  readonly open: OpenFile;
}

/** Files of a report beside its manifest. */
interface ReportFiles {
  readonly manifest: () => Promise<Uint8Array>;
  /** Content of `manifest.checksum`, which copies of a report may lack. */
  readonly checksum: () => Promise<Uint8Array | undefined>;
  readonly open: OpenFile;
}

const MANIFEST = 'manifest.json';
const CHECKSUM = 'manifest.checksum';
const MAX_CHECKSUM_BYTES = 1024;

/**
 * Asks for an inventory report in a bucket or on this computer, and reads its manifest. `undefined` on cancel. Throws an
 * `InvalidInputError` for a broken report or one of another bucket than `bucket`.
 */
export async function askInventoryReport(
  title: string,
  bucket: string,
  services: TargetServices & Pick<Services, 'files'>,
): Promise<OpenedReport | undefined> {
  const from = await services.prompts.pick<'bucket' | 'file'>({
    title,
    placeholder: l10n.t('Select where the inventory report is'),
    choices: [
      { label: l10n.t('In a Bucket…'), icon: 'archive', value: 'bucket' },
      { label: l10n.t('On This Computer…'), icon: 'folder-opened', value: 'file' },
    ],
  });
  if (isUnanswered(from)) return undefined;
  const found = from === 'bucket' ? await askInBucket(title, services) : await askOnComputer(title, services);
  if (!found) return undefined;
  const { name, files } = found;
  const bytes = await files.manifest();
  const checksum = await files.checksum();
  if (checksum) validateChecksum(bytes, Buffer.from(checksum).toString());
  const manifest = parseManifest(Buffer.from(bytes).toString());
  if (manifest.sourceBucket !== bucket) {
    throw new InvalidInputError('manifest', 'The inventory report lists the objects of "{0}", not of "{1}".', [
      manifest.sourceBucket,
      bucket,
    ]);
  }
  return { name, manifest, open: files.open };
}

interface FoundReport {
  readonly name: string;
  readonly files: ReportFiles;
}

async function askInBucket(title: string, services: TargetServices): Promise<FoundReport | undefined> {
  const target = await askObject(services, title);
  if (!target) return undefined;
  validateName(target.key);
  return { name: target.key, files: filesInBucket(target, services) };
}

/** Files are read from the bucket that the user chose, whatever destination the manifest states. */
function filesInBucket(
  { profileId, bucket, key }: ObjectTarget,
  { clientOf }: Pick<Services, 'clientOf'>,
): ReportFiles {
  const open: OpenFile = async (file, signal) =>
    (await (await clientOf(profileId)).getObject(bucket, file, { signal })).body;
  const read = async (file: string, maxBytes: number): Promise<Uint8Array> =>
    wholeOf(await open(file, new AbortController().signal), maxBytes);
  return {
    open,
    manifest: () => read(key, MAX_MANIFEST_BYTES),
    checksum: async () => {
      try {
        return await read(sibling(key, CHECKSUM), MAX_CHECKSUM_BYTES);
      } catch (error) {
        if (error instanceof OssError && error.code === 'NoSuchKey') return undefined;
        throw error;
      }
    },
  };
}

async function askOnComputer(title: string, services: Pick<Services, 'files'>): Promise<FoundReport | undefined> {
  const [uri] = (await services.files.ask(title)) ?? [];
  if (!uri) return undefined;
  validateName(uri.path);
  return { name: uri.path, files: filesOnComputer(uri, services) };
}

/** Data files lie in the folder `data` beside that of the manifest, as in the bucket, or beside the manifest. */
function filesOnComputer(uri: Uri, { files }: Pick<Services, 'files'>): ReportFiles {
  const find = async (...paths: readonly string[]): Promise<LocalFile | undefined> => {
    for (const path of paths) {
      // A file that does not exist is an error of VS Code.
      const [file] = await files.describe([uri.with({ path })]).catch(() => []);
      if (file) return file;
    }
    return undefined;
  };
  const read = async (path: string, maxBytes: number): Promise<Uint8Array | undefined> => {
    const file = await find(path);
    return file && wholeOf(await contentOf(file), maxBytes);
  };
  return {
    manifest: async () => (await read(uri.path, MAX_MANIFEST_BYTES)) ?? new Uint8Array(),
    checksum: () => read(sibling(uri.path, CHECKSUM), MAX_CHECKSUM_BYTES),
    open: async (key) => {
      const name = key.slice(key.lastIndexOf('/') + 1);
      const folder = sibling(uri.path, '').slice(0, -1);
      const file = await find(sibling(folder, `data/${name}`), `${folder}/data/${name}`, `${folder}/${name}`);
      if (file) return contentOf(file);
      throw new InvalidInputError(
        'inventory',
        '"{0}" of the inventory report is missing. Copy it into the folder of the manifest.',
        [name],
      );
    },
  };
}

async function contentOf(file: LocalFile): Promise<AsyncIterable<Uint8Array>> {
  const { open, sizeBytes } = await file.content();
  return open(0, sizeBytes);
}

function validateName(path: string): void {
  if (path.endsWith(`/${MANIFEST}`) || path === MANIFEST) return;
  throw new InvalidInputError('manifest', 'Select the file manifest.json of an inventory report.');
}

function sibling(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}

async function wholeOf(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of content) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) {
      throw new InvalidInputError('manifest', 'The manifest of the inventory report is too long.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
