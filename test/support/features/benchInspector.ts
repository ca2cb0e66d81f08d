import assert from 'node:assert/strict';
import { SessionLinks } from '../../../src/links/details/sessionLinks.ts';
import type { HttpTransport } from '../../../src/oss/client/transport.ts';
import type { FoundLink, FoundLinks } from '../../../src/ui/editors/foundLinks.ts';
import type { Inspector } from '../../../src/features/services.ts';
import type { DocumentLocation, Texts } from '../../../src/ui/editors/documentTexts.ts';

/** Documents in memory, and an inspector over a transport of a test's. */
export class BenchInspector implements Inspector, Texts {
  readonly sessionLinks = new SessionLinks();
  /** Texts of documents, by URI. */
  readonly documents = new Map<string, string>();
  readonly opened: string[] = [];
  /** Links in the Problems view. */
  found: readonly FoundLink[] = [];
  readonly foundLinks: FoundLinks = {
    show: (links) => {
      this.found = links;
      return Promise.resolve();
    },
    list: () => this.found,
    clear: () => {
      this.found = [];
    },
  };
  readonly shown: (DocumentLocation & { readonly length: number })[] = [];
  /** Selected text, in place of a cursor. */
  selection: ReturnType<Texts['cursor']>;
  /** Document and position of the cursor. */
  cursorPlace: DocumentLocation | undefined;
  isCheckedBeforeCopy = false;
  /** Paths of files in the workspace that are too large or cannot be read. */
  unread: readonly string[] = [];
  /** The workspace has more files than are read. */
  isCut = false;
  /** Number of changes, each of which is one undo step. */
  changes = 0;
  transportInUse: HttpTransport;

  constructor(transport: HttpTransport) {
    this.transportInUse = transport;
  }

  readonly transport = (): Promise<HttpTransport> => Promise.resolve(this.transportInUse);
  readonly checksBeforeCopy = (): boolean => this.isCheckedBeforeCopy;
  readonly texts = (): Promise<Texts> => Promise.resolve(this);

  readonly openInBrowser = (url: string): PromiseLike<unknown> => {
    this.opened.push(url);
    return Promise.resolve();
  };

  cursor(): ReturnType<Texts['cursor']> {
    if (!this.cursorPlace) return this.selection;
    const { uri, startIndex } = this.cursorPlace;
    return { uri, startIndex: 0, text: this.#text(uri), cursorIndex: startIndex };
  }

  from({ uri, startIndex }: DocumentLocation, maxLength: number): Promise<string> {
    return Promise.resolve(this.#text(uri).slice(startIndex, startIndex + maxLength));
  }

  show(place: DocumentLocation, length: number): Promise<void> {
    this.shown.push({ ...place, length });
    return Promise.resolve();
  }

  change(changes: Parameters<Texts['change']>[0]): Promise<boolean> {
    this.changes++;
    for (const { uri, startIndex, endIndex, text } of [...changes].sort((a, b) => b.startIndex - a.startIndex)) {
      const before = this.#text(uri);
      this.documents.set(uri, before.slice(0, startIndex) + text + before.slice(endIndex));
    }
    return Promise.resolve(true);
  }

  document(): ReturnType<Texts['document']> {
    if (!this.cursorPlace) return undefined;
    const { uri } = this.cursorPlace;
    const folder = uri.startsWith('file:') ? { folder: uri.slice(0, uri.lastIndexOf('/')) } : {};
    return { uri, path: this.pathOf(uri), text: this.#text(uri), ...folder };
  }

  pathOf(uri: string): string {
    return uri.slice(uri.lastIndexOf('/') + 1);
  }

  readWorkspace(signal?: AbortSignal, folder = ''): ReturnType<Texts['readWorkspace']> {
    const documents = new Map([...this.documents].filter(([uri]) => uri.startsWith(folder)));
    return Promise.resolve({
      count: documents.size,
      isCut: this.isCut,
      each: async (isWorthReading, take) => {
        for (const [uri, text] of documents) {
          signal?.throwIfAborted();
          await take(isWorthReading(Buffer.from(text)) ? { uri, path: this.pathOf(uri), text } : undefined);
        }
        signal?.throwIfAborted();
        return this.unread;
      },
    });
  }

  #text(uri: string): string {
    return this.documents.get(uri) ?? assert.fail(`there is no document ${uri}`);
  }
}
