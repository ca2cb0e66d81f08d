import type { Locator, Page } from 'playwright-core';
import type { CommandName } from '../../src/ids.ts';
import { appears } from './until.ts';
import { submenusOf, titleOf, type ManifestLanguage } from './titles.ts';

/** A tree view of the side bar, e.g. the buckets or the files. */
export class Tree {
  readonly #page: Page;
  readonly #container: Locator;
  readonly #language: ManifestLanguage;

  constructor(page: Page, container: Locator, language: ManifestLanguage) {
    this.#page = page;
    this.#container = container;
    this.#language = language;
  }

  /** Row with this label; `level` (1 at the root) selects among rows with the same label. */
  row(label: string, level?: number): Locator {
    const rows = this.#container.locator(`.monaco-list-row${level === undefined ? '' : `[aria-level="${level}"]`}`);
    return rows.filter({ has: this.#page.locator('.label-name').getByText(label, { exact: true }) });
  }

  /** The rows of that level, 1 at the root. */
  rowsAt(level: number): Locator {
    return this.#container.locator(`.monaco-list-row[aria-level="${level}"]`);
  }

  /** The labels of the rows in view, from top to bottom. */
  labels(): Promise<string[]> {
    return this.#container.locator('.monaco-list-row .label-name').allInnerTexts();
  }

  /** Text of a row for screen readers. */
  async ariaLabel(label: string): Promise<string> {
    return (await this.row(label).getAttribute('aria-label')) ?? '';
  }

  /**
   * Expands one row after the other, each below the one before. A row that the extension expands at the same moment is
   * collapsed by the click, and clicked again.
   */
  async expand(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(label);
      const expanded = this.#container.locator('.monaco-list-row[aria-expanded="true"]').and(row);
      await row.waitFor();
      for (let attempt = 0; attempt < 4; attempt++) {
        if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
        if (await appears(expanded, 5_000)) break;
      }
      await expanded.waitFor();
    }
  }

  async collapse(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.locator('.monaco-tl-twistie').click();
    await this.#container.locator('.monaco-list-row[aria-expanded="false"]').and(row).waitFor();
  }

  /**
   * Clicks a button that shows when the pointer comes over the row. If the row is drawn anew under the pointer, the button
   * is gone until the pointer moves.
   */
  async clickInlineAction(label: string, command: CommandName): Promise<void> {
    const row = this.row(label);
    const button = row.locator('.actions').getByRole('button', { name: titleOf(command, this.#language) });
    for (let attempt = 0; attempt < 3; attempt++) {
      await row.hover();
      const isClicked = await button.click({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (isClicked) return;
      await this.#page.mouse.move(0, 0);
    }
    await row.hover();
    await button.click();
  }

  /** Chooses a command in the row's context menu, or in the submenu that holds it for such a row. */
  async chooseInMenu(label: string, command: CommandName): Promise<void> {
    const title = titleOf(command, this.#language);
    const titles = [title, ...submenusOf(command, this.#language)];
    const shown = await this.#openMenu(label, titles);
    if (shown !== title) await this.#chooseItem(shown);
    await this.#chooseItem(title);
  }

  /** The items of the row's context menu, which is closed again. */
  async menuItems(label: string): Promise<string[]> {
    await this.row(label).click({ button: 'right' });
    await this.#menuItems().first().waitFor();
    const items = await this.#menuItems().locator('.action-label').allInnerTexts();
    await this.#page.keyboard.press('Escape');
    await this.#menuItems().first().waitFor({ state: 'hidden' });
    return items;
  }

  /** Clicks an action of the view's title, e.g. `Refresh`. */
  async clickTitleAction(action: string): Promise<void> {
    await this.#container.hover({ position: { x: 20, y: 60 } });
    await this.#container
      .locator('.title-actions, .pane-header .actions')
      .getByRole('button', { name: action })
      .first()
      .click();
  }

  /** Goes to the last row of the view, which shows the rows above it too. */
  async goToEnd(label: string): Promise<void> {
    await this.row(label).click();
    await this.#page.keyboard.press('End');
  }

  /** Rows of failed listings. */
  problems(): Locator {
    return this.#container.locator('.monaco-list-row', { has: this.#page.locator('.codicon-warning') });
  }

  /** Text that the view shows in place of rows. */
  welcome(): Locator {
    return this.#container.locator('.welcome-view-content');
  }

  /**
   * Opens the row's context menu and returns the first of the items that it contains; opens it again if the workbench
   * does not yet know the extension's items.
   */
  async #openMenu(label: string, items: readonly string[]): Promise<string> {
    const item = (title: string): Locator => this.#menuItems().getByText(title, { exact: true });
    const any = items.map(item).reduce((one, other) => one.or(other));
    for (let attempt = 0; attempt < 8; attempt++) {
      await this.row(label).click({ button: 'right' });
      if (await appears(any.first(), 4_000)) {
        for (const title of items) if (await item(title).isVisible()) return title;
      }
      await this.#page.keyboard.press('Escape');
      await this.#menuItems().first().waitFor({ state: 'detached' });
    }
    throw new Error(`the menu of ${label} has none of ${items.join(', ')}`);
  }

  /** Chooses an item of the open menu by keyboard after pointing at it: a menu that has just opened ignores clicks. */
  async #chooseItem(title: string): Promise<void> {
    await this.#menuItems().getByText(title, { exact: true }).hover();
    await this.#page.locator('.monaco-menu .action-item.focused').getByText(title, { exact: true }).waitFor();
    await this.#page.keyboard.press('Enter');
  }

  /** Menu items, which are outside the view. */
  #menuItems(): Locator {
    return this.#page.locator('.monaco-menu .action-menu-item');
  }
}
