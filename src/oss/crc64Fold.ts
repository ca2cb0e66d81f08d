/** WebAssembly, of which the types of Node know nothing. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/**
 * Distances d for which the sum of all x^-d is 1 modulo the polynomial of ECMA-182, and so, because squares of such sums
 * are the sums of the squares, the sum of all x^-8d too: a byte counts as much as its copies at all these distances
 * after it. A search found them; fewer distances would be much longer.
 */
const DISTANCES: readonly number[] = [325, 540, 662, 709, 801, 840, 912, 932, 1029];
const FARTHEST = Math.max(...DISTANCES);
const BLOCK_BYTES = 16;

/** Most bytes that can be folded at once. */
export const MOST_FOLDED_BYTES = 64 * 1024;
/** Fewest bytes for which folding is faster than tables. */
const FEWEST_FOLDED_BYTES = 4 * FARTHEST;

/** Addresses of the bytes to fold, and of those that were moved on, with zeros before them. */
const BYTES_AT = 0;
const MOVED_AT = MOST_FOLDED_BYTES + 2048;
const PAGES = Math.ceil((MOVED_AT + MOST_FOLDED_BYTES) / 65_536);

/**
 * Folds bytes into few that have the same remainder, counted from 0; the halves of the remainder before them become part
 * of them. The result is valid until the next call; `undefined` for bytes that tables read as fast.
 */
export type FoldCrc64 = (bytes: Uint8Array, low: number, high: number) => Uint8Array | undefined;

/**
 * Creates the function, which adds 16 bytes at a time and looks nothing up. `undefined` on a processor without
 * WebAssembly's instructions for 128 bits.
 */
export function createFoldCrc64(): FoldCrc64 | undefined {
  const exports = exportsOf(foldModule());
  if (exports === undefined) return undefined;
  const addMoved = exports['addMoved'] as (start: number, end: number, target: number) => void;
  const { buffer } = exports['memory'] as { readonly buffer: ArrayBuffer };
  const memory = new Uint8Array(buffer);
  const view = new DataView(buffer, BYTES_AT);
  return (bytes, low, high) => {
    const { length } = bytes;
    if (length < FEWEST_FOLDED_BYTES) return undefined;
    memory.set(bytes, BYTES_AT);
    view.setInt32(0, view.getInt32(0, true) ^ low, true);
    view.setInt32(4, view.getInt32(4, true) ^ high, true);
    // Copies of the blocks before this end are not beyond the bytes.
    const end = Math.floor((length - FARTHEST) / BLOCK_BYTES) * BLOCK_BYTES;
    addMoved(0, end, MOVED_AT);
    memory.fill(0, MOVED_AT + end, MOVED_AT + length);
    addMoved(end, length, BYTES_AT);
    return memory.subarray(BYTES_AT + end, BYTES_AT + length);
  };
}

function exportsOf(module: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
  } catch {
    return undefined;
  }
}

/**
 * Module with the function `addMoved(start, end, target)`: to each block of the bytes from `start` to `end` it adds those
 * that were moved on to it, and stores the sum at its place after `target`.
 * https://webassembly.github.io/spec/core/binary/
 */
function foldModule(): Uint8Array {
  const [start, end, target] = [0, 1, 2].map((local) => [0x20, local]) as [number[], number[], number[]];
  const loadAt = (address: number): number[] => [...start, 0xfd, 0x00, 0, ...unsigned(address)];
  const add = [0xfd, 0x51];
  const step = [
    ...[...start, ...target, 0x6a],
    ...loadAt(BYTES_AT),
    ...DISTANCES.flatMap((distance) => [...loadAt(MOVED_AT - distance), ...add]),
    ...[0xfd, 0x0b, 0, 0],
  ];
  const next = [...start, 0x41, BLOCK_BYTES, 0x6a, 0x22, 0];
  const loop = [0x03, 0x40, ...step, ...next, ...end, 0x49, 0x0d, 0, 0x0b];
  const section = (id: number, ...content: number[]): number[] => [id, ...unsigned(content.length), ...content];
  const body = [0, ...loop, 0x0b];
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    // One type: three i32, no result; one function of it; a memory; the exports; the code.
    ...section(1, 1, 0x60, 3, 0x7f, 0x7f, 0x7f, 0),
    ...section(3, 1, 0),
    ...section(5, 1, 1, PAGES, PAGES),
    ...section(7, 2, ...name('memory'), 2, 0, ...name('addMoved'), 0, 0),
    ...section(10, 1, ...unsigned(body.length), ...body),
  );
}

function name(text: string): number[] {
  return [text.length, ...Buffer.from(text)];
}

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}
