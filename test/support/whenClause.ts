/** Values of VS Code's context keys; other keys are not set. */
export type ContextKeys = Readonly<Record<string, unknown>>;

type Clause = (keys: ContextKeys) => boolean;

/** Tokens of a when-clause: operators, quoted texts, patterns, and words, which are keys or values. */
const TOKEN =
  /\s*(\|\||&&|==|!=|=~|<=|>=|<|>|!|\(|\)|'(?:[^'\\]|\\.)*'|\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*|[^\s()!=<>&|'~]+)/y;

/**
 * Whether a when-clause of a manifest holds, as VS Code evaluates it: `||` of `&&` of keys that are set or not,
 * comparisons, patterns and `in`. Throws a SyntaxError for a clause with which VS Code would never show the item.
 */
export function whenHolds(clause: string, keys: ContextKeys): boolean {
  return parseWhen(clause)(keys);
}

export function parseWhen(clause: string): Clause {
  const tokens = tokensOf(clause);
  const parser = new Parser(clause, tokens);
  const parsed = parser.either();
  parser.end();
  return parsed;
}

function tokensOf(clause: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = clause.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const [, token] = TOKEN.exec(clause) ?? [];
    if (token === undefined) throw new SyntaxError(`${clause}: nothing that a clause may hold at ${at}`);
    tokens.push(token);
  }
  return tokens;
}

class Parser {
  readonly #clause: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(clause: string, tokens: readonly string[]) {
    this.#clause = clause;
    this.#tokens = tokens;
  }

  either(): Clause {
    const parts = [this.#both()];
    while (this.#takes('||')) parts.push(this.#both());
    return (keys) => parts.some((part) => part(keys));
  }

  end(): void {
    if (this.#next < this.#tokens.length) this.#fail();
  }

  #both(): Clause {
    const parts = [this.#term()];
    while (this.#takes('&&')) parts.push(this.#term());
    return (keys) => parts.every((part) => part(keys));
  }

  #term(): Clause {
    if (this.#takes('!')) {
      const negated = this.#primary();
      return (keys) => !negated(keys);
    }
    return this.#primary();
  }

  /** Operand of `!`: parentheses, `true`, `false` or a key; without `!`, a key may be followed by an operator. */
  #primary(): Clause {
    if (this.#takes('(')) {
      const inner = this.either();
      if (!this.#takes(')')) this.#fail();
      return inner;
    }
    const negated = this.#tokens[this.#next - 1] === '!';
    const key = this.#word();
    if (key === 'true' || key === 'false') return () => key === 'true';
    return negated ? (keys) => Boolean(keys[key]) : this.#comparison(key);
  }

  #comparison(key: string): Clause {
    const operator = this.#tokens[this.#next];
    switch (operator) {
      case '==':
      case '!=': {
        this.#next++;
        const value = this.#word();
        const equals = equalsClause(key, value);
        return operator === '==' ? equals : (keys) => !equals(keys);
      }
      case '=~': {
        this.#next++;
        const pattern = this.#pattern();
        return (keys) => pattern.test(textOf(keys[key]) ?? 'undefined');
      }
      case '<':
      case '<=':
      case '>':
      case '>=': {
        this.#next++;
        const limit = Number(this.#word());
        return (keys) => compares(Number.parseFloat(textOf(keys[key]) ?? ''), operator, limit);
      }
      case 'in': {
        this.#next++;
        const list = this.#word();
        return (keys) => isIn(keys[key], keys[list]);
      }
      case 'not': {
        this.#next++;
        if (!this.#takes('in')) this.#fail();
        const list = this.#word();
        return (keys) => !isIn(keys[key], keys[list]);
      }
      case undefined:
      default:
        return (keys) => Boolean(keys[key]);
    }
  }

  #word(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined || /^([|&=!<>()]|\/.*\/[a-z]*$)/.test(token)) this.#fail();
    return token.startsWith("'") ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token;
  }

  #pattern(): RegExp {
    const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/.exec(this.#tokens[this.#next++] ?? '') ?? [];
    if (source === undefined) this.#fail();
    return new RegExp(source, flags.replaceAll(/[gy]/g, ''));
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#next] !== token) return false;
    this.#next++;
    return true;
  }

  #fail(): never {
    throw new SyntaxError(`${this.#clause}: wrong at piece ${this.#next}`);
  }
}

/** Comparison. `key == true` tests whether the key is set; other values are compared as texts. */
function equalsClause(key: string, value: string): Clause {
  if (value === 'true') return (keys) => Boolean(keys[key]);
  if (value === 'false') return (keys) => !keys[key];
  return (keys) => textOf(keys[key]) === value;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : undefined;
}

function compares(value: number, operator: '<' | '<=' | '>' | '>=', limit: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}

/** Whether a list contains a value. Lists are arrays, or objects whose own names are the elements. */
function isIn(value: unknown, list: unknown): boolean {
  if (Array.isArray(list)) return list.includes(value);
  return typeof value === 'string' && typeof list === 'object' && list !== null && Object.hasOwn(list, value);
}
