import { randomNumbers, shuffled } from '../support/randomNumbers.ts';

/** At most `count` of all, chosen by the seed, in the order that they had. */
export function sampleOf<T>(all: readonly T[], count: number, seed: number): readonly T[] {
  const chosen = new Set(shuffled([...all.keys()], randomNumbers(seed)).slice(0, count));
  return all.filter((_, index) => chosen.has(index));
}
