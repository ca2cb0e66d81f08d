import type { Locator, Page } from 'playwright-core';

/** The bar at the foot of the workbench. */
export class StatusBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The item that shows this text or says it to a screen reader. */
  item(text: string | RegExp): Locator {
    return this.#page.locator('.part.statusbar .statusbar-item:visible').filter({ hasText: text });
  }

  /** Temporary message, e.g. after a copy. */
  message(): Locator {
    return this.#page.locator('.part.statusbar .statusbar-item[id="status.extensionMessage"]');
  }

  async click(text: string | RegExp): Promise<void> {
    await this.item(text).click();
  }
}
