import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { picturesFolder, takesPictures } from './pictures.ts';
import type { Workbench } from './workbench.ts';

/** Colours of a picture: a workbench has few, and each one costs bytes. */
const COLOURS = 128;
const MOVE_STEPS = 4;
const STEP_MS = 60;

/** Animated GIF of a workbench in use, with the pointer, which screenshots leave out. */
export class MovingPicture {
  readonly #workbench: Workbench;
  readonly #frames: { readonly png: Buffer; readonly ms: number }[] = [];
  #pointer = { x: 0, y: 0 };

  private constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  /** Starts a picture of the page in this size, with the pointer in the middle. */
  static async start(
    workbench: Workbench,
    size: { readonly width: number; readonly height: number },
  ): Promise<MovingPicture> {
    const { page } = workbench;
    await page.setViewportSize(size);
    const picture = new MovingPicture(workbench);
    // The page accepts no markup as text, so the arrow is cut out of a box.
    await page.evaluate(`(() => {
      const pointer = document.createElement('div');
      pointer.id = 'drawn-pointer';
      const arrow = document.createElement('div');
      pointer.append(arrow);
      pointer.style.cssText = 'position:fixed;z-index:1000000;pointer-events:none;filter:drop-shadow(0 0 1px #000)';
      arrow.style.cssText = 'width:14px;height:20px;background:#fff;' +
        'clip-path:polygon(0 0, 0 80%, 28% 62%, 48% 100%, 66% 92%, 46% 55%, 80% 55%)';
      document.body.append(pointer);
    })()`);
    await picture.#movePointer({ x: size.width / 2, y: size.height / 2 });
    return picture;
  }

  /** Adds what the page shows, for so long, if the run takes pictures. */
  async show(ms: number): Promise<void> {
    if (!takesPictures) return;
    this.#frames.push({ png: await this.#workbench.page.screenshot({ animations: 'disabled', caret: 'hide' }), ms });
  }

  /** Moves the pointer to the middle of an element in some steps, and shows it there for so long. */
  async pointAt(element: Locator, ms: number): Promise<void> {
    const box = await element.boundingBox();
    if (box === null) throw new Error('there is nothing to point at');
    const from = this.#pointer;
    const to = { x: box.x + Math.min(box.width / 2, 90), y: box.y + box.height / 2 };
    for (let step = 1; step <= MOVE_STEPS; step++) {
      const share = step / MOVE_STEPS;
      await this.#movePointer({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      await this.show(step === MOVE_STEPS ? ms : STEP_MS);
    }
  }

  /** Writes the picture beside those of the documentation, if the run takes pictures. */
  async save(name: string): Promise<void> {
    if (!takesPictures) return;
    const pictures = this.#frames.map(({ png }) => png);
    const gif = await sharp(pictures, { join: { animated: true } })
      .gif({ colours: COLOURS, effort: 10, dither: 0, delay: this.#frames.map(({ ms }) => ms), loop: 0 })
      .toBuffer();
    await writeFile(path.join(picturesFolder, `${name}.gif`), gif);
  }

  async #movePointer({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    const { page } = this.#workbench;
    this.#pointer = { x, y };
    await page.mouse.move(x, y);
    await page.evaluate(
      `Object.assign(document.getElementById('drawn-pointer').style, { left: '${x}px', top: '${y}px' })`,
    );
  }
}
