import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { keptFolder, repositoryFolder } from '../workbench/folders.ts';
import { until } from './until.ts';

/**
 * Whether a run takes pictures, as with OSS_LINKS_PICTURES=1. A picture proves nothing, takes longer than a gesture, and
 * shows dates and ports.
 */
export const takesPictures = Boolean(process.env['OSS_LINKS_PICTURES']);
/** Folder of the pictures of the documentation. */
export const picturesFolder = path.join(repositoryFolder, 'media/screenshots');
/** Folder of the pictures for people who look at a run. */
export const screenshotsFolder = path.join(keptFolder, 'screenshots');

/** Part of the page that a picture shows. */
export interface Shown {
  /** Size of the page for the picture; otherwise it keeps its size. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Elements that the picture shows, with a margin; otherwise it shows the page. */
  readonly of?: readonly Locator[];
}

const MARGIN = 8;

/** Stores a picture for people who look at a run, if it takes pictures. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  if (takesPictures) await page.screenshot({ path: path.join(screenshotsFolder, `${name}.png`) });
}

/** Stores a picture for the documentation, if the run takes pictures; otherwise the elements must be there. */
export async function takePicture(page: Page, name: string, { size, of }: Shown): Promise<void> {
  if (!takesPictures) {
    if (of) await clipOf(page, of);
    return;
  }
  const before = page.viewportSize();
  if (size) {
    await page.setViewportSize(size);
    await until('the page in its new size', async () => {
      const bar = await page.locator('.part.statusbar').boundingBox();
      return bar && Math.abs(bar.y + bar.height - size.height) < 1 ? true : undefined;
    });
  }
  const clip = of && (await clipOf(page, of));
  const file = path.join(picturesFolder, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide', ...(clip && { clip }) });
  if (size && before) await page.setViewportSize(before);
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smallest part of the page that contains all visible elements, with a margin. */
async function clipOf(page: Page, of: readonly Locator[]): Promise<Box> {
  // Rows may be drawn again at any time, and the former ones are gone.
  const boxes = await until('something to show in the picture', async () => {
    const elements = (await Promise.all(of.map((locator) => locator.all()))).flat();
    const found = await Promise.all(
      elements.map((element) => element.boundingBox({ timeout: 1_000 }).catch(() => null)),
    );
    return found.some((box) => box !== null) ? found.filter((box) => box !== null) : undefined;
  });
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const x = Math.max(0, Math.min(...boxes.map((box) => box.x)) - MARGIN);
  const y = Math.max(0, Math.min(...boxes.map((box) => box.y)) - MARGIN);
  const right = Math.min(width, Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN);
  const bottom = Math.min(height, Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN);
  return { x, y, width: right - x, height: bottom - y };
}
