// Kept apart from address.ts: the tree needs it at activation, without the tables of regions and hosts.
/** Bucket, or folder of a bucket. */
export interface BucketPath {
  readonly bucket: string;
  /** Empty for the whole bucket, otherwise ending in `/`. */
  readonly prefix: string;
}

/** `bucket`, or `bucket/prefix/`. */
export function bucketPathText({ bucket, prefix }: BucketPath): string {
  return prefix === '' ? bucket : `${bucket}/${prefix}`;
}

/** Inverse of `bucketPathText`. */
export function splitBucketPath(text: string): BucketPath {
  const slash = text.indexOf('/');
  return slash < 0 ? { bucket: text, prefix: '' } : { bucket: text.slice(0, slash), prefix: text.slice(slash + 1) };
}
