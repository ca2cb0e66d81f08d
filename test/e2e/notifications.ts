import type { Locator, Page } from 'playwright-core';

/** The messages in the corner. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The messages that show, with this text where one is given. */
  all(text?: string | RegExp): Locator {
    const items = this.#page.locator('.notifications-toasts .notification-list-item');
    return text === undefined ? items : items.filter({ hasText: text });
  }

  count(): Promise<number> {
    return this.all().count();
  }

  /** Waits for a message and returns it whole. */
  async read(text: string | RegExp): Promise<string> {
    return this.all(text).first().locator('.notification-list-item-message').innerText();
  }

  /** Presses a button of a message. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.all(text).first().getByRole('button', { name: button, exact: true }).click();
  }

  /** Closes what shows. */
  async clear(): Promise<void> {
    while ((await this.count()) > 0) {
      const item = this.all().first();
      await item.hover();
      await item.getByRole('button', { name: /^Clear Notification/ }).click();
      await item.waitFor({ state: 'detached' });
    }
  }
}
