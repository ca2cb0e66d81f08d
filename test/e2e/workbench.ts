import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { CommandName } from '../../src/ids.ts';
import { CLEAR_NOTIFICATIONS_KEY } from '../workbench/folders.ts';
import { Dialog } from './dialog.ts';
import { Notifications } from './notifications.ts';
import { takePicture, takeScreenshot, type Shown } from './pictures.ts';
import { QuickInput } from './quickInput.ts';
import { StatusBar } from './statusBar.ts';
import { labelOf, paletteTitleOf, type ManifestLanguage } from './titles.ts';
import { Tree } from './tree.ts';
import { until } from './until.ts';

/** Text of the clipboard at the start of a test. */
export const untouchedClipboard = 'nothing copied yet';

/** Workbench as a user sees it. Every method waits for elements of the page, never for time. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly statusBar: StatusBar;
  readonly dialog: Dialog;

  /** The language of the titles in the manifest that this page shows. */
  readonly language: ManifestLanguage;

  constructor(page: Page, language: ManifestLanguage = 'en') {
    this.page = page;
    this.language = language;
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.statusBar = new StatusBar(page);
    this.dialog = new Dialog(page);
  }

  /** Opens the page and waits until the workbench is there. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.#waitUntilReady();
  }

  /** Reloads the page, without open dialogs, boxes or messages. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.#waitUntilReady();
  }

  /** Shows the view container of this title, e.g. `Explorer`, and returns its view. */
  async openContainer(title: string): Promise<Tree> {
    const sidebar = this.page.locator('.part.sidebar');
    const shown = sidebar.locator('.composite.title', { hasText: title });
    if (!(await shown.isVisible())) {
      // By command, because a click on a container that is about to open would hide it.
      await this.runCommand(`View: Show ${title}`);
      await shown.waitFor();
    }
    return this.#tree(sidebar);
  }

  /** Shows the container and expands only the view with this title. */
  async openView(container: string, title: string): Promise<Tree> {
    await this.openContainer(container);
    await this.#fold(title, false);
    return this.#tree(this.page.locator('.part.sidebar .pane', { has: this.#viewHeader(title) }));
  }

  /** Collapses a view to its header. */
  async foldView(title: string): Promise<void> {
    await this.#fold(title, true);
  }

  /** Shows the view container of the extension. */
  openBuckets(): Promise<Tree> {
    return this.openContainer(labelOf('container', this.language));
  }

  /** Runs a command of the extension from the command palette. */
  run(command: CommandName): Promise<void> {
    return this.runCommand(paletteTitleOf(command));
  }

  /**
   * Runs a command by its title in the command palette, e.g. `OSS: Refresh`. A workbench that is still starting ignores
   * the key or does not know the command yet, so the palette is opened again until it offers it.
   */
  async runCommand(title: string): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.page.keyboard.press('F1');
      if (!(await this.quickInput.opens(3_000))) continue;
      if (!(await this.quickInput.takes(`>${title}`, 3_000))) continue;
      if (await this.quickInput.chooseIfOpen(title, 3_000)) return;
      await this.quickInput.escapeIfOpen();
    }
    throw new Error(`the command palette does not offer "${title}"`);
  }

  /**
   * Opens a file of the workspace by its path or its name. If the box still lists the files of an earlier opening, it
   * is opened again.
   */
  async openFile(file: string): Promise<void> {
    const name = path.posix.basename(file);
    for (let attempt = 0; attempt < 10; attempt++) {
      await this.page.keyboard.press('ControlOrMeta+p');
      if (!(await this.quickInput.takes(file, 3_000))) continue;
      if (await this.quickInput.chooseIfOpen(name, 3_000)) {
        await this.editor(name).waitFor();
        return;
      }
      await this.quickInput.escapeIfOpen();
    }
    throw new Error(`there is no file ${file} to open`);
  }

  /** Active text editor, by its file name or the title of its tab. */
  editor(title: string): Locator {
    return this.page.locator(`.editor-instance[aria-label*=${JSON.stringify(title)}]`);
  }

  /** Visible lines of the active text editor. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-instance .view-lines').first();
    // Monaco draws spaces as no-break spaces.
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  readClipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /**
   * Waits until the status bar says that something of this name was copied, and the clipboard differs from `before`.
   * Returns the clipboard. The message of an earlier copy may still be visible.
   */
  async copied(name: string | RegExp, before = untouchedClipboard): Promise<string> {
    await this.statusBar
      .message()
      .filter({ hasText: name })
      .filter({ hasText: /copied/i })
      .waitFor();
    return until(`a copy of ${String(name)}`, async () => {
      const text = await this.readClipboard();
      return text === before ? undefined : text;
    });
  }

  /**
   * Clears the messages by a key: a message that closes on its own would disturb a click. VS Code holds some back if many
   * are visible.
   */
  async clearNotifications(): Promise<void> {
    await until('a corner without messages', async () => {
      await this.page.keyboard.press(CLEAR_NOTIFICATIONS_KEY);
      return this.notifications.vanish(2_000);
    });
  }

  /** Writes the clipboard, for which the page needs the focus: a report that was just closed may still have it. */
  async writeClipboard(text: string): Promise<void> {
    await this.page.evaluate(`window.focus(); navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  /** Stores a screenshot of the workbench for people. */
  screenshot(name: string): Promise<void> {
    return takeScreenshot(this.page, name);
  }

  /** Stores a picture for the documentation. */
  picture(name: string, shown: Shown): Promise<void> {
    return takePicture(this.page, name, shown);
  }

  /** The rows of the side bar with the titles above them. */
  get sideBarRows(): readonly Locator[] {
    const sideBar = this.page.locator('.part.sidebar');
    return [sideBar.locator('.composite.title'), sideBar.locator('.monaco-list-row')];
  }

  #tree(container: Locator): Tree {
    return new Tree(this.page, container, this.language);
  }

  #viewHeader(title: string): Locator {
    return this.page.locator('.pane-header', { hasText: title });
  }

  async #fold(title: string, folded: boolean): Promise<void> {
    const header = this.#viewHeader(title);
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === String(folded)) await header.locator('.title').click();
    await this.page
      .locator(`.pane-header[aria-expanded="${String(!folded)}"]`)
      .and(header)
      .waitFor();
  }

  /** Waits until the commands of the extensions are known: a palette that is opened earlier never shows them. */
  async #waitUntilReady(): Promise<void> {
    await this.page.locator('.part.activitybar').getByRole('tab').first().waitFor({ timeout: 60_000 });
    await until('the extensions', async () => {
      const marks: number = await this.page.evaluate(`performance.getEntriesByName('code/didLoadExtensions').length`);
      return marks > 0 || undefined;
    });
  }
}
