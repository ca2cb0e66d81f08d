/** Section of an ossutil configuration with names as written, since some are buckets. `findValue` accepts the other spellings. */
export interface ConfigSection {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  /** Indented values below a name without a value. */
  readonly blocks: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface Section extends ConfigSection {
  readonly values: Map<string, string>;
  readonly blocks: Map<string, Map<string, string>>;
}

/** Common form of a name: `access-key-id`, `access_key_id` and `accessKeyID` are equal. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Value of a name in any spelling. */
export function findValue(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const wanted = foldName(name);
  for (const [spelling, value] of values) if (foldName(spelling) === wanted) return value;
  return undefined;
}

/**
 * Reads the sections of an ossutil configuration. General INI libraries do not support indented blocks, and they cut
 * values at `;` and `#`, which commands contain.
 */
export function parseConfigSections(text: string): readonly ConfigSection[] {
  const sections: Section[] = [];
  let section: Section | undefined;
  let block: Map<string, string> | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n?|\n/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const header = /^\[([^\]]*)\](?:\s*[#;].*)?$/.exec(trimmed);
    if (header) {
      const name = (header[1] ?? '').trim();
      section = sections.find((one) => one.name === name);
      if (!section) sections.push((section = { name, values: new Map(), blocks: new Map() }));
      block = undefined;
      continue;
    }
    const equals = trimmed.indexOf('=');
    if (!section || equals < 1) continue;
    const name = trimmed.slice(0, equals).trim();
    const value = plainValue(name, trimmed.slice(equals + 1).trim());
    if (/^\s/.test(line) && block) block.set(name, value);
    else if (value === '') {
      block = new Map();
      section.blocks.set(name, block);
    } else {
      block = undefined;
      section.values.set(name, value);
    }
  }
  return sections;
}

/** Names of values in which quotation marks and `#` are part of a command or of JSON. */
const VERBATIM: ReadonlySet<string> = new Set(['credentialprocess', 'policy']);

/** Value without quotes around it and without a comment behind it. */
function plainValue(name: string, value: string): string {
  const comment = VERBATIM.has(foldName(name)) ? '' : String.raw`(?:\s+[#;].*)?`;
  const [, double, single] = new RegExp(`^(?:"([^"]*)"|'([^']*)')${comment}$`).exec(value) ?? [];
  return double ?? single ?? (comment === '' ? value : value.replace(/\s[#;].*$/, '').trim());
}
