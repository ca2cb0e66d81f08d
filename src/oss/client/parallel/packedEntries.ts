import type { ObjectEntry } from '../objects.ts';

/** Number of entries that are packed together, and that are objects until then. */
const BLOCK_ENTRIES = 100;
/** Size of the buffers that are used again. */
const BUFFER_BYTES = 32 * 1024;
/** Interval of the sampled keys. */
const SAMPLE_STEP = 50;

/** Buffers of one listing that are not in use; many new ones would wait for the garbage collection of old memory. */
export type FreeBuffers = Buffer[];

/**
 * Entries of a page in less than a fourth of the memory that they need as objects. They are packed while they arrive, so
 * that few objects live long enough to leave the young generation of the memory.
 */
export class PackedEntries {
  readonly #free: FreeBuffers;
  readonly #buffers: Buffer[] = [];
  readonly #blocks: Buffer[] = [];
  readonly #sampled: string[] = [];
  #unpacked: ObjectEntry[] = [];
  #usedBytes = 0;
  #lastKey: string | undefined;
  #count = 0;
  #decode = (key: string): string => key;

  constructor(free: FreeBuffers = []) {
    this.#free = free;
  }

  static of(entries: Iterable<ObjectEntry>, free?: FreeBuffers): PackedEntries {
    const packed = new PackedEntries(free);
    for (const entry of entries) packed.add(entry);
    packed.end();
    return packed;
  }

  add(entry: ObjectEntry): void {
    if (this.#count++ % SAMPLE_STEP === 0) this.#sampled.push(copyOf(entry.key));
    this.#lastKey = entry.key;
    if (this.#unpacked.push(entry) >= BLOCK_ENTRIES) this.#pack();
  }

  /** Packs the last entries. None may be added afterwards. */
  end(): void {
    if (this.#unpacked.length > 0) this.#pack();
    this.#lastKey = this.#lastKey === undefined ? undefined : copyOf(this.#lastKey);
  }

  /** Sets how keys are decoded when they are read: the end of a document may say whether they are encoded. */
  decodeKeys(decode: (key: string) => string): void {
    this.#decode = decode;
  }

  get count(): number {
    return this.#count;
  }

  get firstKey(): string | undefined {
    const [first] = this.#sampled;
    return first === undefined ? undefined : this.#decode(first);
  }

  get lastKey(): string | undefined {
    return this.#lastKey === undefined ? undefined : this.#decode(this.#lastKey);
  }

  /** Every 50th key. */
  get sampledKeys(): readonly string[] {
    return this.#sampled.map(this.#decode);
  }

  /** The entries that pass. Nothing else may be read from these afterwards. */
  filter(passes: (entry: ObjectEntry) => boolean): PackedEntries {
    const passing = new PackedEntries(this.#free);
    for (const entries of this.unpack()) {
      for (const entry of entries) if (passes(entry)) passing.add(entry);
    }
    passing.end();
    return passing;
  }

  /** All entries, a few at a time, so that they die young. Nothing may be read from these afterwards. */
  *unpack(): Generator<readonly ObjectEntry[]> {
    try {
      for (const block of this.#blocks) yield entriesOf(JSON.parse(block.toString()) as Columns, this.#decode);
    } finally {
      this.#free.push(...this.#buffers.splice(0));
    }
  }

  #pack(): void {
    const json = JSON.stringify(columnsOf(this.#unpacked));
    this.#unpacked = [];
    const sizeBytes = Buffer.byteLength(json);
    if (sizeBytes > BUFFER_BYTES) {
      this.#blocks.push(Buffer.from(json));
      return;
    }
    let buffer = this.#buffers.at(-1);
    if (buffer === undefined || this.#usedBytes + sizeBytes > BUFFER_BYTES) {
      buffer = this.#free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
      this.#buffers.push(buffer);
      this.#usedBytes = 0;
    }
    const end = this.#usedBytes + buffer.write(json, this.#usedBytes);
    this.#blocks.push(buffer.subarray(this.#usedBytes, end));
    this.#usedBytes = end;
  }
}

/** Copy of a text that may be a part of a longer one, which would be kept in memory with it. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

/** Values of a field; only one if all are equal. */
type Column<T> = readonly T[] | T;

/** Values of entries by field, which need less space in JSON than objects. Keys are without what all begin with. */
type Columns = readonly [
  keyStart: string,
  keyEnds: readonly string[],
  sizes: Column<number>,
  times: Column<number | null>,
  etags: Column<string>,
  storageClasses: Column<string>,
  types: Column<string>,
  restoreInfos: Column<string | null>,
];

function columnsOf(entries: readonly ObjectEntry[]): Columns {
  const keyStart = commonStart(entries.map(({ key }) => key));
  return [
    keyStart,
    entries.map(({ key }) => key.slice(keyStart.length)),
    columnOf(entries.map(({ sizeBytes }) => sizeBytes)),
    columnOf(entries.map(({ lastModified }) => lastModified.getTime())),
    columnOf(entries.map(({ etag }) => etag)),
    columnOf(entries.map(({ storageClass }) => storageClass)),
    columnOf(entries.map(({ type }) => type)),
    columnOf(entries.map(({ restoreInfo }) => restoreInfo ?? null)),
  ];
}

function commonStart(keys: readonly string[]): string {
  const [first = ''] = keys;
  let length = first.length;
  for (const key of keys) while (!key.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

function columnOf<T>(values: readonly T[]): Column<T> {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}

function valueAt<T extends string | number | null>(column: Column<T>, index: number): T | undefined {
  return Array.isArray(column) ? (column as readonly T[])[index] : (column as T);
}

function entriesOf(
  [keyStart, keyEnds, sizes, times, etags, storageClasses, types, restoreInfos]: Columns,
  decode: (key: string) => string,
): readonly ObjectEntry[] {
  return keyEnds.map((keyEnd, index) => {
    const restoreInfo = valueAt(restoreInfos, index) ?? undefined;
    return {
      key: decode(keyStart + keyEnd),
      sizeBytes: valueAt(sizes, index) ?? 0,
      lastModified: new Date(valueAt(times, index) ?? NaN),
      etag: valueAt(etags, index) ?? '',
      storageClass: valueAt(storageClasses, index) ?? '',
      type: valueAt(types, index) ?? '',
      ...(restoreInfo !== undefined && { restoreInfo }),
    };
  });
}
