import { formattedLink } from '../formats/formattedLink.ts';
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

/** Text of an export, in one chunk for each time slice, so that only one page of targets is in memory. */
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
      if (slices.isUsedUp) {
        yield text;
        text = '';
        await slices.next();
      }
      const { key, path, sizeBytes } = target;
      const signed = await (await signerOf(target)).sign(key);
      const link = formattedLink({ ...signed, target });
      text += format.item({ ...link, fileName: path, key, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
    }
  }
  yield text + format.foot;
}
