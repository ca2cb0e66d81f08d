import type { ObjectEntry } from '../objects.ts';

/** Number of entries that are packed together: longer texts would leave the young generation of the memory. */
const BLOCK_ENTRIES = 100;

/** Entries of a page in a fourth of the memory that they need as objects. Pages that wait for earlier ones are kept so. */
export class PackedEntries {
  readonly #blocks: Buffer[] = [];

  constructor(entries: readonly ObjectEntry[]) {
    for (let index = 0; index < entries.length; index += BLOCK_ENTRIES) {
      this.#blocks.push(Buffer.from(JSON.stringify(columnsOf(entries.slice(index, index + BLOCK_ENTRIES)))));
    }
  }

  unpack(): readonly ObjectEntry[] {
    return this.#blocks.flatMap((block) => entriesOf(JSON.parse(block.toString()) as Columns));
  }
}

/** Values of entries by field, which need less space in JSON than objects. */
type Columns = readonly [
  keys: readonly string[],
  sizes: readonly number[],
  times: readonly (number | null)[],
  etags: readonly string[],
  storageClasses: readonly string[],
  types: readonly string[],
  restoreInfos: readonly (string | null)[],
];

function columnsOf(entries: readonly ObjectEntry[]): Columns {
  return [
    entries.map(({ key }) => key),
    entries.map(({ sizeBytes }) => sizeBytes),
    entries.map(({ lastModified }) => lastModified.getTime()),
    entries.map(({ etag }) => etag),
    entries.map(({ storageClass }) => storageClass),
    entries.map(({ type }) => type),
    entries.map(({ restoreInfo }) => restoreInfo ?? null),
  ];
}

function entriesOf([keys, sizes, times, etags, storageClasses, types, restoreInfos]: Columns): readonly ObjectEntry[] {
  return keys.map((key, index) => {
    const restoreInfo = restoreInfos[index] ?? undefined;
    return {
      key,
      sizeBytes: sizes[index] ?? 0,
      lastModified: new Date(times[index] ?? NaN),
      etag: etags[index] ?? '',
      storageClass: storageClasses[index] ?? '',
      type: types[index] ?? '',
      ...(restoreInfo !== undefined && { restoreInfo }),
    };
  });
}
