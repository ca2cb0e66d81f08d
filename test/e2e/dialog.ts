import type { Locator, Page } from 'playwright-core';

/** Modal dialog that asks before something is deleted or overwritten. */
export class Dialog {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  box(): Locator {
    return this.#page.locator('.monaco-dialog-box');
  }

  /** Waits for the box and returns its message and detail. */
  async read(): Promise<{ readonly message: string; readonly detail: string }> {
    await this.box().waitFor();
    const detail = this.box().locator('.dialog-message-detail');
    return {
      message: await this.box().locator('.dialog-message-text').innerText(),
      detail: (await detail.count()) > 0 ? await detail.innerText() : '',
    };
  }

  /** Presses a button and waits until the box is gone; the next one may be there at once. */
  async press(button: string): Promise<void> {
    const box = await this.box().elementHandle();
    await this.box().getByRole('button', { name: button, exact: true }).click();
    await box.waitForElementState('hidden');
  }
}
