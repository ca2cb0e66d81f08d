import type { BulkFormat } from './bulkFormats.ts';
import type { BulkSigner } from './bulkSigner.ts';
import { TimeSlices } from './timeSlices.ts';

/** Object of an export, existing or to be uploaded. */
export interface BulkTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  /** Path below the chosen folder, valid for files if the format writes any. */
  readonly path: string;
  /** Absent for uploads. */
  readonly sizeBytes?: number;
}

/** Length of text from which it is passed on: longer strings are no longer collected as cheaply as young memory. */
const MAX_PIECE_LENGTH = 2 ** 16;

/** Text of an export, in a chunk for each time slice or more, so that only one page of targets is in memory. */
export async function* bulkText(
  pages: AsyncIterable<readonly BulkTarget[]>,
  format: BulkFormat,
  title: string,
  signerOf: (target: BulkTarget) => Promise<BulkSigner>,
  slices = new TimeSlices(),
): AsyncGenerator<string> {
  let text = format.head(title);
  for await (const page of pages) {
    for (const target of page) {
      const isUsedUp = slices.isUsedUp;
      if (isUsedUp || text.length > MAX_PIECE_LENGTH) {
        yield text;
        text = '';
      }
      if (isUsedUp) await slices.next();
      const { key, path, sizeBytes } = target;
      const signed = await (await signerOf(target)).sign(key);
      text += format.item({ ...signed, fileName: path, key, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
    }
  }
  yield text + format.foot;
}
