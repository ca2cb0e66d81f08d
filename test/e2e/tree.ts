import type { Locator, Page } from 'playwright-core';

/** A tree view of the side bar, e.g. the buckets or the files. */
export class Tree {
  readonly #page: Page;
  readonly #container: Locator;

  constructor(page: Page, container: Locator) {
    this.#page = page;
    this.#container = container;
  }

  /** The row of this label; `level` (1 at the root) tells rows of the same label apart. */
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

  /** What a screen reader says of a row. */
  async ariaLabel(label: string): Promise<string> {
    return (await this.row(label).getAttribute('aria-label')) ?? '';
  }

  /** Expands one row after the other, each below the one before. */
  async expand(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(label);
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
      await this.#container.locator('.monaco-list-row[aria-expanded="true"]').and(row).waitFor();
    }
  }

  async collapse(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.locator('.monaco-tl-twistie').click();
    await this.#container.locator('.monaco-list-row[aria-expanded="false"]').and(row).waitFor();
  }

  /** Clicks an action that shows when the pointer is over the row, e.g. `Copy Download Link`. */
  async clickInlineAction(label: string, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator('.actions').getByRole('button', { name: action }).click();
  }

  /** Chooses an item of the row's context menu. */
  async chooseInMenu(label: string, ...items: readonly string[]): Promise<void> {
    await this.row(label).click({ button: 'right' });
    // By keyboard once it is pointed at: a menu that has just opened lets clicks pass.
    for (const item of items) {
      await this.#menuItems().getByText(item, { exact: true }).hover();
      await this.#page.locator('.monaco-menu .action-item.focused').getByText(item, { exact: true }).waitFor();
    }
    await this.#page.keyboard.press('Enter');
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

  /** The rows that tell of a listing that failed. */
  problems(): Locator {
    return this.#container.locator('.monaco-list-row', { has: this.#page.locator('.codicon-warning') });
  }

  /** What the view shows in place of rows. */
  welcome(): Locator {
    return this.#container.locator('.welcome-view-content');
  }

  /** Menus stand outside the view. */
  #menuItems(): Locator {
    return this.#page.locator('.monaco-menu .action-menu-item');
  }
}
