/** Pattern of names with `*` for any characters and `?` for one. Without either, it is a prefix. */
export interface NamePattern {
  /** Common prefix of all matching names, for the listing request. */
  readonly prefix: string;
  /** True if every name with the prefix matches. */
  readonly isPrefix: boolean;
  readonly matches: (name: string) => boolean;
}

/** Parses a pattern. It is case-sensitive, like keys. */
export function namePattern(text: string): NamePattern {
  const wildcard = text.search(/[*?]/);
  const prefix = wildcard < 0 ? text : text.slice(0, wildcard);
  const isPrefix = wildcard < 0 || /^\*+$/.test(text.slice(wildcard));
  const pattern = Array.from(wildcard < 0 ? `${text}*` : text);
  return {
    prefix,
    isPrefix,
    matches: (name) => (isPrefix ? name.startsWith(prefix) : matchesWildcards(pattern, Array.from(name))),
  };
}

/** Matches with two pointers: a regular expression could take exponential time. */
function matchesWildcards(pattern: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === name[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      // The last star matches one more character.
      at = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((rest) => rest === '*');
}
