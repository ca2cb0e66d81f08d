import { randomNumbers } from '../randomNumbers.ts';

const hex = (value: number, length: number): string => Math.floor(value).toString(16).padStart(length, '0');

/** Key of the object with a number, out of a range of numbers; `random` is a number from 0 to below 1. */
type Layout = (index: number, count: number, random: () => number) => string;

/** Layouts of keys as buckets have them. A listing in parallel must find its way in each of them. */
export const keyLayouts = {
  'random keys': (_index, _count, random) => hex(random() * 2 ** 48, 12),
  'one deep folder': (_index, _count, random) => `a/very/deep/folder/${hex(random() * 2 ** 48, 12)}`,
  'folders of dates': (index, count) => {
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor((index / count) * 800) * 86_400_000).toISOString();
    return `logs/${day.slice(0, 10).replaceAll('-', '/')}/host-${index % 10}/${hex(index, 6)}.log`;
  },
  'sequential numbers': (index) => `img-${String(index).padStart(7, '0')}.jpg`,
  'few large and many small folders': (index, _count, random) =>
    index % 10 < 8 ? `large${index % 3}/${hex(random() * 2 ** 48, 12)}` : `small-${hex(random() * 4096, 3)}/${index}`,
  'keys that differ in their last bytes': (index) => `${'x'.repeat(180)}${String(index).padStart(7, '0')}`,
  'keys of many scripts': (index, _count, random) =>
    `${['报告', 'отчёт', '写真', 'report', '보고서', '😀'][index % 6] ?? ''}/${hex(random() * 2 ** 48, 12)}`,
} as const satisfies Readonly<Record<string, Layout>>;

export type LayoutName = keyof typeof keyLayouts;

/** Different keys of a layout, in OSS's order: that of their UTF-8 bytes. */
export function sortedKeys(name: LayoutName, count: number): readonly string[] {
  const layout: Layout = keyLayouts[name];
  const random = randomNumbers(7);
  const keys = new Set(Array.from({ length: count }, (_, index) => layout(index, count, random)));
  return [...keys]
    .map((key) => ({ key, bytes: Buffer.from(key) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ key }) => key);
}

/** Index of the first of some sorted keys that comes after a key. */
export function indexAfter(count: number, keyAt: (index: number) => string, key: string): number {
  const bytes = Buffer.from(key);
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(Buffer.from(keyAt(middle)), bytes) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
