import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { OBJECT_SCHEME, URI_LIST_MIME } from '../../../ids.ts';
import { fileName } from '../../../ui/files/localFiles.ts';
import type { FileSelection } from '../../../ui/files/localFiles.ts';
import { isChosenByWorkspace, prefersUpload } from '../../../ui/settings/pastePreferences.ts';
import { selectionOf } from '../../explorer/dragAndDropProvider.ts';
import type { Services } from '../../services.ts';
import { InsertedUploads, type UploadRequest } from './insertedUploadsProvider.ts';
import { UploadTriggers } from './uploadTriggersProvider.ts';

/** Setting that chooses paste edits. */
const PASTE_SETTING = 'editor.pasteAs.preferences';

/** Kinds of the edits, which the user and VS Code name in settings. */
export interface UploadKinds {
  readonly upload: vscode.DocumentDropOrPasteEditKind;
  /** Kind of the upload for users who prefer it. */
  readonly preferred: vscode.DocumentDropOrPasteEditKind;
  readonly name: vscode.DocumentDropOrPasteEditKind;
}

/** Edits that upload pasted or dropped files and insert links to them. */
export class UploadProvider implements vscode.Disposable {
  readonly #kinds: UploadKinds;
  readonly #services: Services;
  readonly #inserted: InsertedUploads;
  readonly #triggers = new UploadTriggers();
  /** Uploads of the paste edits that VS Code may still resolve. */
  readonly #requests = new WeakMap<vscode.DocumentPasteEdit, UploadRequest>();
  /** Paste edits whose upload was started when VS Code resolved them. */
  readonly #resolved = new WeakSet<vscode.DocumentPasteEdit>();

  constructor(kinds: UploadKinds, services: Services) {
    this.#kinds = kinds;
    this.#services = services;
    this.#inserted = new InsertedUploads(services);
  }

  /** Edits of a paste; none for documents outside mapped folders. */
  async pasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    { only, triggerKind }: vscode.DocumentPasteEditContext,
  ): Promise<readonly vscode.DocumentPasteEdit[]> {
    const kind = this.#kind();
    if (only && !only.contains(kind)) return [];
    const request = await this.#request(document, ranges, data);
    if (!request) return [];
    const edit = new vscode.DocumentPasteEdit('', title(), kind);
    this.#requests.set(edit, request);
    edit.yieldTo = this.#yieldsTo();
    const isAutomatic = triggerKind === vscode.DocumentPasteTriggerKind.Automatic;
    return isAutomatic && this.#mayBeAlone(data) ? [this.#nameEdit(vscode.DocumentPasteEdit, request), edit] : [edit];
  }

  /** Edits of a drop; none for documents outside mapped folders. */
  async dropEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    data: vscode.DataTransfer,
  ): Promise<readonly vscode.DocumentDropEdit[]> {
    const request = await this.#request(document, [new vscode.Range(position, position)], data);
    if (!request) return [];
    const edit = new vscode.DocumentDropEdit('', title(), this.#kind());
    edit.yieldTo = this.#yieldsTo();
    // VS Code does not resolve drop edits: the upload starts when this edit is applied.
    edit.additionalEdit = this.#triggers.editFor(() => {
      this.#start(request, 'editor.dropIntoEditor.preferences');
    });
    return this.#mayBeAlone(data) ? [this.#nameEdit(vscode.DocumentDropEdit, request), edit] : [edit];
  }

  /** Starts the upload of the chosen edit. The edit inserts nothing; the text is inserted when the object exists. */
  resolve(edit: vscode.DocumentPasteEdit): vscode.DocumentPasteEdit {
    const request = this.#requests.get(edit);
    if (request) this.#start(request, PASTE_SETTING);
    this.#resolved.add(edit);
    return edit;
  }

  /** Lets the uploads of paste edits also start when an edit is applied that VS Code could not resolve. */
  startWhenApplied(edits: readonly vscode.DocumentPasteEdit[]): void {
    for (const edit of edits) {
      const request = this.#requests.get(edit);
      if (!request) continue;
      edit.additionalEdit = this.#triggers.editFor(() => {
        if (!this.#resolved.has(edit)) this.#start(request, PASTE_SETTING);
      });
    }
  }

  dispose(): void {
    this.#triggers.dispose();
    this.#inserted.dispose();
  }

  #start(request: UploadRequest, setting: string): void {
    const { notifications } = this.#services;
    this.#confirmAndUpload(request, setting).catch(notifications.error);
  }

  async #confirmAndUpload(request: UploadRequest, setting: string): Promise<void> {
    const { document, names, mapped } = request;
    if (!prefersUpload() && isChosenByWorkspace(setting, this.#kinds.upload, document)) {
      const upload = l10n.t('Upload');
      const answer = await this.#services.prompts.decide({
        message: l10n.t('Upload {0} to {1}?', names.join(', '), mapped.bucket),
        detail: l10n.t('The settings of the workspace choose this way to paste and drop files.'),
        answers: [upload],
      });
      if (answer !== upload) return;
    }
    await this.#inserted.upload(request);
  }

  async #request(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
  ): Promise<UploadRequest | undefined> {
    await this.#services.mappings.whenRead();
    const mapped = this.#services.mappings.of(document.uri);
    if (!mapped) return undefined;
    const { uris, dropped = [] } = await selectionOf(data);
    const files = uris.filter(({ scheme }) => scheme !== OBJECT_SCHEME);
    if (files.length + dropped.length === 0) return undefined;
    // The data can be read only until this call returns.
    const read = await Promise.all(dropped.map(async (file) => ({ name: file.name, bytes: await file.data() })));
    const selection: FileSelection = {
      uris: files,
      dropped: read.map(({ name, bytes }) => ({ name, data: () => Promise.resolve(bytes) })),
    };
    return { document, ranges, mapped, selection, names: [...files.map(fileName), ...read.map(({ name }) => name)] };
  }

  #kind(): vscode.DocumentDropOrPasteEditKind {
    return prefersUpload() ? this.#kinds.preferred : this.#kinds.upload;
  }

  #yieldsTo(): readonly vscode.DocumentDropOrPasteEditKind[] {
    return prefersUpload() ? [] : [vscode.DocumentDropOrPasteEditKind.Empty];
  }

  /** True if VS Code may have no edit of its own, so that it would apply the upload without a choice. */
  #mayBeAlone(data: vscode.DataTransfer): boolean {
    return !prefersUpload() && !data.get('text/plain') && !data.get(URI_LIST_MIME);
  }

  /** Edit that inserts the names of the files, so that the user can choose between two edits. */
  #nameEdit<Edit extends vscode.DocumentPasteEdit | vscode.DocumentDropEdit>(
    EditClass: new (text: string, label: string, kind: vscode.DocumentDropOrPasteEditKind) => Edit,
    { names }: UploadRequest,
  ): Edit {
    const edit = new EditClass(names.join(' '), l10n.t('Insert File Name'), this.#kinds.name);
    const { Empty, Text } = vscode.DocumentDropOrPasteEditKind;
    edit.yieldTo = ['markdown', 'uri', 'html', 'css'].reduce((kinds, part) => [...kinds, Empty.append(part)], [Text]);
    return edit;
  }
}

function title(): string {
  return l10n.t('Upload to OSS and Insert Link');
}
