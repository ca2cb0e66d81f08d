import assert from 'node:assert/strict';
import type { ChangeServices, TreeServices, WorkbenchServices } from '../../../src/features/services.ts';
import type { ObjectTarget } from '../../../src/links/link.ts';
import type { Milestone } from '../../../src/ids.ts';
import type { StateStorage } from '../../../src/stored.ts';
import { AllowedChanges, type ChangeMode } from '../../../src/transfers/allowedChanges.ts';
import { UnsavedObjects } from '../../../src/transfers/edit/unsavedObjects.ts';
import { ObjectClipboard } from '../../../src/tree/objectClipboard.ts';
import type { ActiveEditor } from '../../../src/ui/editors/editors.ts';
import type { LinkDocument } from '../../../src/ui/editors/linkDocuments.ts';
import { explainError, type Explanation } from '../../../src/ui/messages/errorText.ts';
import type { NotificationAction, Notifications } from '../../../src/ui/messages/notifications.ts';
import { isCancellation, type Prompts } from '../../../src/ui/prompts/questions.ts';
import type { QrLink } from '../../../src/ui/qr/qrPanel.ts';
import { BenchFiles } from './benchFiles.ts';

/** Message that the user saw. */
export interface ShownMessage {
  readonly kind: 'status' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** Details of an error, as "Copy Details" copies them. */
  readonly details?: string;
  readonly actions: readonly NotificationAction[];
  /** Command that the first button of an error runs. */
  readonly command?: Explanation['command'];
}

/** Progress notification. */
export interface ShownProgress {
  readonly title: string;
  readonly reports: { readonly done: number; readonly message: string }[];
}

/** VS Code's workbench in memory: messages, clipboard, documents, editors and files. */
export class BenchWorkbench extends BenchFiles {
  /** All texts that were written to the clipboard, in order. */
  readonly clipboard: string[] = [];
  /** Text that another program has written to the clipboard. */
  clipboardText: string | undefined;
  readonly shownMessages: ShownMessage[] = [];
  readonly progresses: ShownProgress[] = [];
  /** Called when a task reports progress; it may cancel the task. */
  onReport: (cancel: () => void) => void = () => undefined;
  /** Called when a task with progress has started; it may cancel the task. */
  onProgress: (cancel: () => void) => void = () => undefined;
  /** Reports that were shown, by name; those as a text have its extension. */
  readonly documents = new Map<string, string>();
  /** Readers of the reports whose sources have changed. */
  readonly staleDocuments = new Map<string, () => Promise<string | undefined>>();
  /** Documents that were opened. */
  readonly opened: { readonly text: string; readonly languageId: string; readonly name?: string }[] = [];
  /** Document with links in the active editor. */
  activeLinkDocument: LinkDocument | undefined;
  /** Active text editor. */
  editor: ActiveEditor | undefined;
  /** Links that were shown as QR codes. */
  readonly qrCodes: QrLink[] = [];
  /** Images that were shown. */
  readonly images: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  /** Completed steps of the walkthrough. */
  readonly reached = new Set<Milestone>();
  /** Pairs of objects that were compared in an editor. */
  readonly comparedObjects: (readonly [left: ObjectTarget, right: ObjectTarget, title: string])[] = [];
  logShown = 0;
  /** Errors in the log. */
  readonly loggedErrors: string[] = [];
  allowsDelete = true;
  changeMode: ChangeMode = 'on';
  /** Whether something was cut or copied in the tree. */
  canPaste = false;
  walkthroughsOpened = 0;
  readonly #objectClipboard = new ObjectClipboard((canPaste) => (this.canPaste = canPaste));
  #allowedChanges: AllowedChanges | undefined;
  #ids = 0;

  /** Kinds and texts of the shown messages. */
  get messages(): readonly string[] {
    return this.shownMessages.map(({ kind, message }) => `${kind}: ${message}`);
  }

  /** Presses a button of the last message. */
  async press(label: string): Promise<void> {
    const action = this.shownMessages.at(-1)?.actions.find((one) => one.label === label);
    await (action ?? assert.fail(`there is no button ${label}`)).run();
  }

  protected changeServices(
    memento: StateStorage,
  ): Omit<ChangeServices, 'copyJournal'> & Pick<TreeServices, 'objectClipboard'> {
    return {
      changeMode: () => this.changeMode,
      allowsDelete: () => this.allowsDelete,
      allowedChanges: (this.#allowedChanges ??= new AllowedChanges(memento)),
      unsavedObjects: new UnsavedObjects(memento),
      objectClipboard: this.#objectClipboard,
    };
  }

  protected workbenchServices(prompts: Prompts, now: () => Date): WorkbenchServices {
    return {
      prompts,
      now,
      locale: 'en',
      newId: () => `new${++this.#ids}`,
      notifications: this.#notifications(),
      clipboard: {
        readText: () => Promise.resolve(this.clipboardText ?? this.clipboard.at(-1) ?? ''),
        writeText: (text) => {
          this.clipboard.push(text);
          return Promise.resolve();
        },
      },
      log: {
        info: () => undefined,
        error: (text) => void this.loggedErrors.push(text),
        exchange: () => undefined,
        show: () => {
          this.logShown++;
        },
      },
      documents: {
        showRendered: (name, markdown, source) => {
          assertShown(name, markdown);
          this.documents.set(name, markdown);
          source?.onDidChange(() => this.staleDocuments.set(name, source.read));
          return Promise.resolve();
        },
        show: (name, text, extension = 'md') => {
          this.documents.set(`${name}.${extension}`, text);
          return Promise.resolve();
        },
      },
      linkDocuments: {
        show: ({ name, text }, languageId) => {
          this.opened.push({ text, languageId, name });
          return Promise.resolve();
        },
        find: () => this.activeLinkDocument,
      },
      editors: {
        open: (text, languageId) => {
          this.opened.push({ text, languageId });
          return Promise.resolve();
        },
        active: () => this.editor,
      },
      qrCodes: {
        show: (link) => {
          this.qrCodes.push(link);
          return Promise.resolve();
        },
      },
      imagePreview: {
        show: (name, bytes) => {
          this.images.push({ name, bytes });
          return Promise.resolve();
        },
        close: () => {
          this.images.length = 0;
          return Promise.resolve();
        },
      },
      reach: (milestone) => {
        this.reached.add(milestone);
      },
      openWalkthrough: () => {
        this.walkthroughsOpened++;
        return Promise.resolve();
      },
      hostFacts: () =>
        Promise.resolve({
          extensionVersion: '0.0.1',
          application: 'Test Code',
          vscodeVersion: '1.105.0',
          nodeVersion: '22.0.0',
          platform: 'linux x64',
          remoteName: undefined,
          extensionHost: 'local (UI)',
          userInterface: 'desktop',
          isWorkspaceTrusted: true,
          proxy: 'with credentials',
          noProxyEntries: 2,
          systemCertificates: 0,
        }),
    };
  }

  #notifications(): Notifications {
    const show =
      (kind: ShownMessage['kind']) =>
      (message: string, ...actions: readonly NotificationAction[]): void => {
        assertShown(message, ...actions.map(({ label }) => label));
        this.shownMessages.push({ kind, message, actions });
      };
    return {
      status: show('status'),
      info: show('info'),
      warn: show('warn'),
      error: (error) => {
        if (isCancellation(error)) return;
        const { message, details, command } = explainError(error);
        this.shownMessages.push({ kind: 'error', message, details, actions: [], ...(command && { command }) });
      },
      progress: async (title, task) => {
        assertShown(title);
        const shown: ShownProgress = { title, reports: [] };
        this.progresses.push(shown);
        const abort = new AbortController();
        const report = (done: number, message: string): void => {
          assert.ok(done >= 0 && done <= 1, `${title}: ${String(done)} of 1 is done`);
          shown.reports.push({ done, message });
          this.onReport(() => {
            abort.abort();
          });
        };
        try {
          const running = task({ report }, abort.signal);
          this.onProgress(() => {
            abort.abort();
          });
          return await running;
        } catch (error) {
          if (abort.signal.aborted) return undefined;
          throw error;
        }
      },
    };
  }
}

/** Fails if something that the user is to read is empty. */
function assertShown(...texts: readonly string[]): void {
  assert.ok(!texts.includes(''), `empty text: ${JSON.stringify(texts)}`);
}
