import { filled, type ScriptTexts } from '../../pageTexts.ts';
import { describeSeconds, describeSize } from '../describe.ts';

/** State of a row, which also selects its style. */
export type RowState = 'waiting' | 'sending' | 'arrived' | 'failed' | 'cancelled';

/** Button of a row. */
export interface RowButton {
  readonly label: string;
  readonly run: () => void;
}

/** Row of one file in the list: its name, its progress, its state as text, and its buttons. */
export class FileRow {
  readonly element = document.createElement('li');
  readonly #name = span('name');
  readonly #size = span('size');
  readonly #bar = document.createElement('progress');
  readonly #state = document.createElement('p');
  readonly #details = document.createElement('p');
  readonly #buttons = document.createElement('div');
  readonly #texts: ScriptTexts;
  readonly #language: string;
  #startedMs = 0;
  #fileName = '';

  constructor(name: string, sizeBytes: number, texts: ScriptTexts, language: string) {
    this.#texts = texts;
    this.#language = language;
    this.#size.textContent = describeSize(sizeBytes, language);
    this.#state.className = 'state';
    this.#details.className = 'details';
    this.#buttons.className = 'buttons';
    this.element.append(this.#name, this.#size, this.#bar, this.#state, this.#details, this.#buttons);
    this.rename(name);
    this.show('waiting', texts.waiting);
  }

  rename(name: string): void {
    this.#fileName = name;
    this.#name.textContent = name;
    this.#bar.setAttribute('aria-label', filled(this.#texts.progress, name));
  }

  /** Shows a state as text, with its buttons. */
  show(state: RowState, words: string, buttons: readonly RowButton[] = [], details = ''): void {
    const hadFocus = this.#buttons.contains(document.activeElement);
    this.element.dataset['state'] = state;
    this.#state.textContent = words;
    this.#details.textContent = details;
    this.#buttons.replaceChildren(...buttons.map((button) => this.#button(button)));
    // The focus stays in the row when the focused button is removed.
    if (hadFocus) this.#buttons.querySelector('button')?.focus();
    if (state === 'sending') {
      this.#bar.removeAttribute('value');
      this.#startedMs = performance.now();
    }
    this.#bar.hidden = state !== 'sending';
  }

  progress(sentBytes: number, totalBytes: number): void {
    this.#bar.max = totalBytes;
    this.#bar.value = sentBytes;
    const seconds = (performance.now() - this.#startedMs) / 1000;
    // The speed of the first moment is not meaningful.
    if (seconds < 0.5) return;
    const bytesPerSecond = sentBytes / seconds;
    this.#state.textContent = filled(
      this.#texts.sending,
      Math.floor((100 * sentBytes) / totalBytes),
      describeSize(sentBytes, this.#language),
      describeSize(totalBytes, this.#language),
      describeSize(bytesPerSecond, this.#language),
      describeSeconds(Math.ceil((totalBytes - sentBytes) / Math.max(bytesPerSecond, 1)), this.#language),
    );
  }

  /** Adds a frame for a response that the page cannot read. */
  addFrame(): HTMLIFrameElement {
    this.element.querySelector('iframe')?.remove();
    const frame = document.createElement('iframe');
    frame.name = `answer-${Math.random().toString(36).slice(2)}`;
    frame.title = filled(this.#texts.answer, this.#fileName);
    // A response cannot navigate the page. Browsers need their own scripts to show XML.
    frame.setAttribute('sandbox', 'allow-scripts');
    this.element.append(frame);
    return frame;
  }

  removeFrame(): void {
    this.element.querySelector('iframe')?.remove();
  }

  #button({ label, run }: RowButton): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.setAttribute('aria-label', filled(this.#texts.ofFile, label, this.#fileName));
    button.addEventListener('click', run);
    return button;
  }
}

function span(className: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  return element;
}
