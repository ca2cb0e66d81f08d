import { setImmediate as nextTurn } from 'node:timers/promises';
import { formattedLink } from '../formats/formattedLink.ts';
import type { BulkFormat } from './bulkFormats.ts';
import type { BulkSigner } from './bulkSigner.ts';

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

/** Signing this many takes a few milliseconds, after which others get their turn. */
const LINKS_A_TURN = 200;

/** Writes links down, a piece of text for some of them at a time, so that memory is for one page of targets alone. */
export async function* bulkText(
  pages: AsyncIterable<readonly BulkTarget[]>,
  format: BulkFormat,
  title: string,
  signerOf: (target: BulkTarget) => Promise<BulkSigner>,
): AsyncGenerator<string> {
  yield format.head(title);
  for await (const page of pages) {
    for (let start = 0; start < page.length; start += LINKS_A_TURN) {
      let text = '';
      for (const target of page.slice(start, start + LINKS_A_TURN)) {
        const { key, path, sizeBytes } = target;
        const signed = await (await signerOf(target)).sign(key);
        const link = formattedLink({ ...signed, target });
        text += format.item({ ...link, fileName: path, key, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
      }
      yield text;
      await nextTurn();
    }
  }
  yield format.foot;
}
