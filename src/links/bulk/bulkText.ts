import { formattedLink } from '../formats/formattedLink.ts';
import type { BulkFormat } from './bulkFormats.ts';
import type { BulkSigner } from './bulkSigner.ts';
import { TimeSlices } from './timeSlices.ts';

/** An object, or a name to upload to, that gets a link. */
export interface BulkTarget {
  readonly profileId: string;
  readonly bucket: string;
  readonly key: string;
  /** Its path below the folder that was chosen; as files are written, for formats that write some. */
  readonly path: string;
  /** Absent for uploads. */
  readonly sizeBytes?: number;
}

/** Writes links down, a piece of text for each turn of work, so that memory is for one page of targets alone. */
export async function* bulkText(
  pages: AsyncIterable<readonly BulkTarget[]>,
  format: BulkFormat,
  title: string,
  signerOf: (target: BulkTarget) => Promise<BulkSigner>,
  turns = new TimeSlices(),
): AsyncGenerator<string> {
  let text = format.head(title);
  for await (const page of pages) {
    for (const target of page) {
      if (turns.isUsedUp) {
        yield text;
        text = '';
        await turns.next();
      }
      const { key, path, sizeBytes } = target;
      const signed = await (await signerOf(target)).sign(key);
      const link = formattedLink({ ...signed, target });
      text += format.item({ ...link, fileName: path, key, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
    }
  }
  yield text + format.foot;
}
