import manifest from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { whenHolds, type ContextKeys } from './whenClause.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

const menus: Readonly<Record<string, readonly MenuItem[]>> = manifest.contributes.menus;
const titles: Readonly<Record<string, string>> = texts;

/**
 * Menu as VS Code shows it for the given context keys: one line for each group, in order, with the commands by their
 * IDs without the prefix. A submenu is followed by its content, with `|` between its groups; an empty one is not shown.
 */
export function shownMenu(menu: string, keys: ContextKeys): readonly string[] {
  const shown = (menus[menu] ?? []).filter(({ when }) => when === undefined || whenHolds(when, keys));
  const byGroup = Map.groupBy(shown, ({ group = '' }) => group.replace(/@.*/, ''));
  return [...byGroup.keys()].sort(compareGroups).flatMap((group) => {
    const items = (byGroup.get(group) ?? [])
      .toSorted((a, b) => orderOf(a) - orderOf(b) || titleOf(a).localeCompare(titleOf(b)))
      .map((item) => shownItem(item, keys))
      .filter((item) => item !== undefined);
    if (items.length === 0) return [];
    // Buttons of a row or of a title stand apart from the menu.
    return [`${['inline', 'navigation'].includes(group) ? `${group}: ` : ''}${items.join(' ')}`];
  });
}

/** Commands that the palette hides for the given context keys, on one line. */
export function hiddenFromPalette(keys: ContextKeys): string {
  return (menus['commandPalette'] ?? [])
    .filter(({ when }) => when !== undefined && !whenHolds(when, keys))
    .map(({ command = '' }) => withoutPrefix(command))
    .sort()
    .join(' ');
}

function shownItem({ command, submenu }: MenuItem, keys: ContextKeys): string | undefined {
  if (submenu === undefined) return withoutPrefix(command ?? '');
  const inner = shownMenu(submenu, keys);
  return inner.length === 0 ? undefined : `${withoutPrefix(submenu)}(${inner.join(' | ')})`;
}

function withoutPrefix(id: string): string {
  return id.replace(/^ossLinks\./, '');
}

function titleOf({ command, submenu }: MenuItem): string {
  return titles[command ?? submenu ?? ''] ?? '';
}

/** VS Code has `navigation` first, then the others by name. */
function compareGroups(a: string, b: string): number {
  const rank = (group: string): number => ['inline', 'navigation'].indexOf(group) + 1 || Infinity;
  return rank(a) === rank(b) ? a.localeCompare(b) : rank(a) - rank(b);
}

function orderOf({ group = '' }: MenuItem): number {
  return Number(/@(\d+)$/.exec(group)?.[1] ?? 0);
}
