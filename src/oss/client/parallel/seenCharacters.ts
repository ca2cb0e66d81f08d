import { compareKeys, nextCharacter } from './keyOrder.ts';

/** Separator of the folders in a key. */
const SEPARATOR = '/';

/**
 * Characters observed in the keys of a listing, by their place: the depth of the folder and the position in its name. So
 * names of different lengths above do not matter.
 */
export class SeenCharacters {
  readonly #byPlace = new Map<string, Set<string>>();
  /** By place and character before it. */
  readonly #byContext = new Map<string, Set<string>>();
  /** Names of contexts in which no other characters than the observed ones are expected. */
  readonly #closed = new Set<string>();
  #lastKey: readonly string[] = [];

  /** Adds the characters of a key. */
  add(key: string): void {
    const characters = Array.from(key);
    let [depth, offset] = [0, 0];
    let isKnown = true;
    for (const [position, character] of characters.entries()) {
      isKnown &&= character === this.#lastKey[position];
      if (!isKnown) {
        const place = `${depth}:${offset}`;
        addTo(this.#byPlace, place, character);
        addTo(this.#byContext, `${place}:${characters[position - 1] ?? ''}`, character);
      }
      [depth, offset] = character === SEPARATOR ? [depth + 1, 0] : [depth, offset + 1];
    }
    this.#lastKey = characters;
  }

  /** Notes that there are no keys from a pivot on where some were expected. */
  addEmpty(pivot: string): void {
    const characters = Array.from(pivot);
    this.#closed.add(contextAt(characters, characters.length - 1));
  }

  /** Number of different characters at a position of a key; at least 1. */
  countAt(key: readonly string[], position: number): number {
    return this.#byPlace.get(placeAt(key, position))?.size ?? 1;
  }

  /** Characters that are expected at a position of a key between two others, in their order. */
  between(key: readonly string[], position: number, low: string, high: string): readonly string[] {
    return this.#expectedAt(key, position)
      .filter((character) => compareKeys(character, low) > 0 && compareKeys(character, high) < 0)
      .sort(compareKeys);
  }

  #expectedAt(key: readonly string[], position: number): readonly string[] {
    const context = contextAt(key, position);
    if (this.#closed.has(context)) return [...(this.#byContext.get(context) ?? [])];
    const seen = this.#byPlace.get(placeAt(key, position)) ?? new Set();
    // Characters of a number or a hash are alike: where only few were observed, those of the next one may follow.
    const next = this.#byPlace.get(placeAt([...key.slice(0, position), ''], position + 1)) ?? new Set();
    const expected = [...([...seen].every((character) => next.has(character)) ? next : seen)];
    const last = expected.reduce((a, b) => (compareKeys(a, b) < 0 ? b : a), '');
    return expected.length > 1 ? [...expected, nextCharacter(last)] : expected;
  }
}

function addTo(sets: Map<string, Set<string>>, name: string, character: string): void {
  const known = sets.get(name);
  if (known === undefined) sets.set(name, new Set([character]));
  else known.add(character);
}

function placeAt(key: readonly string[], position: number): string {
  const start = key.slice(0, position);
  const depth = start.filter((character) => character === SEPARATOR).length;
  return `${depth}:${position - 1 - start.lastIndexOf(SEPARATOR)}`;
}

function contextAt(key: readonly string[], position: number): string {
  return `${placeAt(key, position)}:${key[position - 1] ?? ''}`;
}
