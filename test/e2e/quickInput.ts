import type { Locator, Page } from 'playwright-core';
import { appears } from './until.ts';

/** The box at the top of the workbench: quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly #widget: Locator;
  readonly #input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#widget = page.locator('.quick-input-widget:visible');
    this.#input = this.#widget.locator('.quick-input-box input');
  }

  /** Waits until a quick pick or an input box is open, with this title where one is given. */
  async waitFor(title?: string): Promise<void> {
    await this.#input.waitFor();
    if (title !== undefined) await this.#widget.locator('.quick-input-title', { hasText: title }).waitFor();
  }

  /** Whether a quick pick or an input box opens within `timeoutMs`. */
  opens(timeoutMs: number): Promise<boolean> {
    return appears(this.#input, timeoutMs);
  }

  /** The field to type in. */
  get box(): Locator {
    return this.#input;
  }

  /** The box with its list. */
  get widget(): Locator {
    return this.#widget;
  }

  /** Waits until no quick input is open. */
  async waitUntilClosed(): Promise<void> {
    await this.#widget.waitFor({ state: 'detached' });
  }

  title(): Promise<string> {
    return this.#widget.locator('.quick-input-title').innerText();
  }

  async placeholder(): Promise<string> {
    return (await this.#input.getAttribute('placeholder')) ?? '';
  }

  value(): Promise<string> {
    return this.#input.inputValue();
  }

  /** Whether the typed text is hidden. */
  async isPassword(): Promise<boolean> {
    return (await this.#input.getAttribute('type')) === 'password';
  }

  /** The prompt or the validation message below the box. */
  message(): Locator {
    return this.#widget.locator('.quick-input-message');
  }

  /** The rows of a quick pick that are in view. */
  rows(): Locator {
    return this.#widget.locator('.quick-input-list .monaco-list-row');
  }

  /** The labels of the rows that are in view, without description and detail. */
  async labels(): Promise<string[]> {
    await this.rows().first().waitFor();
    return this.rows().locator('.quick-input-list-row:first-child .label-name').allInnerTexts();
  }

  /** Replaces the text of the box. */
  async type(text: string): Promise<void> {
    await this.#input.waitFor();
    await this.#input.fill(text);
  }

  /** Replaces the text of the box if it stays open that long; a workbench that is still starting may close it. */
  async takes(text: string, timeoutMs: number): Promise<boolean> {
    try {
      await this.#input.fill(text, { timeout: timeoutMs });
      return true;
    } catch {
      return false;
    }
  }

  /** Replaces the text of the box and accepts it. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.accept();
  }

  /** Presses Enter. */
  async accept(): Promise<void> {
    await this.#input.press('Enter');
  }

  /** The first row of this label. */
  row(label: string): Locator {
    return this.rows()
      .filter({ has: this.#page.locator('.label-name').getByText(label, { exact: true }) })
      .first();
  }

  /** Picks the row of this label. */
  async choose(label: string): Promise<void> {
    await this.row(label).click();
  }

  /**
   * Picks the row of this label unless the box closes first; says whether it did. A box of the workbench closes when
   * something takes the focus, e.g. an editor that finishes opening.
   */
  async chooseIfOpen(label: string, timeoutMs: number): Promise<boolean> {
    try {
      await this.row(label).click({ timeout: timeoutMs });
      return true;
    } catch {
      return false;
    }
  }

  /** Presses a button of the title or the box, e.g. `Back`. */
  async clickButton(name: string): Promise<void> {
    await this.#widget.getByRole('button', { name }).click();
  }

  async back(): Promise<void> {
    await this.clickButton('Back');
  }

  async escape(): Promise<void> {
    await this.#input.press('Escape');
  }

  async escapeIfOpen(): Promise<void> {
    if (await this.#widget.isVisible()) await this.#page.keyboard.press('Escape');
  }
}
