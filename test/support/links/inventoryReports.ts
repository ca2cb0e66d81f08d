import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Files of an inventory report as OSS writes them, by their paths below the folder of the rule. */
export type ReportFiles = Readonly<Record<string, Buffer>>;

export interface ReportContent {
  readonly sourceBucket: string;
  readonly columns?: readonly string[];
  /** Lines of each data file. */
  readonly parts: readonly (readonly string[])[];
  readonly manifest?: object;
}

export const allColumns = ['Bucket', 'Key', 'VersionId', 'IsLatest', 'IsDeleteMarker', 'Size', 'LastModifiedDate'];

/** A line in which each value is quoted. */
export function csvLine(...values: readonly string[]): string {
  return values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
}

/** A report of a folder: `2026-01-02T03-04Z/manifest.json`, its checksum and `data/….csv.gz`. */
export function inventoryReport(
  folder: string,
  { sourceBucket, columns = ['Bucket', 'Key', 'Size', 'LastModifiedDate'], parts, manifest }: ReportContent,
): ReportFiles {
  const data = parts.map((lines, index) => ({
    key: `${folder}/data/745a29e3-bfaa-490d-9109-47086afcc8f2-${index}.csv.gz`,
    bytes: gzipSync(lines.map((line) => `${line}\n`).join('')),
  }));
  const text = JSON.stringify({
    creationTimestamp: '1767323040',
    destinationBucket: 'reports',
    fileFormat: 'CSV',
    fileSchema: columns.join(', '),
    files: data.map(({ key, bytes }) => ({ MD5checksum: md5(bytes), key, size: bytes.length })),
    sourceBucket,
    version: '2019-09-01',
    ...manifest,
  });
  return {
    [`${folder}/2026-01-02T03-04Z/manifest.json`]: Buffer.from(text),
    [`${folder}/2026-01-02T03-04Z/manifest.checksum`]: Buffer.from(md5(Buffer.from(text))),
    ...Object.fromEntries(data.map(({ key, bytes }) => [key, bytes])),
  };
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex').toUpperCase();
}
