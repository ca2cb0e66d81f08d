import type { ObjectAcl, ObjectDraft } from './buckets.ts';
import { invalidArgument } from './refusal.ts';

type Described = Pick<ObjectDraft, 'headers' | 'storageClass' | 'acl' | 'tags' | 'encryption'>;

const acls: readonly ObjectAcl[] = ['default', 'private', 'public-read', 'public-read-write'];
const storageClasses = ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'];
const kept = /^(content-(type|language|disposition|encoding)|cache-control|expires|x-oss-meta-.+)$/;

/** Object properties in the headers of a request that writes an object. */
export function describeObject(headers: Readonly<Record<string, string>>): Described {
  const storageClass = headers['x-oss-storage-class'] ?? 'Standard';
  if (!storageClasses.includes(storageClass)) {
    throw invalidArgument('The storage class is invalid.', 'x-oss-storage-class', storageClass);
  }
  return {
    headers: {
      'content-type': 'application/octet-stream',
      ...Object.fromEntries(Object.entries(headers).filter(([name]) => kept.test(name))),
    },
    storageClass,
    acl: readObjectAcl(headers['x-oss-object-acl']),
    tags: [...new URLSearchParams(headers['x-oss-tagging'] ?? '')],
    encryption: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-oss-server-side-'))),
  };
}

/** Parses `x-oss-object-acl`; absent means `default`, anything unknown is an InvalidArgument. */
export function readObjectAcl(text = 'default'): ObjectAcl {
  const acl = acls.find((known) => known === text);
  if (acl === undefined) {
    throw invalidArgument('The object ACL is invalid.', 'x-oss-object-acl', text);
  }
  return acl;
}
