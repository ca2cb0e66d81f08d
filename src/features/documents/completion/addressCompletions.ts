import type { FileLocation } from '../../../links/mappings/mappings.ts';
import type { OssClient } from '../../../oss/client/ossClient.ts';
import { readOssUris } from '../../../oss/names/ossUrisInText.ts';
import { isBucketOrFolder } from '../../../tree/nodes.ts';
import type { Services } from '../../services.ts';
import { profileOfBucket, type BucketServices } from '../profileOfBucket.ts';

/** Completion of an `oss://` address: the name of a bucket, a folder or an object. */
export interface AddressPart {
  readonly kind: 'bucket' | 'folder' | 'object';
  /** Last part of the address only; folders and buckets end in `/`. */
  readonly name: string;
  readonly sizeBytes?: number;
  readonly lastModified?: Date;
}

/** Completions of an address. */
export interface AddressParts {
  readonly parts: readonly AddressPart[];
  /** False if there are more names, which a longer text finds. */
  readonly isComplete: boolean;
}

/** Services that list the names. */
export type CompletionServices = BucketServices & Pick<Services, 'mappings' | 'clientOf'>;

const MAX_KEYS = 200;

/** Completions of the text after `oss://`. Lists only the buckets or one folder. */
export async function addressParts(
  typed: string,
  document: FileLocation,
  services: CompletionServices,
  signal: AbortSignal,
): Promise<AddressParts> {
  const slash = typed.indexOf('/');
  await services.mappings.whenRead();
  if (slash < 0) return { parts: await buckets(services), isComplete: true };
  const [bucket, prefix] = [typed.slice(0, slash), typed.slice(slash + 1)];
  const client = await clientOfBucket(bucket, prefix, document, services);
  return client ? listFolder(bucket, prefix, client, signal) : { parts: [], isComplete: true };
}

/** Buckets of the mappings and of the profiles. */
async function buckets({ mappings, tree }: CompletionServices): Promise<readonly AddressPart[]> {
  const shown = await Promise.all(tree.roots().map((root) => tree.children(root)));
  const names = shown.flat().flatMap((node) => (isBucketOrFolder(node) ? [node.bucket] : []));
  return [...new Set([...mappings.buckets(), ...names])].sort().map((name) => ({ kind: 'bucket', name: `${name}/` }));
}

async function clientOfBucket(
  bucket: string,
  prefix: string,
  document: FileLocation,
  services: CompletionServices,
): Promise<OssClient | undefined> {
  const mapped = services.mappings.ofBucket(document, bucket);
  const signer = mapped && services.mappings.profiles.profileFor(mapped);
  const profileId = signer?.id ?? (await profileOfBucket(bucket, prefix, services));
  return profileId === undefined ? undefined : services.clientOf(profileId);
}

async function listFolder(
  bucket: string,
  prefix: string,
  client: Pick<OssClient, 'listObjects'>,
  signal: AbortSignal,
): Promise<AddressParts> {
  const page = await client.listObjects(bucket, { prefix, delimiter: '/', maxKeys: MAX_KEYS, signal });
  const folderLength = prefix.lastIndexOf('/') + 1;
  const parts: readonly AddressPart[] = [
    ...page.prefixes.map((key) => ({ kind: 'folder' as const, name: key.slice(folderLength) })),
    ...page.entries.map(({ key, sizeBytes, lastModified }) => ({
      kind: 'object' as const,
      name: key.slice(folderLength),
      sizeBytes,
      lastModified,
    })),
  ];
  return {
    parts: parts.filter(
      ({ name }) => name !== '' && isAddress(`oss://${bucket}/${prefix.slice(0, folderLength)}${name}`),
    ),
    isComplete: !page.isTruncated,
  };
}

/** True if a text can contain the address: a space or a bracket in a key would end it. */
function isAddress(address: string): boolean {
  return readOssUris(address)[0]?.endIndex === address.length;
}
