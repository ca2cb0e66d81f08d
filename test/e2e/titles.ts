import manifest from '../../package.json' with { type: 'json' };
import english from '../../package.nls.json' with { type: 'json' };
import chinese from '../../package.nls.zh-cn.json' with { type: 'json' };
import { COMMANDS, type CommandName } from '../../src/ids.ts';

/** Languages of the manifest's texts. */
export type ManifestLanguage = 'en' | 'zh-cn';

const texts: Readonly<Record<ManifestLanguage, Readonly<Record<string, string>>>> = { en: english, 'zh-cn': chinese };

/** Title of a command in menus and on buttons, read from the manifest. */
export function titleOf(command: CommandName, language: ManifestLanguage = 'en'): string {
  return textOf(COMMANDS[command], language);
}

/** Title of a command in the command palette, e.g. `OSS: Refresh`. */
export function paletteTitleOf(command: CommandName): string {
  const contribution = manifest.contributes.commands.find((one) => one.command === COMMANDS[command]);
  const category = contribution !== undefined && 'category' in contribution ? `${textOf('category', 'en')}: ` : '';
  return `${category}${titleOf(command)}`;
}

/** Titles of the submenus that hold a command. */
export function submenusOf(command: CommandName, language: ManifestLanguage = 'en'): readonly string[] {
  const menus: Readonly<Record<string, readonly { readonly command?: string }[]>> = manifest.contributes.menus;
  return manifest.contributes.submenus
    .filter(({ id }) => menus[id]?.some((item) => item.command === COMMANDS[command]))
    .map(({ label }) => textOf(label.replaceAll('%', ''), language));
}

/** Title of a view or a view container by its id without the prefix, e.g. `issued`. */
export function labelOf(name: string, language: ManifestLanguage = 'en'): string {
  return textOf(`ossLinks.${name}`, language);
}

function textOf(key: string, language: ManifestLanguage): string {
  const text = texts[language][key];
  if (text === undefined) throw new Error(`the manifest has no text ${key}`);
  return text;
}
