/** A bucket, or a folder of it. */
export interface BucketPath {
  readonly bucket: string;
  /** Empty for the whole bucket, else it ends in `/`. */
  readonly prefix: string;
}

/** `bucket`, or `bucket/prefix/`. */
export function bucketPathText({ bucket, prefix }: BucketPath): string {
  return prefix === '' ? bucket : `${bucket}/${prefix}`;
}

/** Splits what `placeText` joined. */
export function splitBucketPath(text: string): BucketPath {
  const slash = text.indexOf('/');
  return slash < 0 ? { bucket: text, prefix: '' } : { bucket: text.slice(0, slash), prefix: text.slice(slash + 1) };
}
