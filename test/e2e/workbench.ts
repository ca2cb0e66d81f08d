import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Notifications } from './notifications.ts';
import { QuickInput } from './quickInput.ts';
import { StatusBar } from './statusBar.ts';
import { Tree } from './tree.ts';

/** The workbench as a user sees it. Everything waits for what it needs on the page, never for time. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly statusBar: StatusBar;
  readonly #screenshotsFolder: string;

  constructor(page: Page, screenshotsFolder: string) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.statusBar = new StatusBar(page);
    this.#screenshotsFolder = screenshotsFolder;
  }

  /** Opens the page and waits until the workbench is there and its extensions are known. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** Opens the view container of this title in the activity bar, if it is not open, and returns its view. */
  async openContainer(title: string): Promise<Tree> {
    const tab = this.page.locator('.part.activitybar').getByRole('tab', { name: title });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    const sidebar = this.page.locator('.part.sidebar');
    await sidebar.locator('.composite.title', { hasText: title }).waitFor();
    return new Tree(this.page, sidebar);
  }

  /** Runs a command by its title in the command palette, e.g. `OSS: Refresh`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title);
  }

  /** The text editor that is in front, as its file's name or the title of its tab. */
  editor(title: string): Locator {
    return this.page.locator(`.editor-instance[aria-label*=${JSON.stringify(title)}]`);
  }

  /** The visible lines of the text editor that is in front. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-lines').first();
    // Monaco draws spaces as no-break spaces.
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  readClipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  async writeClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Keeps a picture of the workbench, which the run leaves behind for people. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(this.#screenshotsFolder, `${name}.png`) });
  }
}
