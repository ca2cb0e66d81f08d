import { filled, type Problem } from '../../pageTexts.ts';
import { refusalDetails, problemOfRefusal } from '../refusals.ts';
import { describeSize } from '../describe.ts';
import { contentTypeOf, describeProblem, nextName, objectKey, problemOfFile, uniquePart } from '../limits.ts';
import type { PageData } from '../pageData.ts';
import type { ChosenFile } from './chosenFiles.ts';
import { FileRow } from './fileRow.ts';
import { sendPlainly, sendWithProgress, type Outcome, type Shipment } from './transfer.ts';

/** Number of concurrent uploads. More would only share the same bandwidth. */
const MAX_CONCURRENT_UPLOADS = 2;

/** Listener for changes, called with a text for screen readers if there is one. */
export type OnChange = (news: string) => void;

/** Uploads of a page. They wait for each other, and each can be cancelled and retried. */
export class Uploads {
  readonly #url: string;
  readonly #fields: ReadonlyMap<string, string>;
  readonly #plainFields: ReadonlyMap<string, string>;
  readonly #data: PageData;
  readonly #onChange: OnChange;
  readonly #waiting: Upload[] = [];
  readonly #running = new Set<Upload>();
  readonly #all = new Set<Upload>();
  /** Set once the first upload finds that the bucket does not allow the page to send with progress. */
  isPlain = false;

  constructor(form: HTMLFormElement, data: PageData, onChange: OnChange) {
    this.#url = form.action;
    const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')];
    this.#fields = new Map(inputs.map(({ name, value }) => [name, value]));
    const shared = [...this.#fields].filter(([name]) => name !== 'success_action_status');
    this.#plainFields = new Map([...shared, ...Object.entries(data.plainFields)]);
    this.#data = data;
    this.#onChange = onChange;
  }

  get counts(): Readonly<Record<'total' | 'arrived' | 'failed' | 'open', number>> {
    const states = [...this.#all].map(({ state }) => state);
    const count = (...wanted: readonly string[]): number => states.filter((state) => wanted.includes(state)).length;
    return {
      total: states.length,
      arrived: count('arrived'),
      failed: count('failed'),
      open: count('waiting', 'sending'),
    };
  }

  add(list: HTMLElement, files: readonly ChosenFile[]): void {
    for (const chosen of files) {
      const upload = new Upload(chosen, this.#data, {
        start: () => {
          this.#waiting.push(upload);
          this.#next();
        },
        changed: this.#onChange,
        forget: () => {
          this.#all.delete(upload);
          upload.row.element.remove();
          this.#onChange('');
        },
      });
      this.#all.add(upload);
      list.append(upload.row.element);
      upload.start();
    }
    this.#onChange('');
  }

  #next(): void {
    const limit = this.isPlain ? 1 : MAX_CONCURRENT_UPLOADS;
    while (this.#running.size < limit) {
      const upload = this.#waiting.shift();
      if (upload === undefined) return;
      if (upload.state !== 'waiting') continue;
      this.#running.add(upload);
      void this.#send(upload).finally(() => {
        this.#running.delete(upload);
        this.#next();
      });
    }
  }

  async #send(upload: Upload): Promise<void> {
    if (!this.isPlain) {
      const isBlocked = await upload.send(this.#url, this.#fields, sendWithProgress);
      if (!isBlocked) return;
      this.isPlain = true;
      this.#onChange(this.#data.texts.noProgress);
      // Retried by a plain form. Only one of those is sent at a time, because the browser does not report which one
      // arrived.
      this.#waiting.unshift(upload);
      return;
    }
    await upload.send(this.#url, this.#plainFields, (url, shipment, _onProgress, signal) => {
      upload.row.show(
        'sending',
        filled(this.#data.texts.sendingPlainly, describeSize(shipment.file.size, this.#data.language)),
        upload.cancelButtons,
      );
      return sendPlainly(url, shipment, upload.row.addFrame(), signal);
    });
  }
}

type Send = (
  url: string,
  shipment: Shipment,
  onProgress: (sentBytes: number, totalBytes: number) => void,
  signal: AbortSignal,
) => Promise<Outcome>;

interface UploadEvents {
  /** Whether the upload waits for its turn. */
  readonly start: () => void;
  readonly changed: OnChange;
  readonly forget: () => void;
}

/** Upload of one file, with all its attempts. */
class Upload {
  readonly row: FileRow;
  readonly #file: File;
  readonly #data: PageData;
  readonly #events: UploadEvents;
  readonly #unique = uniquePart();
  #name: string;
  #cancelling = new AbortController();
  /** Whether an attempt ended after all bytes were sent, without a response. */
  #mayHaveArrived = false;
  state = 'waiting';

  constructor({ file, name }: ChosenFile, data: PageData, events: UploadEvents) {
    this.#file = file;
    this.#name = name;
    this.#data = data;
    this.#events = events;
    this.row = new FileRow(name, file.size, data.texts, data.language);
  }

  get cancelButtons() {
    return [
      {
        label: this.#data.texts.cancel,
        run: () => {
          this.#cancelling.abort();
          if (this.state === 'waiting') this.#end('cancelled', this.#data.texts.cancelled, this.#retryButtons);
        },
      },
    ];
  }

  /** Validates the file, and queues it. */
  start(): void {
    const problem = problemOfFile({ name: this.#name, size: this.#file.size }, this.#data, Date.now());
    if (problem) {
      this.#fail(problem, '');
      return;
    }
    this.#cancelling = new AbortController();
    this.row.removeFrame();
    this.#wait();
    this.#events.start();
  }

  #wait(): void {
    this.state = 'waiting';
    this.row.show('waiting', this.#data.texts.waiting, this.cancelButtons);
  }

  /** Sends the file and shows the outcome; true if the page may not send it with progress, and nothing was sent. */
  async send(url: string, fields: ReadonlyMap<string, string>, send: Send): Promise<boolean> {
    this.state = 'sending';
    this.row.show('sending', this.#data.texts.starting, this.cancelButtons);
    const onProgress = (sentBytes: number, totalBytes: number): void => {
      this.row.progress(sentBytes, totalBytes);
    };
    const outcome = await send(url, this.#shipment(fields), onProgress, this.#cancelling.signal);
    if (outcome.kind === 'blocked') {
      this.#wait();
      return true;
    }
    this.#show(outcome);
    return false;
  }

  #show(outcome: Exclude<Outcome, { kind: 'blocked' }>): void {
    const { texts } = this.#data;
    switch (outcome.kind) {
      case 'arrived':
        this.row.removeFrame();
        this.#end('arrived', texts.arrived, []);
        return;
      case 'unconfirmed':
        this.#fail('unconfirmed', '');
        return;
      case 'cancelled':
        this.row.removeFrame();
        this.#end('cancelled', texts.cancelled, this.#retryButtons);
        return;
      case 'unreadable':
        this.#fail('unreadable', '');
        return;
      case 'network':
        this.#mayHaveArrived ||= outcome.sentBytes >= this.#file.size && outcome.sentBytes > 0;
        this.#fail('network', '');
        return;
      case 'refused': {
        const problem = problemOfRefusal(outcome.refusal);
        const isOurs = problem === 'nameTaken' && this.#mayHaveArrived;
        // The sender can fix the other problems without the receiver.
        const concernsReceiver = ['changed', 'withdrawn', 'noPermission', 'busy', 'refused'].includes(problem);
        const details = concernsReceiver ? filled(texts.details, refusalDetails(outcome.refusal)) : '';
        this.#fail(isOurs ? 'probablyArrived' : problem, details);
      }
    }
  }

  #fail(problem: Problem, details: string): void {
    const { texts } = this.#data;
    const newName = nextName(this.#name);
    const rename = {
      label: filled(texts.sendAs, newName),
      run: () => {
        this.#name = newName;
        this.row.rename(newName);
        this.start();
      },
    };
    const remove = { label: texts.remove, run: this.#events.forget };
    const canRetry = ['busy', 'network', 'unreadable', 'unconfirmed', 'refused', 'noPermission'].includes(problem);
    const isTaken = ['nameTaken', 'probablyArrived', 'unconfirmed'].includes(problem);
    const buttons = [...(isTaken ? [rename] : []), ...(canRetry ? this.#retryButtons : []), remove];
    this.#end('failed', describeProblem(problem, this.#file.size, this.#data), buttons, details);
  }

  get #retryButtons() {
    return [
      {
        label: this.#data.texts.retry,
        run: () => {
          this.start();
        },
      },
    ];
  }

  #end(
    state: 'arrived' | 'failed' | 'cancelled',
    words: string,
    buttons: Parameters<FileRow['show']>[2],
    details = '',
  ): void {
    this.state = state;
    this.row.show(state, words, buttons, details);
    this.#events.changed(filled(this.#data.texts.ofFile, this.#name, words));
  }

  /** Form with the key of this file, and with its content type if the request has types. */
  #shipment(fields: ReadonlyMap<string, string>): Shipment {
    const type = contentTypeOf(this.#name, this.#data);
    const own = new Map([['key', objectKey(this.#name, this.#data, this.#unique)]]);
    if (type !== undefined) own.set('x-oss-content-type', type);
    // The part has the same type, because it is unknown which of the two a server compares.
    const file = type === undefined ? this.#file : new File([this.#file], this.#file.name, { type });
    return { file, name: this.#file.name, fields: new Map([...fields, ...own]) };
  }
}
