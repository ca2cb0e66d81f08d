import type { Locator, Page } from 'playwright-core';

/** Notifications in the corner of the workbench. */
export class Notifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Visible messages, with this text if one is given. */
  all(text?: string | RegExp): Locator {
    const items = this.#page.locator('.notifications-toasts .notification-list-item');
    return text === undefined ? items : items.filter({ hasText: text });
  }

  /** Waits until no message is visible. One may be closing. */
  async waitUntilNone(): Promise<void> {
    await this.all().first().waitFor({ state: 'detached' });
  }

  /** Whether no message is visible within `timeoutMs`; `undefined` if there is one. */
  async vanish(timeoutMs: number): Promise<true | undefined> {
    const gone = this.all().first().waitFor({ state: 'detached', timeout: timeoutMs });
    return gone.then(
      () => true,
      () => undefined,
    );
  }

  /** Waits for a message and returns its whole text. */
  async read(text: string | RegExp): Promise<string> {
    return this.all(text).first().locator('.notification-list-item-message').innerText();
  }

  /** Presses a button of a message. */
  async press(text: string | RegExp, button: string): Promise<void> {
    await this.all(text).first().getByRole('button', { name: button, exact: true }).click();
  }
}
