/** A bucket, or a folder of it. */
export interface BucketPlace {
  readonly bucket: string;
  /** Empty for the whole bucket, else it ends in `/`. */
  readonly prefix: string;
}

/** `bucket`, or `bucket/prefix/`. */
export function placeText({ bucket, prefix }: BucketPlace): string {
  return prefix === '' ? bucket : `${bucket}/${prefix}`;
}

/** Splits what `placeText` joined. */
export function splitPlace(text: string): BucketPlace {
  const slash = text.indexOf('/');
  return slash < 0 ? { bucket: text, prefix: '' } : { bucket: text.slice(0, slash), prefix: text.slice(slash + 1) };
}
