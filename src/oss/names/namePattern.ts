/** A pattern of names with `*` for any characters and `?` for one; without either, a name has to begin with it. */
export interface NamePattern {
  /** What every name that matches begins with: a service can be asked for it. */
  readonly prefix: string;
  /** Whether the prefix says all, so that nothing is left to compare. */
  readonly isPrefix: boolean;
  readonly matches: (name: string) => boolean;
}

/** Reads a pattern; upper and lower case differ, as in keys. */
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

/** By two pointers: an expression made of the pattern could take ages for names that are nearly right. */
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
      // What the last star stands for takes one character more.
      at = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((rest) => rest === '*');
}
