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

  /** Waits until none shows: one may be on its way out. */
  async waitUntilNone(): Promise<void> {
    await this.all().first().waitFor({ state: 'detached' });
  }

  /** Waits for a message and returns it whole. */
  async read(text: string | RegExp): Promise<string> {
    return this.all(text).first().locator('.notification-list-item-message').innerText();
  }

  /** Presses a button of a message. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.all(text).first().getByRole('button', { name: button, exact: true }).click();
  }
}
